import { DAY_MS } from '../time.js'

/** Whether a text names a time zone, e.g. `Europe/Berlin`. @source the IANA time zone database, as this Node knows it */
export function isTimeZone(text: string): boolean {
  if (!ZONE.test(text)) return false
  try {
    clockOf(text)
    return true
  } catch {
    return false
  }
}
/** A name, not an offset such as +01:00: an offset knows no summer. */
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** When the day begins in which a time falls, in ms: a day of a time zone has 23 to 25 hours where clocks are changed. */
export const dayBeginOf = (at_ms: number, time_zone: string): number =>
  beginOf(Math.floor(wallMs(at_ms, time_zone) / DAY_MS), time_zone)

/** When each day begins that a time zone has between two times, the one in which `since_ms` falls first. */
export function dayBegins(since_ms: number, until_ms: number, time_zone: string): number[] {
  const begins: number[] = []
  for (let day = Math.floor(wallMs(since_ms, time_zone) / DAY_MS); ; day += 1) {
    const begin_ms = beginOf(day, time_zone)
    if (begin_ms >= until_ms) return begins
    // A zone that crosses the date line skips a day.
    if (begin_ms === begins.at(-1)) continue
    begins.push(begin_ms)
  }
}

/** When the day of a date such as `2026-11-23` begins in a time zone; null where the text is no date. */
export function dateBegin(text: string, time_zone: string): number | null {
  const utc_ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(utc_ms) ? null : beginOf(utc_ms / DAY_MS, time_zone)
}

/** The first moment at which a zone's clocks show a day, which is not midnight where that hour is skipped. */
function beginOf(day: number, time_zone: string): number {
  const midnight_ms = day * DAY_MS
  const before = midnight_ms - offsetMs(midnight_ms - DAY_MS, time_zone)
  const after = midnight_ms - offsetMs(midnight_ms + DAY_MS, time_zone)
  const [first, second] = before < after ? [before, after] : [after, before]
  if (wallMs(first, time_zone) === midnight_ms) return first
  if (wallMs(second, time_zone) === midnight_ms) return second
  let [low, high] = [first, second]
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000
    if (wallMs(middle, time_zone) < midnight_ms) low = middle
    else high = middle
  }
  return high
}

const offsetMs = (at_ms: number, time_zone: string): number => wallMs(at_ms, time_zone) - at_ms

/** What a zone's clocks show at a time, as if it were UTC; whole seconds. */
function wallMs(at_ms: number, time_zone: string): number {
  const part: { [type: string]: number } = {}
  for (const { type, value } of clockOf(time_zone).formatToParts(at_ms)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Making one takes as long as asking it a hundred times. Bounded by the zones that are asked for. */
const clocks = new Map<string, Intl.DateTimeFormat>()
const CLOCKS_MAX = 100

function clockOf(time_zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(time_zone)
  if (!clock) {
    const all = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const
    clock = new Intl.DateTimeFormat('en-US', {
      ...all,
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
      timeZone: time_zone,
    })
    if (clocks.size >= CLOCKS_MAX) clocks.clear()
    clocks.set(time_zone, clock)
  }
  return clock
}
