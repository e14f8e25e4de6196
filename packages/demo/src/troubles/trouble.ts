import type { Channel, DiagnosisCode } from '@countersign/core'
import { DAY_MS } from '../shop/times.js'
import type { Traffic } from '../shop/traffic.js'

/** A time before now, in days: from the longer ago to the shorter ago; 0 is now. */
export type DaysAgo = readonly [begins: number, ends: number]

/** One thing that went wrong in the troubled shop, and when. */
export interface Trouble {
  /** what went wrong, as its owner would be told */
  says: string
  lasts: readonly DaysAgo[]
  /** the diagnosis that tells of it */
  found: { code: DiagnosisCode; event_name?: string; channel?: Channel; detail?: string }
  /** what has become of the issue by now */
  issue: 'active' | 'returned' | 'marked_resolved' | 'ignored'
  /** Changes what the shop sends at the times for which it lasts. */
  plant(traffic: Traffic, lasts: (at_ms: number) => boolean): void
}

/** Plants what went wrong, each at its times. */
export function plantTroubles(traffic: Traffic, troubles: readonly Trouble[]): void {
  for (const trouble of troubles) {
    const times = trouble.lasts.map(([begins, ends]) => [
      traffic.now_ms - begins * DAY_MS,
      traffic.now_ms - ends * DAY_MS,
    ])
    trouble.plant(traffic, (at_ms) => times.some(([from = 0, to = 0]) => at_ms >= from && at_ms <= to))
  }
}
