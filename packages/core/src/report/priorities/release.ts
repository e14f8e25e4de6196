const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** @source reference 10.4: a report is sent 24 to 48 hours later, at random */
const DELAY_MIN_MS = 24 * HOUR_MS
const DELAY_SPREAD_MS = 24 * HOUR_MS

/**
 * When a window is reported: 24 to 48 hours after its end, so that the time of a report says little of the time of a
 * conversion.
 * @param random  32 bits that are the same whenever the window is looked at, and that nobody can foresee
 */
export const dueOf = (ends_ms: number, random: number): number =>
  ends_ms + DELAY_MIN_MS + Math.floor(((random >>> 0) / 2 ** 32) * DELAY_SPREAD_MS)

/** Days since the epoch, UTC. */
export const dayOf = (at_ms: number): number => Math.floor(at_ms / DAY_MS)

/** `2026-11-23` */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
