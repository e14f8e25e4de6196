/** Whole days as the API takes them, both in: days of orders are UTC. */
export interface Days {
  since: string
  until?: string
}

const DAY_MS = 86_400_000
const dayOf = (at_ms: number): string => new Date(at_ms).toISOString().slice(0, 10)
const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/

/**
 * The days that a range touches.
 * @param range  of the address; a day that the address names is that day, whatever the dataset's zone
 */
export function daysOf(
  range: { since_ms: number; until_ms: number },
  named: { since?: string | undefined; until?: string | undefined },
): Days {
  const day = (text: string | undefined) => (text !== undefined && DAY_TEXT.test(text) ? text : undefined)
  const until = day(named.until)
  return { since: day(named.since) ?? dayOf(range.since_ms), ...(until && { until }) }
}

/** As many days before them. @param today_ms  a range that is open ends now */
export function daysBefore({ since, until }: Days, today_ms: number): Required<Days> {
  const first = Date.parse(since)
  const last = Date.parse(until ?? dayOf(today_ms))
  return { since: dayOf(first - (last - first) - DAY_MS), until: dayOf(first - DAY_MS) }
}

/** The day that the address narrows the list to, else all of them. */
export const listedDays = (days: Days, day: string | undefined): Days =>
  day !== undefined && DAY_TEXT.test(day) ? { since: day, until: day } : days
