import type Database from 'better-sqlite3'
import type { JournalReader } from '../journal/port.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { openToRead } from '../open-database.js'
import type { DataPaths } from '../process/data-directory.js'
import type { StepSize } from './feed-runner.js'
import { JoinedRows } from './joined-rows.js'

/**
 * Of the folds of one thread: each of the rows that a fold writes is written once a step, and they stay beside each other,
 * so that a row that was decoded for one is still at hand for the next.
 */
export const LONG_STEP: StepSize = { rows: 2_000, lines: 1_250 }

/** What folds read from. Several in one thread share it; whoever opened it closes it, after them. */
export interface SharedReading {
  facts: Database.Database
  journal: JournalReader
  rows: JoinedRows
  close(): void
}

export function openSharedReading(paths: DataPaths): SharedReading {
  const facts = openFacts(paths)
  const journal = openJournalReader(paths.journal)
  return {
    facts,
    journal,
    rows: new JoinedRows(facts, journal),
    close() {
      facts.close()
      journal.close()
    },
  }
}

/** A connection that reads the facts, and waits for whoever is about to write them. */
export const openFacts = ({ facts }: DataPaths): Database.Database => openToRead(facts)
