import type { Channel, Method } from '@countersign/core'
import { sightingIdOf } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'

/** What counting made of a sighting, and beside which other one where it is a duplicate. */
export interface SightingVerdict {
  seq: number
  dataset_id: string
  sighting_id: string
  received_at_ms: number
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** the sighting that its event began with; null: it is that one itself, or it is gone */
  anchor: { seq: number; channel: Channel; received_at_ms: number } | null
}

/**
 * Looks sightings up by their places. Those that are not judged are left out: counting has not come to them, or they
 * are a repetition of a sighting id, or gone.
 */
export function readVerdicts(
  seqs: readonly number[],
  facts: FactsReader,
  store_id: string,
): SightingVerdict[] {
  return facts.together(() => {
    const verdicts: SightingVerdict[] = []
    for (const seq of seqs) {
      const row = facts.sighting(seq)
      if (row === undefined || row.verdict === null) continue
      const { dataset_id, received_at_ms, verdict, method, event_seq } = row
      const anchor = event_seq === seq ? undefined : facts.sighting(event_seq)
      verdicts.push({
        seq,
        dataset_id,
        sighting_id: row.sighting_id ?? sightingIdOf(seq, store_id),
        received_at_ms,
        verdict,
        method,
        anchor:
          anchor === undefined
            ? null
            : { seq: event_seq, channel: anchor.channel, received_at_ms: anchor.received_at_ms },
      })
    }
    return verdicts
  })
}
