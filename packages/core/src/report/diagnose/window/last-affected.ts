import { DAY_MS, HOUR_MS } from '../../../time.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import type { Count, Course, Step } from './course.js'
import { RULE_ROWS } from './rows.js'
import type { View } from './view.js'

/** How many show it, and of how many, by the counts of a stretch of time. */
export type Measured = (count: Count) => { affected: number; total: number }

/** After so long without it, it is over. */
const OVER_MS = DAY_MS

/**
 * When what a rate rule raised over the week was first and last affected: its last hour (before the last 48, its last day)
 * of the latest events that are enough to tell a rate by, and in which the rate is the rule's. A repair is so seen at the
 * first events after it, and what single events show is no rate.
 * @returns null where it is over: it was not so for 24 hours, in which enough came to tell
 */
export function whenAffected(
  view: View,
  code: DiagnosisCode,
  event_name: string | null,
  measured: Measured,
): { first_ms: number; last_ms: number } | null {
  const { share_min, affected_min, sample_min } = RULE_ROWS[code]
  // So many that as many as the rule asks for are to be expected of a rate that is just the rule's.
  const events_min = Math.max(sample_min, share_min > 0 ? affected_min / share_min : affected_min)
  const course = view.courses.of(event_name)
  const isRate = (count: Count): boolean => {
    const { affected, total } = measured(count)
    return affected > 0 && affected >= share_min * total
  }
  return whenFaulty(view, course, {
    events_min,
    events_over_min: sample_min,
    eventsOf: (count) => measured(count).total,
    isFaulty: (first, end) => isRate(course.between(first, end)),
    isAffected: (count) => measured(count).affected > 0,
  })
}

/** A fault whose rate is told by a function of one's own; places are of the course's steps. */
export interface Fault {
  /** so many events tell whether it is there */
  events_min: number
  /** so many must have come since, or nobody can tell that it is over */
  events_over_min: number
  eventsOf(count: Count): number
  isFaulty(first: number, end: number): boolean
  isAffected(count: Count): boolean
}

/** The same of any fault. */
export function whenFaulty(
  view: View,
  course: Course,
  fault: Fault,
): { first_ms: number; last_ms: number } | null {
  const { steps } = course
  const affected = steps.flatMap((_, at) => (fault.isAffected(course.between(at, at + 1)) ? [at] : []))
  const last = latestFaulty(course, fault) ?? affected[0]
  const step = steps[last ?? 0]
  if (last === undefined || step === undefined) return whole(view)
  const { now_ms } = view.window
  const last_ms = Math.min(now_ms, step.end_hour * HOUR_MS - 1)
  const since = fault.eventsOf(course.between(0, last))
  if (now_ms - last_ms > OVER_MS && since >= fault.events_over_min) return null
  return { first_ms: firstOf(affected, steps, last) * HOUR_MS, last_ms }
}

/** In blocks of as many events as tell it, from the latest back; the latest step of the first faulty block that shows it. */
function latestFaulty(course: Course, fault: Fault): number | undefined {
  const { length } = course.steps
  for (let first = 0, end = 1; end <= length; end += 1) {
    if (end < length && fault.eventsOf(course.between(first, end)) < fault.events_min) continue
    if (fault.isFaulty(first, end)) {
      for (const shows of [
        (at: number) => fault.isFaulty(at, at + 1),
        (at: number) => fault.isAffected(course.between(at, at + 1)),
      ])
        for (let at = first; at < end; at += 1) if (shows(at)) return at
      return first
    }
    first = end
  }
  return undefined
}

const firstOf = (affected: readonly number[], steps: readonly Step[], last: number): number =>
  steps[affected.at(-1) ?? last]?.from_hour ?? 0

/** Where the counts tell nothing of when. */
const whole = ({ window }: View): { first_ms: number; last_ms: number } => ({
  first_ms: window.now_ms,
  last_ms: window.now_ms,
})
