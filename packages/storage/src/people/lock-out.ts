/** How many tries have failed one after another, and when the last one was. */
export interface Failures {
  failures: number
  last_ms: number
}

/** So many wrong passwords cost nothing: people mistype. */
export const FREE_FAILURES = 4
const FIRST_LOCK_MS = 1_000
const LOCK_MS_MAX = 15 * 60_000
/** After so long without a failure all are forgotten. It lets in no more than the longest lock does: four an hour. */
export const FORGOTTEN_AFTER_MS = 60 * 60_000

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
export const afterFailure = (known: Failures | undefined, now_ms: number): Failures => ({
  failures: standing(known, now_ms).failures + 1,
  last_ms: now_ms,
})

/** What still counts of what is known. */
export const standing = (known: Failures | undefined, now_ms: number): Failures =>
  known === undefined || now_ms - known.last_ms >= FORGOTTEN_AFTER_MS ? { failures: 0, last_ms: 0 } : known
