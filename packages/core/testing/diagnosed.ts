import type { Diagnosed } from '../src/report/lifecycle/issue.js'
import { HOUR_MS } from '../src/time.js'

export const DIAGNOSED_NOW_MS = 1_763_900_000_000

/** A diagnosis as the rules give it, seen for an hour until DIAGNOSED_NOW_MS. */
export const diagnosed = (more: Partial<Diagnosed> = {}): Diagnosed => ({
  code: 'missing_value',
  severity: 'warning',
  event_name: 'Purchase',
  channel: 'browser',
  detail: null,
  title: 'Missing value',
  seen: '3 of 4 have no value',
  why: 'ROAS is blank',
  fixes: { pixel: 'Add value' },
  cause: null,
  affected: 3,
  total: 4,
  share: 0.75,
  first_ms: DIAGNOSED_NOW_MS - HOUR_MS,
  last_ms: DIAGNOSED_NOW_MS,
  ...more,
})
