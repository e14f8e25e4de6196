import { HOUR_MS } from '@countersign/core'
/** How many tries have failed one after another, and when the last one was. */
export interface Failures {
  failures: number
  last_ms: number
}

/** So many wrong passwords cost nothing: people mistype. */
export const FREE_FAILURES = 4
const FIRST_LOCK_MS = 1_000
const LOCK_MS_MAX = 15 * 60_000
/**
 * After so long without a failure all of them are forgotten: those of a person after a day, so that no rhythm of tries and
 * pauses gets more than some 110 a day through; those from an address sooner, since a whole office may be behind it.
 */
export const FORGOTTEN_AFTER_MS = { email: 24 * HOUR_MS, address: HOUR_MS } as const

/**
 * Until when nothing more is tried, of a person or from an address: a second after the fifth failure, and twice as long
 * after each one that follows, up to 15 minutes.
 * @returns 0 where a try is free
 */
export function lockedUntil({ failures, last_ms }: Failures): number {
  if (failures <= FREE_FAILURES) return 0
  const doublings = Math.min(failures - FREE_FAILURES - 1, 30)
  return last_ms + Math.min(FIRST_LOCK_MS * 2 ** doublings, LOCK_MS_MAX)
}

/** What is known after one more failure. */
export const afterFailure = (
  known: Failures | undefined,
  now_ms: number,
  forgotten_after_ms: number,
): Failures => ({
  failures: standing(known, now_ms, forgotten_after_ms).failures + 1,
  last_ms: now_ms,
})

/** What still counts of what is known. */
export const standing = (
  known: Failures | undefined,
  now_ms: number,
  forgotten_after_ms: number,
): Failures =>
  known === undefined || now_ms - known.last_ms >= forgotten_after_ms ? { failures: 0, last_ms: 0 } : known
