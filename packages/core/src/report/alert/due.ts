import { HOUR_MS } from '../../time.js'
/** How messages of an alert channel are spaced. */
export interface AlertPace {
  /** from the first that waits to the message that tells it, so that what comes with it is told with it */
  digest_ms: number
  /** messages within an hour, failed ones included: they may have arrived */
  per_hour_max: number
}

/** What was tried until now. */
export interface AlertTries {
  /** when, the latest last; at least the last `per_hour_max` of them */
  tried_ms: readonly number[]
  /** in a row */
  failures: number
  /** not before; null: nothing has failed */
  retry_at_ms: number | null
}

export const ALERT_HOUR_MS = HOUR_MS

/**
 * When a channel's next message is due: when what waits has waited for others, the last failure is long enough ago, and
 * the hour has room.
 * @param oldest_ms  since when the oldest waits; null: nothing waits
 */
export function alertDueAt(oldest_ms: number | null, pace: AlertPace, tries: AlertTries): number | null {
  if (oldest_ms === null) return null
  const { tried_ms } = tries
  const full = tried_ms[tried_ms.length - pace.per_hour_max]
  return Math.max(
    oldest_ms + pace.digest_ms,
    tries.retry_at_ms ?? 0,
    full === undefined ? 0 : full + ALERT_HOUR_MS,
  )
}

/** After so many in a row the message is dropped: some two and a half hours. */
export const ALERT_FAILURES_MAX = 8
const RETRY_MS = 60_000
const RETRY_MS_MAX = ALERT_HOUR_MS

/**
 * How long to wait after a failure: a minute, twice as long with each, an hour at most.
 * @param failures  in a row, from 1
 * @param asked_ms  what the other side asked for, if it did: waited for at least, up to an hour
 */
export function alertRetryMs(failures: number, asked_ms: number | null): number {
  const own_ms = Math.min(RETRY_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 10), RETRY_MS_MAX)
  return Math.max(own_ms, Math.min(Math.max(asked_ms ?? 0, 0), RETRY_MS_MAX))
}
