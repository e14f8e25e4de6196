import type { CountingSettings } from '@countersign/core'
import type Database from 'better-sqlite3'
import { BOOKS } from '../fold/sqlite/hourly-tables.js'
import { fromStored, type StoredSighting } from '../fold/sqlite/sighting-table.js'
import { DecodedRows } from '../journal/decoded-rows.js'
import type { JournalReader } from '../journal/port.js'
import { openToWrite } from '../open-database.js'
import { COPIES_READ, type EventReport, reportOf } from '../report/events.js'
import { QUERIES } from '../report/queries.js'
import { flush } from './flush.js'

/** How much one call takes away: some 50 ms, so that counting hardly waits. */
const PAGE = 2_000

/** Takes out of the facts what is past its time, or was deleted. Only for the thread that folds. */
export class FactsKeeper {
  private readonly db: Database.Database

  constructor(
    path: string,
    private readonly journal: JournalReader,
  ) {
    this.db = openToWrite(path)
    this.db.pragma('secure_delete = ON')
  }

  /**
   * Archives a dataset's events that stand before a place in the journal, and takes their sightings out: the anchors
   * first, while their duplicates are there to be told of.
   * @returns whether there may be more
   */
  archive(dataset_id: string, before_seq: number, settings: CountingSettings): boolean {
    const anchors = this.db
      .prepare<unknown[], StoredSighting>(
        'SELECT * FROM sightings WHERE seq < ? AND dataset_id = ? AND verdict = 1 ORDER BY seq LIMIT ?',
      )
      .all(before_seq, Number(dataset_id), PAGE)
      .map(fromStored)
    if (anchors.length === 0) return this.takeOutDuplicates(dataset_id, before_seq)
    const lines = new DecodedRows(this.journal)
    const duplicates = this.db.prepare<object, StoredSighting>(QUERIES.duplicates)
    const insert = this.db.prepare('INSERT OR REPLACE INTO archived_events VALUES (?, ?, ?, ?, ?)')
    const remove = this.db.prepare('DELETE FROM sightings WHERE seq = ?')
    this.db
      .transaction(() => {
        for (const row of anchors) {
          const joined = duplicates.all({ event_seq: row.seq, limit: COPIES_READ }).map(fromStored)
          const report = reportOf(row, joined, lines, this.journal.store_id, settings)
          if (report)
            insert.run(row.seq, row.dataset_id, row.name_id, row.received_at_ms, archivedText(report))
          remove.run(row.seq)
        }
      })
      .immediate()
    return true
  }

  /** One whose event an import opened later stays with it: the event may show what it said. */
  private takeOutDuplicates(dataset_id: string, before_seq: number): boolean {
    const taken = this.db
      .prepare(
        `DELETE FROM sightings WHERE seq IN (SELECT seq FROM sightings AS s WHERE seq < ? AND dataset_id = ?
         AND NOT EXISTS (SELECT 1 FROM sightings WHERE seq = s.event_seq) ORDER BY seq LIMIT ${PAGE})`,
      )
      .run(before_seq, Number(dataset_id)).changes
    return taken === PAGE
  }

  keptFrom(dataset_id: string): number {
    return this.kept(dataset_id)?.from_segment ?? 0
  }

  /** From now on a dataset's sightings are kept from a day on: the books know it before the first one is taken out. */
  keepFrom(dataset_id: string, day: number): void {
    this.db.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, 0)').run(Number(dataset_id), day)
  }

  /** Whether all that is not kept is taken out. */
  isTakenOut(dataset_id: string): boolean {
    return this.kept(dataset_id)?.taken_out !== 0
  }

  setTakenOut(dataset_id: string): void {
    this.db.prepare('UPDATE kept SET taken_out = 1 WHERE dataset_id = ?').run(Number(dataset_id))
  }

  private kept(dataset_id: string): { from_segment: number; taken_out: number } | undefined {
    return this.db
      .prepare<[number], { from_segment: number; taken_out: number }>(
        'SELECT * FROM kept WHERE dataset_id = ?',
      )
      .get(Number(dataset_id))
  }

  /**
   * Drops archived events counted before a time, and hourly books before an hour; these only where the sightings that
   * they balance are gone.
   * @returns whether there may be more
   */
  dropOld(dataset_id: string, events_before_ms: number, hours_before: number): boolean {
    const id = Number(dataset_id)
    const events = this.db
      .prepare(
        `DELETE FROM archived_events WHERE seq IN (SELECT seq FROM archived_events INDEXED BY archived_by_time
         WHERE dataset_id = ? AND counted_at_ms < ? LIMIT ${PAGE})`,
      )
      .run(id, events_before_ms).changes
    // By whole days, so that a day's books are the sum of its hours' until both go.
    const days_before = Math.floor(hours_before / HOURS_A_DAY)
    const before = { hour: days_before * HOURS_A_DAY, day: days_before }
    let rows = 0
    for (const unit of ['hour', 'day'] as const)
      for (const table of BOOKS[unit])
        rows += this.db
          .prepare(`DELETE FROM ${table} WHERE dataset_id = ? AND ${unit} < ? AND segment < ?`)
          .run(id, before[unit], this.keptFrom(dataset_id)).changes
    return events === PAGE || rows > 0
  }

  /** Takes everything of a deleted dataset out, a page at a time. @returns whether there may be more */
  erase(dataset_id: string): boolean {
    const id = Number(dataset_id)
    const sightings = this.db
      .prepare(
        `DELETE FROM sightings WHERE seq IN (SELECT seq FROM sightings INDEXED BY sightings_by_time
         WHERE dataset_id = ? LIMIT ${PAGE})`,
      )
      .run(id).changes
    if (sightings === PAGE) return true
    this.db
      .transaction(() => {
        for (const table of [...BOOKS.hour, ...BOOKS.day, 'archived_events', 'names', 'datasets', 'kept'])
          this.db.prepare(`DELETE FROM ${table} WHERE dataset_id = ?`).run(id)
      })
      .immediate()
    return false
  }

  /** A claim goes with the sighting that made it. @returns the key to go on from; null: all were looked at */
  sweepClaims(from_key: number): number | null {
    const page = this.db
      .prepare<[number, number], { key: number; seq: number | null; other_seq: number | null }>(
        'SELECT key, seq, seq_without_id AS other_seq FROM claims WHERE key >= ? ORDER BY key LIMIT ?',
      )
      .all(from_key, PAGE)
    const exists = this.db.prepare('SELECT 1 FROM sightings WHERE seq = ?').pluck()
    const isHeld = (seq: number | null) => seq !== null && exists.get(seq) !== undefined
    // The row behind it may hold a key that begins alike, and is found by way of this one.
    const remove = this.db.prepare(
      'DELETE FROM claims WHERE key = :key AND NOT EXISTS (SELECT 1 FROM claims WHERE key = :key + 1)',
    )
    this.db
      .transaction(() => {
        for (const { key, seq, other_seq } of page)
          if (!isHeld(seq) && !isHeld(other_seq)) remove.run({ key })
      })
      .immediate()
    const last = page.at(-1)
    return last && page.length === PAGE ? last.key + 1 : null
  }

  /** Keeps the newest entries of the feed. */
  dropChanges(keep: number): void {
    this.db.prepare('DELETE FROM changes WHERE id <= (SELECT max(id) FROM changes) - ?').run(keep)
  }

  /**
   * Moves what was erased out of the file and out of the log beside it.
   * @returns false where a reader still looks at it as it was: try again later
   */
  flush(): boolean {
    return flush(this.db)
  }

  close(): void {
    this.db.close()
  }
}

const HOURS_A_DAY = 24

/** An event outlives its sightings without what is kept in clear of a visit: address and user agent go with them. */
function archivedText(report: EventReport): string {
  const { client_ip_address: _address, client_user_agent: _agent, ...user_data } = report.user_data
  return JSON.stringify({ ...report, user_data })
}
