import type { Holder } from '@countersign/core'
import type Database from 'better-sqlite3'
import { channelOf } from '../fold/codes.js'
import { idKey } from '../fold/id-key.js'
import type { CountedWith, SightingRow } from '../fold/port.js'
import { ClaimTable } from '../fold/sqlite/claim-table.js'
import { fromStored, type StoredSighting } from '../fold/sqlite/sighting-table.js'
import { addDecimalSum } from '../fold/sqlite/sum-decimals.js'
import { openToRead } from '../open-database.js'
import { QUERIES } from './queries.js'

/** What was counted in several hours; `hour` is the last of them in which it was. */
export interface PartCount extends HourlyCount {
  first_hour: number
}
export interface HourlyCount {
  hour: number
  name_id: number
  channel: 'browser' | 'server'
  state: 'counted' | 'duplicate' | 'rejected' | 'blocked' | 'restricted' | 'repeated'
  code: string
  count: number
}
export interface HourlyPresent {
  hour: number
  name_id: number
  channel: 'browser' | 'server'
  /** `match_key:em`, `param:value`, `warning:…`, `host:…` */
  present: string
  count: number
}
/** Hours since the epoch: from inclusive, to exclusive. */
export interface Hours {
  from_hour: number
  to_hour: number
}
export const ALL_HOURS: Hours = { from_hour: 0, to_hour: 2 ** 40 }

/** Reads the facts that another thread or process folds. Every read is by an index; see queries.ts. */
export class FactsReader {
  private readonly db: Database.Database
  private readonly statements = new Map<string, Database.Statement>()

  constructor(path: string) {
    this.db = openToRead(path)
    addDecimalSum(this.db)
  }

  cursor(): number {
    return this.statement('SELECT cursor FROM state').pluck().get() as number
  }

  /** Another number than before: something was written since. */
  written(): number {
    return this.statement('PRAGMA data_version').pluck().get() as number
  }

  countedWith(dataset_id: string): CountedWith | undefined {
    const stored = this.statement('SELECT counted_with FROM datasets WHERE dataset_id = ?')
      .pluck()
      .get(Number(dataset_id))
    return stored === undefined ? undefined : (JSON.parse(stored as string) as CountedWith)
  }

  /** Whether all that the cursor has passed is judged: an import's sightings are judged after its mark was met. */
  settled(): boolean {
    return this.statement('SELECT rejudgings FROM state').pluck().get() === '[]'
  }

  /** Runs reads that must see one moment. */
  together<T>(work: () => T): T {
    return this.db.transaction(work).deferred()
  }

  events(dataset_id: string, event_name: string | null, since_ms: number, limit: number): SightingRow[] {
    const given = { dataset_id: Number(dataset_id), since_ms, limit }
    if (event_name === null) return this.rows(QUERIES.events, given)
    const name_id = this.nameId(dataset_id, event_name)
    return name_id === undefined ? [] : this.rows(QUERIES.events_by_name, { ...given, name_id })
  }

  /** The first ones of an event that were written down. */
  duplicatesOf(event_seq: number, limit: number): SightingRow[] {
    return this.rows(QUERIES.duplicates, { event_seq, limit })
  }

  sighting(seq: number): SightingRow | undefined {
    return this.rows(QUERIES.sighting, { seq })[0]
  }

  /** by the sender's own sighting id */
  sightingById(dataset_id: string, sighting_id: string): SightingRow | undefined {
    const seq = new ClaimTable(this.db).get(idKey(dataset_id, sighting_id))?.latest?.seq
    return seq === undefined ? undefined : this.sighting(seq)
  }

  /** Who holds each of these keys, the latest one. */
  holders(keys: readonly string[]): (Holder | undefined)[] {
    const claims = new ClaimTable(this.db)
    return keys.map((key) => claims.get(key)?.latest)
  }

  /** How many events of a dataset are counted from a sighting on. Reads them all. */
  countedSince(dataset_id: string, from_seq: number): number {
    const sql = 'SELECT count(*) FROM sightings WHERE seq >= ? AND dataset_id = ? AND verdict = 1'
    return this.statement(sql).pluck().get(from_seq, Number(dataset_id)) as number
  }

  /** The feed's last change; 0 where there was none. */
  lastChange(): number {
    return this.statement('SELECT coalesce(max(id), 0) FROM changes').pluck().get() as number
  }

  *byTime(dataset_id: string, from_ms: number): Generator<SightingRow> {
    const given = { dataset_id: Number(dataset_id), from_ms }
    for (const row of this.db.prepare(QUERIES.by_time).iterate(given)) yield fromStored(row as StoredSighting)
  }

  names(dataset_id: string): Map<number, string> {
    const rows = this.statement(QUERIES.names).all({ dataset_id: Number(dataset_id) })
    return new Map((rows as { id: number; event_name: string }[]).map((row) => [row.id, row.event_name]))
  }

  nameId(dataset_id: string, event_name: string): number | undefined {
    return this.statement(QUERIES.name_id)
      .pluck()
      .get({ dataset_id: Number(dataset_id), event_name }) as number | undefined
  }

  /** Summed over the hours; of what stands in the segments from a day on. */
  counts(dataset_id: string, hours: Hours, from_segment = 0): HourlyCount[] {
    return this.counted(QUERIES.hourly, dataset_id, { ...hours, from_segment }) as HourlyCount[]
  }

  /** The day of the first segment whose sightings are still here. */
  keptFrom(dataset_id: string): number {
    const sql = 'SELECT from_segment FROM kept WHERE dataset_id = ?'
    return (this.statement(sql).pluck().get(Number(dataset_id)) as number | undefined) ?? 0
  }

  /** Reports of counted events whose sightings are gone, as JSON, newest first. */
  archived(dataset_id: string, event_name: string | null, since_ms: number, limit: number): string[] {
    const given = { dataset_id: Number(dataset_id), since_ms, limit }
    if (event_name === null) return this.statement(QUERIES.archived).pluck().all(given) as string[]
    const name_id = this.nameId(dataset_id, event_name)
    if (name_id === undefined) return []
    return this.statement(QUERIES.archived_by_name)
      .pluck()
      .all({ ...given, name_id }) as string[]
  }

  countsByHour(dataset_id: string, hours: Hours): HourlyCount[] {
    return this.counted(QUERIES.hourly_each, dataset_id, hours) as HourlyCount[]
  }

  /** Summed over each of three parts of the hours, with the first and the last hour in which something was counted. */
  countsInParts(dataset_id: string, hours: Hours & { second_from: number; third_from: number }): PartCount[] {
    return this.counted(QUERIES.hourly_parts, dataset_id, hours) as PartCount[]
  }

  presentByHour(dataset_id: string, hours: Hours): HourlyPresent[] {
    return this.counted(QUERIES.hourly_present, dataset_id, hours) as HourlyPresent[]
  }

  amounts(
    dataset_id: string,
    hours: Hours,
    from_segment = 0,
  ): { name_id: number; measure: string; amount: string }[] {
    const given = { dataset_id: Number(dataset_id), ...hours, from_segment }
    return this.statement(QUERIES.hourly_amounts).all(given) as {
      name_id: number
      measure: string
      amount: string
    }[]
  }

  /** What a query that is not one of this reader's own gives. */
  rowsOf<T>(sql: string, given: object): T[] {
    return this.statement(sql).all(given) as T[]
  }

  /** The same of one that tells a `channel`, by its name. */
  rowsByChannel<T extends { channel: string }>(sql: string, given: object): T[] {
    return withChannel<T>(this.rowsOf(sql, given))
  }

  close(): void {
    this.db.close()
  }

  private counted(sql: string, dataset_id: string, given: Hours & { from_segment?: number }): unknown[] {
    return this.rowsByChannel(sql, { dataset_id: Number(dataset_id), ...given })
  }

  private rows(sql: string, given: object): SightingRow[] {
    return (this.statement(sql).all(given) as StoredSighting[]).map(fromStored)
  }

  private statement(sql: string): Database.Statement {
    let statement = this.statements.get(sql)
    if (!statement) {
      statement = this.db.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }
}

/** Rows as they are stored, with their channel by its name. */
export const withChannel = <T extends { channel: string }>(rows: readonly { channel: number }[]): T[] =>
  rows.map((row) => ({ ...row, channel: channelOf(row.channel) })) as unknown as T[]
