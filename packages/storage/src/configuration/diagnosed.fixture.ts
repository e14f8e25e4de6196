import type { Diagnosed } from '@countersign/core'
import { DIAGNOSED_NOW_MS, diagnosed as diagnosedWith } from '@countersign/core/testing'

export const NOW = DIAGNOSED_NOW_MS

/** A diagnosis as the rules give it, last seen a minute ago. */
export const diagnosed = (more: Partial<Diagnosed> = {}): Diagnosed =>
  diagnosedWith({ last_ms: NOW - 60_000, ...more })
