const BASE_MS = 1_000
export const BACKOFF_MS_MAX = 10 * 60_000
/** A destination that asks for more is asked again after this: a mistake there must not hold events for days. */
export const RETRY_AFTER_MS_MAX = 60 * 60_000

/**
 * How long to wait before the next try: full jitter, so that senders that failed together do not come back together.
 * The ceiling is 1 s after the first failure, doubles with each and ends at 10 minutes.
 * @param attempt  failures so far, from 1
 * @param random01  0 to 1
 * @param retry_after_ms  what the destination asked for, if it did: waited for at least, up to an hour
 * @returns whole ms, 0 to BACKOFF_MS_MAX; with retry_after_ms that, and up to the first ceiling more
 */
export function backoffMs(attempt: number, random01: number, retry_after_ms: number | null = null): number {
  const doublings = Math.min(Math.max(Math.trunc(attempt) || 1, 1) - 1, 32)
  const share = Math.min(Math.max(random01 || 0, 0), 1)
  const jittered = Math.floor(share * Math.min(BASE_MS * 2 ** doublings, BACKOFF_MS_MAX))
  if (retry_after_ms === null || !(retry_after_ms > 0)) return jittered
  const asked = Math.ceil(Math.min(retry_after_ms, RETRY_AFTER_MS_MAX)) + Math.floor(share * BASE_MS)
  return Math.max(jittered, asked)
}
