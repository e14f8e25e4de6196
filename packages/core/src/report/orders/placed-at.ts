/** 2000-01-01 and 2100-01-01, UTC: a number is a time only between these. */
const EARLIEST_MS = 946_684_800_000
const LATEST_MS = 4_102_444_800_000
/** `2026-11-20`, `2026-11-20 10:15`, `2026-11-20T10:15:30.5+01:00`, `2026-11-20 10:15:30 +0100`, `… UTC`. */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i

/**
 * When an order was placed: ISO 8601, or a unix time in seconds or milliseconds, as a number or as digits.
 * @param offset_minutes  of the shop's clock from UTC, for a time without a zone
 * @returns ms, or what is wrong
 */
export function readPlacedAt(given: unknown, offset_minutes = 0): number | { says: string } {
  const text = typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : ''
  const at_ms = /^\d{9,13}(?:\.\d+)?$/.test(text) ? unixMs(Number(text)) : isoMs(text, offset_minutes)
  if (at_ms === null) return { says: FORM }
  return at_ms >= EARLIEST_MS && at_ms < LATEST_MS ? at_ms : { says: FORM }
}
const FORM = 'is no time. Give 2026-11-20T10:15:30+01:00, or a unix time in seconds or ms'

const unixMs = (value: number): number => Math.floor(value < 1e11 ? value * 1_000 : value)

function isoMs(text: string, offset_minutes: number): number | null {
  const parts = ISO.exec(text)
  if (!parts) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const local_ms = Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)))
  const back = new Date(local_ms)
  // Date rolls over what no calendar has: 30 February, 25 o'clock.
  if (back.getUTCMonth() !== mo - 1 || back.getUTCDate() !== d || h > 23 || mi > 59 || s > 59) return null
  return local_ms - (zone === undefined ? offset_minutes : zoneMinutes(zone)) * 60_000
}

function zoneMinutes(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (!parts) return 0
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]))
}
