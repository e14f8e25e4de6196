import type { Diagnosed } from '@countersign/core'

export const NOW = 1_763_900_000_000

/** A diagnosis as the rules give it, last seen a minute ago. */
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
  first_ms: NOW - 3_600_000,
  last_ms: NOW - 60_000,
  ...more,
})
