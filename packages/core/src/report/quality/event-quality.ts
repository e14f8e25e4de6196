import type { SignalsWindow } from '../signals-window.js'
import { coverage, type EventCoverage } from './coverage.js'
import { type Freshness, freshness } from './freshness.js'
import { type MatchQuality, matchQuality } from './match-quality.js'
import { sortedNames } from './sums.js'

/** All figures of one event; null: there was nothing to tell it from. */
export interface EventQuality {
  event_name: string
  match: MatchQuality | null
  coverage: EventCoverage | null
  freshness: Freshness | null
}

/** The quality of every event that the window holds, in the order of their names. */
export function eventQualities(window: SignalsWindow): EventQuality[] {
  const match = byName(matchQuality(window))
  const covered = byName(coverage(window))
  const fresh = byName(freshness(window))
  return sortedNames(new Set([...match.keys(), ...covered.keys(), ...fresh.keys()])).map((event_name) => ({
    event_name,
    match: match.get(event_name) ?? null,
    coverage: covered.get(event_name) ?? null,
    freshness: fresh.get(event_name) ?? null,
  }))
}

const byName = <T extends { event_name: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.event_name, one]))
