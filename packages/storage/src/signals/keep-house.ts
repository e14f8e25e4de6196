import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { HOUR_MS } from '../fold/port.js'
import { REPEAT_MS } from './repeats.js'
import { TABLES } from './schema.js'

/** How much one call takes out: some 10 ms. */
const PAGE = 2_000
const DAY_MS = 86_400_000
const DAY_HOURS = 24
/** How long what is kept by the hour is kept, and where things were found. */
const HOURLY_DAYS = 60

/** Moments before which something is past its time. */
export interface Past {
  now_ms: number
  /** up to when sightings were told: what browsers said before is compared with what they say next */
  told_ms: number
  /** the journal's first place: what stood before cannot be told again */
  first_seq: number
}

/** Takes out of the fold's file a page of what is past its time, or was a dataset's that is deleted. */
export class Keeper {
  private readonly datasets: Database.Statement<[], { id: number; dataset_id: number }>
  private readonly removeDataset: Database.Statement<[number]>

  constructor(
    private readonly db: Database.Database,
    private readonly configuration: Configuration,
  ) {
    this.datasets = db.prepare('SELECT id, dataset_id FROM datasets')
    this.removeDataset = db.prepare('DELETE FROM datasets WHERE id = ?')
  }

  /** @returns whether there may be more to take out, and whether datasets were among it */
  step(past: Past): { more: boolean; datasets_gone: boolean } {
    for (const { id, dataset_id } of this.datasets.all()) {
      const dataset = this.configuration.dataset(String(dataset_id))
      if (!dataset) return { more: true, datasets_gone: this.takeOutDataset(id) }
      if (this.takeOutOld(id, past, dataset.settings.retention_hourly_days))
        return { more: true, datasets_gone: false }
    }
    return { more: false, datasets_gone: false }
  }

  private takeOutDataset(id: number): boolean {
    for (const table of TABLES) if (this.page(table, 'dataset = ?', id)) return false
    this.removeDataset.run(id)
    return true
  }

  private takeOutOld(
    id: number,
    { now_ms, told_ms, first_seq }: Past,
    retention_hourly_days: number,
  ): boolean {
    const before_day = Math.floor(now_ms / DAY_MS) - HOURLY_DAYS
    const repeats_ms = Math.min(now_ms, told_ms) - REPEAT_MS
    const last_day = Math.floor((now_ms - retention_hourly_days * DAY_MS) / HOUR_MS / DAY_HOURS)
    return (
      this.page('hourly', 'dataset = ? AND at < ?', id, before_day * DAY_HOURS) ||
      this.page('daily', 'dataset = ? AND at < ?', id, last_day) ||
      this.page('repeats', 'dataset = ? AND received_at_ms < ?', id, repeats_ms) ||
      this.page('told', 'dataset = ? AND seq < ?', id, first_seq) ||
      this.page('found', 'dataset = ? AND segment < ?', id, before_day) ||
      this.page('hosts', 'dataset = ? AND segment < ?', id, before_day) ||
      this.page('shared', 'dataset = ? AND day < ?', id, before_day)
    )
  }

  /** @returns whether anything was taken out */
  private page(table: (typeof TABLES)[number], where: string, ...given: number[]): boolean {
    const key = KEYS[table]
    const sql = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${PAGE})`
    return this.db.prepare(sql).run(...given).changes > 0
  }
}

const KEYS: Record<(typeof TABLES)[number], string> = {
  told: 'dataset, seq',
  hourly: 'dataset, at, name, channel, segment',
  daily: 'dataset, at, name, channel, segment',
  found: 'dataset, segment, name, channel, code, detail',
  hosts: 'dataset, segment, host, channel',
  shared: 'dataset, day, kind, channel, segment',
  repeats: 'dataset, key, received_at_ms, seq',
  names: 'id',
  measures: 'id',
}
