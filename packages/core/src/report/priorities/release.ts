import { DAY_MS } from '../../time.js'

/** @source reference 10.4: a report is sent 24 to 48 hours later, at random */
const DELAY_MIN_MS = DAY_MS
const DELAY_SPREAD_MS = DAY_MS

/**
 * When a window is reported: 24 to 48 hours after its end, so that the time of a report says little of the time of a
 * conversion.
 * @param random  32 bits that are the same whenever the window is looked at, and that nobody can foresee
 */
export const dueOf = (ends_ms: number, random: number): number =>
  ends_ms + DELAY_MIN_MS + Math.floor(((random >>> 0) / 2 ** 32) * DELAY_SPREAD_MS)
