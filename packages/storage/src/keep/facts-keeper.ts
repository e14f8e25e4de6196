import type { CountingSettings } from '@countersign/core'
import Database from 'better-sqlite3'
import { LineCache } from '../fold/line-cache.js'
import { fromStored, type StoredSighting } from '../fold/sqlite/sighting-table.js'
import type { JournalReader } from '../journal/port.js'
import { reportOf } from '../report/events.js'

/** How much one call takes away: some 50 ms, so that counting hardly waits. */
const PAGE = 2_000

/** Takes out of the facts what is past its time, or was deleted. Only for the thread that folds. */
export class FactsKeeper {
  private readonly db: Database.Database

  constructor(
    path: string,
    private readonly journal: JournalReader,
  ) {
    this.db = new Database(path)
    this.db.pragma('busy_timeout = 5000')
    this.db.pragma('secure_delete = ON')
  }

  /**
   * Archives a dataset's events that stand before a place in the journal, and takes their sightings out.
   * @returns whether there may be more
   */
  archive(dataset_id: string, before_seq: number, settings: CountingSettings): boolean {
    const id = Number(dataset_id)
    const page = this.db
      .prepare<unknown[], StoredSighting>('SELECT * FROM sightings WHERE seq < ? AND dataset_id = ? ORDER BY seq LIMIT ?')
      .all(before_seq, id, PAGE)
      .map(fromStored)
    const lines = new LineCache(this.journal)
    const duplicates = this.db.prepare<[number], StoredSighting>('SELECT * FROM sightings WHERE event_seq = ?')
    const insert = this.db.prepare('INSERT OR REPLACE INTO archived_events VALUES (?, ?, ?, ?, ?)')
    const remove = this.db.prepare('DELETE FROM sightings WHERE seq = ?')
    this.db
      .transaction(() => {
        for (const row of page) {
          if (row.verdict !== 'counted') continue
          const report = reportOf(row, duplicates.all(row.seq).map(fromStored), lines, this.journal.store_id, settings)
          if (report) insert.run(row.seq, id, row.name_id, row.received_at_ms, JSON.stringify(report))
        }
        for (const row of page) remove.run(row.seq)
      })
      .immediate()
    return page.length === PAGE
  }

  keptFrom(dataset_id: string): number {
    const kept = this.db.prepare('SELECT from_segment FROM kept WHERE dataset_id = ?').pluck().get(Number(dataset_id))
    return (kept as number | undefined) ?? 0
  }

  setKeptFrom(dataset_id: string, day: number): void {
    this.db.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?)').run(Number(dataset_id), day)
  }

  /** Drops archived events counted before a time, and hourly books before an hour. @returns whether there may be more */
  dropOld(dataset_id: string, events_before_ms: number, hours_before: number): boolean {
    const id = Number(dataset_id)
    const events = this.db
      .prepare(
        `DELETE FROM archived_events WHERE seq IN (SELECT seq FROM archived_events INDEXED BY archived_by_time
         WHERE dataset_id = ? AND counted_at_ms < ? LIMIT ${PAGE})`,
      )
      .run(id, events_before_ms).changes
    let hours = 0
    for (const table of HOURLY)
      hours += this.db.prepare(`DELETE FROM ${table} WHERE dataset_id = ? AND hour < ?`).run(id, hours_before).changes
    return events === PAGE || hours > 0
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
        for (const table of [...HOURLY, 'archived_events', 'names', 'datasets', 'kept'])
          this.db.prepare(`DELETE FROM ${table} WHERE dataset_id = ?`).run(id)
      })
      .immediate()
    return false
  }

  /** A claim goes with the sighting that made it. @returns the key to go on from; null: all were looked at */
  sweepClaims(from_key: number): number | null {
    const page = this.db
      .prepare<[number, number], { key: number; seq: number | null }>(
        'SELECT key, seq FROM claims WHERE key >= ? ORDER BY key LIMIT ?',
      )
      .all(from_key, PAGE)
    const exists = this.db.prepare('SELECT 1 FROM sightings WHERE seq = ?').pluck()
    const remove = this.db.prepare('DELETE FROM claims WHERE key = ?')
    this.db
      .transaction(() => {
        for (const { key, seq } of page) if (seq === null || exists.get(seq) === undefined) remove.run(key)
      })
      .immediate()
    const last = page.at(-1)
    return last && page.length === PAGE ? last.key + 1 : null
  }

  /** Keeps the newest entries of the feed. */
  dropChanges(keep: number): void {
    this.db.prepare('DELETE FROM changes WHERE id <= (SELECT max(id) FROM changes) - ?').run(keep)
  }

  close(): void {
    this.db.close()
  }
}

const HOURLY = ['hourly', 'hourly_present', 'hourly_amounts']
