/** What the address says of the range: `since` is a span (`7d`, `24h`) or a day (`2026-11-01`), `until` a day. */
export interface RangeSearch {
  since?: string
  until?: string
  /** `before`: beside the period before */
  compare?: string
}

/** A range as pages use it. Both ends in ms; `until_ms` is exclusive. */
export interface Range {
  since_ms: number
  until_ms: number
  step: 'hour' | 'day'
}

export const SPANS = ['24h', '7d', '14d', '28d', '90d', '180d', '365d'] as const
export const SPAN_DEFAULT = '7d'
const SPAN = /^(\d{1,3})([hd])$/
const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Up to here a chart by the hour has room. */
const HOURLY_MAX_MS = 2 * DAY_MS
/** As long as the server adds up. */
export const RANGE_DAYS_MAX = 400
const SPAN_MAX_MS = RANGE_DAYS_MAX * DAY_MS

/** What of an address is a range; the rest is left out. */
export function rangeSearchOf(search: { [name: string]: unknown }): RangeSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? (search[name] as string) : '')
  const [since, until] = [text('since'), text('until')]
  return {
    ...((SPAN.test(since) || DAY_TEXT.test(since)) && { since }),
    ...(DAY_TEXT.test(until) && { until }),
    ...(search.compare === 'before' && { compare: 'before' }),
  }
}

/**
 * The range that an address means.
 * @param now_ms  rounded up to the next minute, so that one view asks the same thing twice
 * @param zone  of the dataset: days begin there
 */
export function rangeOf({ since, until }: RangeSearch, now_ms: number, zone: string): Range {
  const now = Math.ceil(now_ms / 60_000) * 60_000
  const until_ms = until === undefined ? now : Math.min(now, dayStart(until, zone) + DAY_MS)
  const since_ms = Math.max(sinceOf(since ?? SPAN_DEFAULT, until_ms, zone), until_ms - SPAN_MAX_MS)
  const ordered = Math.min(since_ms, until_ms - HOUR_MS)
  return { since_ms: ordered, until_ms, step: until_ms - ordered <= HOURLY_MAX_MS ? 'hour' : 'day' }
}

/** The period of the same length before. */
export const rangeBefore = ({ since_ms, until_ms, step }: Range): Range => ({
  since_ms: since_ms - (until_ms - since_ms),
  until_ms: since_ms,
  step,
})

function sinceOf(since: string, until_ms: number, zone: string): number {
  const [, count, unit] = SPAN.exec(since) ?? []
  if (count !== undefined) return until_ms - Number(count) * (unit === 'h' ? HOUR_MS : DAY_MS)
  return dayStart(since, zone)
}

/** @param day  `2026-11-01`; @returns when it begins in the zone, in ms */
export function dayStart(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // The zone's offset at that moment, looked at twice: near a change of clocks the first may be the other side's.
  const first = utc - offset_ms(utc, zone)
  return utc - offset_ms(first, zone)
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offset_ms(at_ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at_ms)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(at_ms / 1000) * 1000
}
