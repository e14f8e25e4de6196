import { DecodedRows, type Said } from '../journal/decoded-rows.js'
import type { JournalReader } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'

/** Where samples are read, and a clock that only goes on. */
export interface SampleSources {
  facts: FactsReader
  journal: JournalReader
  steady_ms: () => number
}

const EVENTS_MAX = 2_000
const LOOK_MS = 80

/**
 * Looks at the newest counted events of a name, as each was first reported. Bounded by number and by time: rows of large
 * batches take a while to decode.
 * @param look  is shown each that the journal still has, the newest first
 * @returns how many there were to look at, and whether those were all since then
 */
export function lookAtNewest(
  dataset_id: string,
  event_name: string,
  since_ms: number,
  { facts, journal, steady_ms }: SampleSources,
  look: (said: Said) => void,
): { looked_at: number; is_all: boolean } {
  const lines = new DecodedRows(journal)
  const end_ms = steady_ms() + LOOK_MS
  const rows = facts.events(dataset_id, event_name, since_ms, EVENTS_MAX)
  let looked_at = 0
  for (const { seq } of rows) {
    if (looked_at > 0 && steady_ms() > end_ms) return { looked_at, is_all: false }
    looked_at += 1
    const said = lines.said(seq)
    if (said) look(said)
  }
  return { looked_at, is_all: rows.length < EVENTS_MAX }
}
