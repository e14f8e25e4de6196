import { type Claim, claimsOf, type Judgement, judge } from './judge.js'
import { keysOf } from './keys.js'
import { byOrder, type Sighting } from './sighting.js'
import type { CountingSettings } from './windows.js'

export interface Judged {
  sighting: Sighting
  judgement: Judgement
  /** the sighting id of its event's anchor */
  anchor_id: string
}

/**
 * Judges a whole set of sightings in memory: a function of the set, so the order in which they are given does not
 * matter, and a sighting id given twice is one sighting (the earliest of them). For explanations and for tests; the
 * counting fold does the same a sighting at a time.
 * @returns in the rule's order
 */
export function judgeAll(sightings: readonly Sighting[], settings: CountingSettings): Judged[] {
  const ordered = distinct(sightings)
  const claims = new Map<string, Claim>()
  const anchors: number[] = []
  const held = {
    claim: (key: string) => claims.get(key),
    sightingId: (seq: number) => ordered[seq]?.sighting_id ?? '',
  }
  return ordered.map((sighting, seq) => {
    const keys = keysOf(sighting)
    const judgement = judge(sighting, keys, held, settings)
    const event_seq = judgement.event_seq ?? seq
    anchors[seq] = event_seq
    const holder = { seq, received_at_ms: sighting.received_at_ms, event_seq }
    claimsOf(sighting, keys, judgement.opens, holder, (key, slot, latest) => {
      if (slot === 'both') claims.set(key, { latest, latest_without_id: latest })
      else claims.set(key, { ...claims.get(key), latest })
    })
    return { sighting, judgement, anchor_id: ordered[event_seq]?.sighting_id ?? '' }
  })
}

/** Sorted, and of each sighting id the first. */
function distinct(sightings: readonly Sighting[]): Sighting[] {
  const met = new Set<string>()
  return [...sightings].sort(byOrder).filter((s) => {
    const id = `${s.dataset_id}:${s.sighting_id}`
    return met.has(id) ? false : met.add(id)
  })
}
