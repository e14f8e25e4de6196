import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { openFoldFile } from '../feed/fold-file.js'
import { type JournalReader, sightingIdOf } from '../journal/port.js'
import type { DataPaths } from '../process/data-directory.js'
import type { FactsReader } from '../report/facts-reader.js'
import { deliveryFile } from './delivery.js'
import {
  type DeadWanted,
  type DeliveryStatus,
  type LedgerEntry,
  type Named,
  readDead,
  readEntry,
  readStatus,
} from './ledger.js'
import { MIGRATIONS } from './schema.js'

/** How the last requests of a destination were answered. */
export interface Answered {
  /** null: there was no answer */
  http: number | null
  requests: number
  events: number
  last_ms: number
}

/** What was delivered, for whoever only looks at it. */
export interface DeliveryLook {
  status(destination_id: number): DeliveryStatus
  /** of the last 1,000 requests of all destinations, this one's, the most frequent answer first */
  answers(destination_id: number): Answered[]
  entry(destination_id: number, seq: number): LedgerEntry | undefined
  /** refused and expired events, newest first */
  letters(destination_id: number, wanted: DeadWanted): LedgerEntry[]
  /** whether delivery has not been told yet of all that is counted */
  isBehind(): boolean
  close(): void
}

const REQUESTS_LOOKED_AT = 1_000
const LOOK_QUERIES = {
  answers: `SELECT http, count(*) AS requests, sum(events) AS events, max(answered_at_ms) AS last_ms
    FROM (SELECT * FROM requests ORDER BY id DESC LIMIT ${REQUESTS_LOOKED_AT})
    WHERE destination_id = ? AND answered_at_ms IS NOT NULL GROUP BY http ORDER BY requests DESC`,
  told: 'SELECT change_id FROM feed_cursor',
} as const

/** @returns undefined where nothing was ever delivered from this data directory, nor met a destination */
export function lookAtDelivery(
  paths: DataPaths,
  configuration: Pick<Configuration, 'destination'>,
  facts: FactsReader,
  journal: Pick<JournalReader, 'store_id'>,
): DeliveryLook | undefined {
  const db = openFoldFile(deliveryFile(paths), MIGRATIONS)
  if (!db) return undefined
  const named = (id: number) => namedBy(facts, journal, configuration.destination(id)?.dataset_id ?? '0')
  return {
    status: (id) => readStatus(db, id),
    answers: (id) => readAnswers(db, id),
    entry: (id, seq) => readEntry(db, id, seq, named(id)),
    letters: (id, wanted) => readDead(db, id, wanted, named(id)),
    isBehind: () => (db.prepare<[], number>(LOOK_QUERIES.told).pluck().get() ?? 0) !== facts.lastChange(),
    close: () => db.close(),
  }
}

const readAnswers = (db: Database.Database, id: number): Answered[] =>
  db.prepare<[number], Answered>(LOOK_QUERIES.answers).all(id)

/** What a ledger's lines of a dataset take from the facts. */
export function namedBy(
  facts: FactsReader,
  journal: Pick<JournalReader, 'store_id'>,
  dataset_id: string,
): Named {
  const names = facts.names(dataset_id)
  return {
    eventName: (name_id) => names.get(name_id) ?? '',
    nameId: (event_name) => facts.nameId(dataset_id, event_name),
    sightingId: (seq) => facts.sighting(seq)?.sighting_id ?? sightingIdOf(seq, journal.store_id),
  }
}
