import type { ActionSource } from '../event.js'
import { HOUR_MS } from '../time.js'
import { EVENT_AGE_MS_MAX, STORE_EVENT_AGE_MS_MAX } from '../validate/limits.js'

/**
 * How long before the destination's limit an event is given up: room for clocks that differ and for a request that
 * takes long. One event beyond the limit refuses its whole batch.
 */
export const DEADLINE_MARGIN_MS = 10 * 60_000
/** From here on an event goes in batches of its kind only: if the destination counts its age otherwise, few suffer. */
export const NEAR_DEADLINE_MS = 6 * HOUR_MS

/**
 * Until when an event may be sent: 7 days after it happened, 62 for physical_store, less a margin.
 * @param event_time_s  seconds, as the wire has it
 * @returns ms
 * @source reference 5.3, 16
 */
export function deadlineOf(event_time_s: number, action_source: ActionSource | null): number {
  const age_ms_max = action_source === 'physical_store' ? STORE_EVENT_AGE_MS_MAX : EVENT_AGE_MS_MAX
  return event_time_s * 1000 + age_ms_max - DEADLINE_MARGIN_MS
}

/** From when an event may be sent: a time that is still to come would refuse its batch. @source reference 5.3, 17.3 */
export const earliestOf = (event_time_s: number): number => event_time_s * 1000

/** Whether an event is so near its deadline that it must not be in a batch with fresh ones. */
export const isNearDeadline = (deadline_ms: number, now_ms: number): boolean =>
  deadline_ms - now_ms <= NEAR_DEADLINE_MS

/** What decides who an event may share a batch with. */
export interface Aged {
  event_time_s: number
  action_source: ActionSource | null
}

/**
 * `fresh`, or `near`: its age may be refused. That is an event near its deadline, and one of a store that is older than
 * other events may be: some of Meta's pages say 7 days for all.
 * @source reference 17.12
 */
export function ageClassOf({ event_time_s, action_source }: Aged, now_ms: number): 'fresh' | 'near' {
  const shortest = Math.min(deadlineOf(event_time_s, action_source), deadlineOf(event_time_s, null))
  return isNearDeadline(shortest, now_ms) ? 'near' : 'fresh'
}

/** Whether two events may be in one batch. */
export const sameClass = (a: Aged, b: Aged, now_ms: number): boolean =>
  ageClassOf(a, now_ms) === ageClassOf(b, now_ms)
