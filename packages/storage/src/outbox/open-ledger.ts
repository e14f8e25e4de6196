import { existsSync } from 'node:fs'
import { deadlineOf, foreseenRefusal, type GraphEvent, laneOf, type Refusal } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Destination } from '../configuration/destination.js'
import type { Configuration } from '../configuration/port.js'
import { DecodedRows } from '../journal/decoded-rows.js'
import { type JournalReader, seqOf, seqOfSightingId } from '../journal/port.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { openToWrite } from '../open-database.js'
import type { DataPaths } from '../process/data-directory.js'
import { FactsReader } from '../report/facts-reader.js'
import { edit, type ReplayCount, type Replayed, type Resent, replayPage, resend } from './change-ledger.js'
import { type Composed, Composer } from './compose.js'
import { deliveryFile } from './delivery.js'
import {
  type DeliveryStatus,
  type LedgerEntry,
  type LedgerWanted,
  readEntry,
  readLedger,
  readStatus,
} from './ledger.js'
import { namedBy } from './look-at-delivery.js'
import { MIGRATIONS } from './schema.js'
import { type DeliveryImbalance, verifyDelivery } from './verify.js'

export interface ReplayWanted {
  since_ms: number
  before_ms: number
  event_name?: string
  /** count only */
  is_dry: boolean
}

/** What came of a replay, or would. */
export interface Replay extends ReplayCount {
  events: number
  /** of those queued: not sent all the same, by reason; found by a dry run only */
  suppressed: { [reason: string]: number }
}

/** What would be sent of an event now: as its owner edited it, else as it was reported. */
export interface ToBeSent {
  /** null: nothing would */
  graph_event: GraphEvent | null
  /** what it would be refused for, in Meta's words: it is not sent then; null where nothing is known against it */
  foreseen: Refusal | null
  /** why nothing would: a reason of the ledger's, `held` or `undecided` */
  withheld: string | null
}

/** What was delivered, for whoever asks and whoever mends, in any process. */
export interface Ledger {
  status(destination_id: number): DeliveryStatus
  entries(destination_id: number, wanted: LedgerWanted): LedgerEntry[]
  entry(destination_id: number, sighting_id: string): LedgerEntry | undefined
  /** what would be sent of an event now. undefined: there is no such event */
  toBeSent(destination: Destination, sighting_id: string): ToBeSent | undefined
  edit(destination_id: number, sighting_id: string, graph_event: GraphEvent): boolean
  resend(
    destination_id: number,
    which: { sighting_id: string } | Exclude<Resent, { seq: number }>,
    at_most?: number,
  ): number
  replay(destination: Destination, wanted: ReplayWanted): Replay
  verify(): DeliveryImbalance[]
  /** whether delivery has not been told yet of all that is counted */
  isBehind(): boolean
  close(): void
}

const PAGE = 1_000

/** @returns undefined where nothing was ever delivered from this data directory, nor met a destination */
export function openLedger(
  paths: DataPaths,
  configuration: Configuration,
  now_ms: () => number,
): Ledger | undefined {
  const path = deliveryFile(paths)
  if (!existsSync(path)) return undefined
  const db = openToWrite(path)
  if (db.pragma('user_version', { simple: true }) !== MIGRATIONS.length) {
    db.close()
    throw new Error(`${path} is of another version of Countersign. Start the server of this version once.`)
  }
  const facts = new FactsReader(paths.facts)
  const journal = openJournalReader(paths.journal)
  const composer = new Composer(paths, journal, configuration)
  const named = (destination_id: number) => namedBy(facts, journal, datasetOf(configuration, destination_id))
  const seqOfId = (sighting_id: string, destination_id: number): number | undefined =>
    seqOfSightingId(sighting_id, journal.store_id) ??
    facts.sightingById(datasetOf(configuration, destination_id), sighting_id)?.seq
  const ofId = (destination_id: number, sighting_id: string): LedgerEntry | undefined => {
    const seq = seqOfId(sighting_id, destination_id)
    return seq === undefined ? undefined : readEntry(db, destination_id, seq, named(destination_id))
  }
  return {
    status: (id) => readStatus(db, id),
    entries: (id, wanted) => readLedger(db, id, wanted, named(id)),
    entry: ofId,
    toBeSent(destination, sighting_id) {
      const entry = ofId(destination.id, sighting_id)
      if (!entry) return undefined
      const json = db
        .prepare<[number, number], string>(
          'SELECT graph_event FROM edits WHERE destination_id = ? AND seq = ?',
        )
        .pluck()
        .get(destination.id, entry.seq)
      const at_ms = now_ms()
      const edit = json === undefined ? undefined : { json, now_ms: at_ms }
      return toBeSent(composer.compose(destination, entry.seq, edit), at_ms)
    },
    edit(id, sighting_id, graph_event) {
      const entry = ofId(id, sighting_id)
      if (entry) edit(db, id, entry.seq, graph_event)
      return entry !== undefined
    },
    resend(id, which, at_most) {
      if (which === 'all refused' || 'reason' in which) return resend(db, id, which, now_ms(), at_most)
      const entry = ofId(id, which.sighting_id)
      return entry ? resend(db, id, { seq: entry.seq }, now_ms()) : 0
    },
    replay: (destination, wanted) => replay({ db, facts, journal, composer }, destination, wanted, now_ms()),
    verify() {
      const keptSeq = (dataset_id: string) => {
        const day = facts.keptFrom(dataset_id)
        const first = journal.segments().find((segment) => segment.day >= day)?.first
        return seqOf(first ?? journal.last() + 1, 0)
      }
      const countedSince = (id: string, from_seq: number) => facts.countedSince(id, from_seq)
      // Of both files one moment each: a server goes on writing beside this.
      const look = db.transaction(() => {
        const { told, end } = toldAndEnd(db, facts)
        return verifyDelivery(db, countedSince, told === end, keptSeq)
      })
      return facts.together(() => look.deferred())
    },
    isBehind() {
      const { told, end } = toldAndEnd(db, facts)
      return told !== end
    },
    close() {
      composer.close()
      facts.close()
      journal.close()
      db.close()
    },
  }
}

function replay(
  {
    db,
    facts,
    journal,
    composer,
  }: { db: Database.Database; facts: FactsReader; journal: JournalReader; composer: Composer },
  destination: Destination,
  { since_ms, before_ms, event_name, is_dry }: ReplayWanted,
  now_ms: number,
): Replay {
  const lines = new DecodedRows(journal)
  const total: Replay = { events: 0, queued: 0, waiting: 0, too_old: 0, imported: 0, suppressed: {} }
  const name_id = event_name === undefined ? undefined : facts.nameId(destination.dataset_id, event_name)
  if (event_name !== undefined && name_id === undefined) return total
  let page: Replayed[] = []
  const takePage = () => {
    const counted = replayPage(db, destination.id, page, now_ms, is_dry)
    total.events += page.length
    for (const key of ['queued', 'waiting', 'too_old', 'imported'] as const) total[key] += counted[key]
    const looked = is_dry ? counted.queued_seqs : []
    composer.load(looked)
    for (const seq of looked) {
      const composed = composer.compose(destination, seq)
      if (composed.kind === 'suppressed')
        total.suppressed[composed.reason] = (total.suppressed[composed.reason] ?? 0) + 1
    }
    page = []
  }
  for (const row of facts.byTime(destination.dataset_id, since_ms)) {
    if (row.received_at_ms >= before_ms) break
    if (row.verdict !== 'counted' || (name_id !== undefined && row.name_id !== name_id)) continue
    const line = lines.line(row.seq)
    if (!line) continue
    const { event } = line
    page.push({
      seq: row.seq,
      name_id: row.name_id,
      lane: laneOf(event.event_name),
      event_time_s: event.event_time,
      deadline_ms: deadlineOf(event.event_time, event.action_source),
      is_imported: line.received_at_ms !== undefined,
    })
    if (page.length === PAGE) takePage()
  }
  takePage()
  return total
}

function toBeSent(composed: Composed, now_ms: number): ToBeSent {
  if (composed.kind === 'refused')
    return { graph_event: composed.graph_event, foreseen: composed.refusal, withheld: null }
  if (composed.kind !== 'event') {
    const withheld = composed.kind === 'suppressed' ? composed.reason : composed.kind
    return { graph_event: null, foreseen: null, withheld }
  }
  const { graph_event } = composed
  return { graph_event, foreseen: foreseenRefusal(graph_event, now_ms), withheld: null }
}

const datasetOf = (configuration: Configuration, destination_id: number): string =>
  configuration.destinations().find(({ id }) => id === destination_id)?.dataset_id ?? '0'

/** How far delivery was told, and the feed's end. */
function toldAndEnd(db: Database.Database, facts: FactsReader): { told: number; end: number } {
  const told = db.prepare<[], number>('SELECT change_id FROM feed_cursor').pluck().get() ?? 0
  return { told, end: facts.lastChange() }
}
