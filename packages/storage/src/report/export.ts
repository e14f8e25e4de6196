import type { Channel, IdentifiedEvent } from '@countersign/core'
import { DecodedRows } from '../journal/decoded-rows.js'
import { type JournalReader, sightingIdOf } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'

/** A line of `export` and `import`: hashes as stored, times and ids as they were. */
export interface ExportedSighting {
  sighting_id: string
  received_at_ms: number
  channel: Channel
  event: IdentifiedEvent
}

/** A dataset's counted and duplicate sightings, oldest first. Refusals stay behind: they hold no event. */
export function* exportSightings(
  dataset_id: string,
  since_ms: number,
  facts: FactsReader,
  journal: JournalReader,
): Generator<ExportedSighting> {
  const lines = new DecodedRows(journal)
  const store_id = journal.store_id
  for (const row of facts.byTime(dataset_id, since_ms)) {
    const line = row.verdict === null ? undefined : lines.line(row.seq)
    if (!line) continue
    yield {
      sighting_id: row.sighting_id ?? sightingIdOf(row.seq, store_id),
      received_at_ms: row.received_at_ms,
      channel: row.channel,
      event: line.event,
    }
  }
}
