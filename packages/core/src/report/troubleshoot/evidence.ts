import type { Channel } from '../../event.js'
import { DAY_MS, HOUR_MS } from '../../time.js'
import type { Diagnosis } from '../diagnose/diagnosis.js'
import type { DiagnosisCode } from '../diagnosis-codes.js'
import type { BookCount, Measure, SignalsWindow } from '../signals-window.js'

/** A diagnosis, as far as a guided check wants to know it. */
export type Diagnosed = Pick<
  Diagnosis,
  'code' | 'event_name' | 'channel' | 'seen' | 'affected' | 'cause' | 'fixes'
>

/** The shop's orders beside the counted Purchases of the same days. */
export interface OrdersCompared {
  orders: number
  only_shop: number
  only_tracked: number
  differs: number
  /** why orders are only in the shop, and how many of them each */
  reasons: readonly { reason: string; orders: number }[]
  /** of those whose value differs: where one is a hundred times the other */
  hundredfold: number
}

/** What the guided checks look at: the dataset's own data of the last 7 days, and nothing else. */
export interface Evidence {
  window: SignalsWindow
  diagnoses: readonly Diagnosed[]
  /** null: the shop's orders are not known */
  orders: OrdersCompared | null
}

const HOURS = 7 * 24

/** The last 7 days of the books of one event name, as far as a state and a code go. */
export function booked(
  { window }: Evidence,
  event_name: string,
  states: readonly BookCount['state'][],
  where: (count: BookCount) => boolean = () => true,
): number {
  const from = Math.floor(window.now_ms / HOUR_MS) - HOURS
  let sum = 0
  for (const count of window.books)
    if (count.hour > from && count.event_name === event_name && states.includes(count.state) && where(count))
      sum += count.count
  return sum
}

/** How many sightings of an event name had something, on one channel or both, since about 7 days. */
export function measured(
  { window }: Evidence,
  event_name: string,
  measure: Measure,
  channel?: Channel,
): number {
  const from = Math.floor(window.now_ms / DAY_MS - 6) * 24
  let sum = 0
  for (const count of window.daily)
    if (
      count.hour >= from &&
      count.event_name === event_name &&
      count.measure === measure &&
      (channel === undefined || count.channel === channel)
    )
      sum += count.count
  return sum
}

/** The diagnoses of some codes that concern an event name, or all of the dataset; those that touch most first. */
export function diagnosed(
  { diagnoses }: Evidence,
  codes: readonly DiagnosisCode[],
  event_name: string,
): Diagnosed[] {
  return diagnoses
    .filter((one) => codes.includes(one.code) && (one.event_name === null || one.event_name === event_name))
    .sort((a, b) => b.affected - a.affected)
}

/** The code that refused, blocked or held back most of an event name, and how often. */
export function mostFrequentCode(
  { window }: Evidence,
  event_name: string,
  state: 'rejected' | 'blocked' | 'restricted',
): { code: string; count: number } | null {
  const from = Math.floor(window.now_ms / HOUR_MS) - HOURS
  const counts = new Map<string, number>()
  for (const one of window.books)
    if (one.hour > from && one.event_name === event_name && one.state === state)
      counts.set(one.code, (counts.get(one.code) ?? 0) + one.count)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most ? { code: most[0], count: most[1] } : null
}
