import type Database from 'better-sqlite3'
import { BROWSER, channelOf, codeOf, METHODS, SERVER } from '../codes.js'
import type { SightingRow } from '../port.js'

/** Codes of a column. A released one never changes its meaning. */
const VERDICTS: readonly SightingRow['verdict'][] = [null, 'counted', 'duplicate']

export interface StoredSighting {
  seq: number
  dataset_id: number
  received_at_ms: number
  channel: number
  name_id: number
  verdict: number | null
  method: number | null
  event_seq: number | null
  opens: number
  channels: number
  shown_seq: number | null
  value: string | null
  currency: string | null
  sighting_id: string | null
}

export const verdictOf = (code: number | null): SightingRow['verdict'] => VERDICTS[code ?? 0] ?? null

export function fromStored(s: StoredSighting): SightingRow {
  return {
    seq: s.seq,
    dataset_id: String(s.dataset_id),
    received_at_ms: s.received_at_ms,
    channel: channelOf(s.channel),
    name_id: s.name_id,
    sighting_id: s.sighting_id,
    verdict: verdictOf(s.verdict),
    method: METHODS[s.method ?? 0] ?? null,
    event_seq: s.event_seq ?? s.seq,
    opens: s.opens === 1,
    value: s.value,
    currency: s.currency,
    browser: (s.channels & BROWSER) !== 0,
    server: (s.channels & SERVER) !== 0,
    shown_seq: s.shown_seq,
  }
}

/** The sightings' rows: written whole, read by seq, by event and by time. */
export class SightingTable {
  private readonly insert: Database.Statement
  private readonly replace: Database.Statement
  private readonly delete_: Database.Statement
  private readonly bySeq: Database.Statement<[number], StoredSighting>
  private readonly byEvent: Database.Statement<[number], StoredSighting>
  private readonly byTime: Database.Statement<[number, number, number, number], StoredSighting>
  private readonly millisecond: Database.Statement<[number, number, number], StoredSighting>
  private readonly latest: Database.Statement<[number], number | null>

  constructor(db: Database.Database) {
    const columns = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
    this.insert = db.prepare(`INSERT INTO sightings VALUES ${columns}`)
    this.replace = db.prepare(`REPLACE INTO sightings VALUES ${columns}`)
    this.delete_ = db.prepare('DELETE FROM sightings WHERE seq = ?')
    this.bySeq = db.prepare('SELECT * FROM sightings WHERE seq = ?')
    this.byEvent = db.prepare('SELECT * FROM sightings WHERE event_seq = ? ORDER BY seq')
    this.byTime = db.prepare(
      `SELECT * FROM sightings WHERE dataset_id = ? AND received_at_ms >= ? AND received_at_ms < ?
       ORDER BY received_at_ms, seq LIMIT ?`,
    )
    this.millisecond = db.prepare(
      'SELECT * FROM sightings WHERE dataset_id = ? AND received_at_ms = ? AND seq > ? ORDER BY seq',
    )
    this.latest = db
      .prepare<[number], number | null>('SELECT max(received_at_ms) FROM sightings WHERE dataset_id = ?')
      .pluck()
  }

  add(row: SightingRow): void {
    this.write(this.insert, row)
  }

  change(row: SightingRow): void {
    this.write(this.replace, row)
  }

  private write(statement: Database.Statement, row: SightingRow): void {
    statement.run(
      row.seq,
      Number(row.dataset_id),
      row.received_at_ms,
      codeOf(row.channel),
      row.name_id,
      row.verdict === null ? null : VERDICTS.indexOf(row.verdict),
      row.method === null ? null : METHODS.indexOf(row.method),
      row.event_seq === row.seq ? null : row.event_seq,
      row.opens ? 1 : 0,
      (row.browser ? BROWSER : 0) | (row.server ? SERVER : 0),
      row.shown_seq,
      row.value,
      row.currency,
      row.sighting_id,
    )
  }

  remove(seq: number): void {
    this.delete_.run(seq)
  }

  get(seq: number): SightingRow | undefined {
    const stored = this.bySeq.get(seq)
    return stored && fromStored(stored)
  }

  duplicatesOf(event_seq: number): SightingRow[] {
    return this.byEvent.all(event_seq).map(fromStored)
  }

  /** Whole milliseconds: those of the last one that do not fit in `count` come along. */
  byTimeFrom(dataset_id: string, from_ms: number, before_ms: number, count: number): SightingRow[] {
    const rows = this.byTime.all(Number(dataset_id), from_ms, before_ms, count)
    const last = rows.at(-1)
    if (last && rows.length === count)
      rows.push(...this.millisecond.all(Number(dataset_id), last.received_at_ms, last.seq))
    return rows.map(fromStored)
  }

  latestMs(dataset_id: string): number {
    return this.latest.get(Number(dataset_id)) ?? 0
  }
}
