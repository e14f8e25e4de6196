import type { Finding } from '@countersign/core'
import type { Seen } from '@countersign/core/report'

/** The rules that find what is wrong with a sighting, or with a duplicate beside its event's anchor. */
export interface SignalRules {
  /** Goes by what the sighting said, never by its verdict: a sighting that is judged anew keeps what was found. */
  ofSighting(seen: Seen): readonly Finding[]
  ofPair(copy: Seen, anchor: Seen): readonly Finding[]
}

/**
 * Grows with each change of what rules find or of what is measured. A file that was made with another number is made anew
 * from the journal: so a new rule runs over past sightings.
 */
export const RULES_VERSION = 3
