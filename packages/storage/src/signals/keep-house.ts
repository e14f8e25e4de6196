import { DAY_MS } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { HouseLook } from '../keep/house-look.js'
import { REPEAT_MS } from './repeats.js'
import { TABLES } from './schema.js'

/** How much one call takes out: some 10 ms. */
const PAGE = 2_000
const DAY_HOURS = 24
/** How long what is kept by the hour is kept. */
const HOURLY_DAYS = 60
/** How long what a window reads of the last 8 days is kept: a flood of found things or hosts is over with it. */
const RECENT_DAYS = 9

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
  private readonly pages = new Map<string, Database.Statement<number[]>>()
  private readonly look: HouseLook

  constructor(
    private readonly db: Database.Database,
    private readonly configuration: Configuration,
  ) {
    this.datasets = db.prepare('SELECT id, dataset_id FROM datasets')
    this.removeDataset = db.prepare('DELETE FROM datasets WHERE id = ?')
    this.look = new HouseLook(configuration)
  }

  isTimeToLook(now_ms: number): boolean {
    return this.look.isDue(now_ms)
  }

  /**
   * @returns whether there may be more to take out, and whether something went that is known in memory: a dataset, a name,
   * a host
   */
  step(past: Past): { more: boolean; known_gone: boolean } {
    for (const { id, dataset_id } of this.datasets.all()) {
      const dataset = this.configuration.dataset(String(dataset_id))
      if (!dataset) return { more: true, known_gone: this.takeOutDataset(id) }
      if (this.takeOutOld(id, past)) return { more: true, known_gone: false }
      if (this.takeOutKnown(id, past, dataset.settings.retention_hourly_days))
        return { more: true, known_gone: true }
    }
    this.look.done(past.now_ms)
    return { more: false, known_gone: false }
  }

  private takeOutDataset(id: number): boolean {
    for (const table of TABLES) if (this.page(table, 'dataset = ?', id)) return false
    this.removeDataset.run(id)
    return true
  }

  private takeOutOld(id: number, { now_ms, told_ms, first_seq }: Past): boolean {
    const today = Math.floor(now_ms / DAY_MS)
    const repeats_ms = Math.min(now_ms, told_ms) - REPEAT_MS
    return (
      this.page('hourly', 'dataset = ? AND at < ?', id, (today - HOURLY_DAYS) * DAY_HOURS) ||
      this.page('repeats', 'dataset = ? AND received_at_ms < ?', id, repeats_ms) ||
      this.page('told', 'dataset = ? AND seq < ?', id, first_seq) ||
      this.page('found', 'dataset = ? AND segment < ?', id, today - RECENT_DAYS) ||
      this.page('shared', 'dataset = ? AND day < ?', id, today - RECENT_DAYS)
    )
  }

  /** What others made up goes with the last that is kept of it, so that there is room for others. */
  private takeOutKnown(id: number, { now_ms }: Past, retention_hourly_days: number): boolean {
    const today = Math.floor(now_ms / DAY_MS)
    const daily_from = today - retention_hourly_days
    const named_from = today - Math.max(HOURLY_DAYS, retention_hourly_days)
    return (
      this.page('daily', 'dataset = ? AND at < ?', id, daily_from) ||
      this.page('hosts', 'dataset = ? AND segment < ?', id, today - RECENT_DAYS) ||
      this.page('names', 'dataset = ? AND last_day < ?', id, named_from) ||
      this.page('measures', 'dataset = ? AND last_day < ?', id, named_from)
    )
  }

  /** @returns whether anything was taken out */
  private page(table: (typeof TABLES)[number], where: string, ...given: number[]): boolean {
    const statement = this.pages.get(`${table} ${where}`) ?? this.preparePage(table, where)
    return statement.run(...given).changes > 0
  }

  private preparePage(table: (typeof TABLES)[number], where: string): Database.Statement<number[]> {
    const key = KEYS[table]
    const statement = this.db.prepare<number[]>(
      `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${PAGE})`,
    )
    this.pages.set(`${table} ${where}`, statement)
    return statement
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
