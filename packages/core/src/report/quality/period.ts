import { HOUR_MS } from '../../time.js'
import type { Hour } from '../signals-window.js'

/** Hours since 1970, both ends included. */
export interface Period {
  from: Hour
  to: Hour
}

const DAY_HOURS = 24

/** The current hour and the 48 before it: what match quality, parameters and freshness are told from. */
export function last48Hours(now_ms: number): Period {
  const to = Math.floor(now_ms / HOUR_MS)
  return { from: to - 2 * DAY_HOURS, to }
}

/**
 * Today and the 7 days before it, by UTC: what coverage, additional conversions and the funnel are told from. So there
 * are always seven whole days in it, and a day's counts and the hourly books begin at the same hour.
 */
export function last7Days(now_ms: number): Period {
  const to = Math.floor(now_ms / HOUR_MS)
  return { from: to - (to % DAY_HOURS) - 7 * DAY_HOURS, to }
}
