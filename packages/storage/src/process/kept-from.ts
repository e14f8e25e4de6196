import { existsSync } from 'node:fs'
import { DAY_MS } from '@countersign/core'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { FactsReader } from '../report/facts-reader.js'
import type { DataPaths } from './data-directory.js'

/**
 * From when on a dataset's sightings are kept one by one. What was received before is counted and archived, and can be
 * recognised no more: imported once again, it would count once again.
 *
 * Whoever has begun an import before asking may go by the answer until it is done: what is not kept is taken out only
 * once no import is under way, see housekeeping.ts.
 * @returns ms since the epoch; 0: all that it ever received is kept
 */
export function keptFromMs(paths: DataPaths, dataset_id: string): number {
  if (!existsSync(paths.facts)) return 0
  const facts = new FactsReader(paths.facts)
  const journal = openJournalReader(paths.journal)
  try {
    const day = facts.keptFrom(dataset_id)
    if (day === 0) return 0
    // Until its first row an import may have been written to the day before, of sightings that are this young.
    const first = journal.segments().find((segment) => segment.day >= day)?.first
    const begun_ms = (first === undefined ? undefined : journal.row(first)?.received_at_ms) ?? 0
    return Math.max(day * DAY_MS, begun_ms)
  } finally {
    facts.close()
    journal.close()
  }
}
