const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** @returns e.g. 23 Nov 2026, 14:03 in the zone; a zone that is not known is UTC */
export const formatTime = (at_ms: number, zone: string): string =>
  inZone(at_ms, zone, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

/** With seconds and the zone's name, for who hovers. */
export const formatTimeWhole = (at_ms: number, zone: string): string =>
  `${inZone(at_ms, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })} ${zone}`

/** @returns e.g. 23 Nov */
export const formatDay = (at_ms: number, zone: string): string =>
  inZone(at_ms, zone, { day: 'numeric', month: 'short' })

/** @returns e.g. 14:03 */
export const formatHour = (at_ms: number, zone: string): string =>
  inZone(at_ms, zone, { hour: '2-digit', minute: '2-digit' })

/** @returns relative under a day (`4 min ago`), absolute beyond */
export function formatAgo(at_ms: number, now_ms: number, zone: string): string {
  const ago = now_ms - at_ms
  if (ago < -MINUTE || ago >= DAY) return formatTime(at_ms, zone)
  if (ago < 10 * SECOND) return 'just now'
  if (ago < MINUTE) return `${Math.floor(ago / SECOND)} s ago`
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`
  return `${Math.floor(ago / HOUR)} h ago`
}

/** @returns e.g. 1.8 s, 340 ms, 4 min, 2 h, 3 d */
export function formatDuration(duration_ms: number): string {
  if (duration_ms < SECOND) return `${Math.round(duration_ms)} ms`
  if (duration_ms < MINUTE) return `${Math.round(duration_ms / 100) / 10} s`
  if (duration_ms < HOUR) return `${Math.round(duration_ms / MINUTE)} min`
  if (duration_ms < 2 * DAY) return `${Math.round(duration_ms / HOUR)} h`
  return `${Math.round(duration_ms / DAY)} d`
}

/** A formatter takes long to make, and a table asks for the same ones a thousand times. */
const made = new Map<string, Intl.DateTimeFormat>()
const MADE_MAX = 200

function inZone(at_ms: number, zone: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${Object.keys(parts).join()}`
  const held = made.get(key) ?? formatterFor(zone, parts)
  if (made.size >= MADE_MAX) made.clear()
  made.set(key, held)
  return held.format(at_ms)
}

function formatterFor(zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // Days before months, 24 hours: read the same by everybody.
  const make = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { ...parts, timeZone, hourCycle: 'h23' })
  try {
    return make(zone)
  } catch {
    return make('UTC')
  }
}
