import { join } from 'node:path'
import type { Channel, CustomConversion, Finding, IdentifiedEvent } from '@countersign/core'
import type { Seen } from '@countersign/core/report'
import Database from 'better-sqlite3'
import { expect, onTestFinished } from 'vitest'
import type { SightingLine } from '../journal/line.js'
import { seqOf } from '../journal/port.js'
import { openTestData } from '../process/data.fixture.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { openSignals, openSignalsReader } from './open-signals.js'
import type { SignalRules } from './rules.js'
import { MIGRATIONS } from './schema.js'

/** Rules that find a little, of each kind: with and without detail, by a pair's method too. */
export const RULES: SignalRules = {
  ofSighting({ event }: Seen): Finding[] {
    const findings: Finding[] = []
    if (event.custom_data.value === undefined) findings.push({ code: 'missing_value', detail: '' })
    if (event.custom_data.note !== undefined) findings.push({ code: 'pii_in_custom_data', detail: 'note' })
    return findings
  },
  ofPair(copy: Seen, anchor: Seen): Finding[] {
    if (copy.event.custom_data.value === anchor.event.custom_data.value) return []
    return [{ code: 'value_differs', detail: copy.method ?? '' }]
  },
}

/** A website's sighting of a Purchase. */
export const lineOf = (
  dataset_id: string,
  channel: Channel,
  event_id: string | null,
  event: Partial<IdentifiedEvent> = {},
): SightingLine => ({
  dataset_id,
  channel,
  event: {
    event_name: 'Purchase',
    event_time: 1_795_435_200,
    event_id,
    action_source: 'website',
    event_source_url: 'https://shop.example/thanks?order=1',
    user_data: {},
    custom_data: { value: 9.5, currency: 'USD' },
    ...event,
  },
})

/** A data directory that is counted and observed, step by step, by one hand. */
export function signalsFixture(custom_conversions: CustomConversion[] = [], rules = RULES) {
  const data = openTestData()
  const { id } = data.createDataset({ custom_conversions })
  let version = 1
  const open = (folds = data.paths.folds) =>
    openSignals({ ...data.paths, folds }, data.configuration, rules, version)
  let signals = open()
  onTestFinished(() => signals.close())
  const told = () => {
    while (signals.step());
  }
  return {
    ...data,
    id,
    get signals() {
      return signals
    },
    tell: told,
    settle: () => {
      data.settle()
      told()
    },
    window: (dataset_id = id) => signals.window(dataset_id, data.clocks.wall_ms()),
    reader: () => {
      const reader = openSignalsReader(data.paths, data.configuration)
      onTestFinished(() => reader?.close())
      return reader
    },
    /** The process ends and starts again. */
    restart() {
      signals.close()
      signals = open()
    },
    convert(custom_conversions: CustomConversion[]) {
      const { settings } = data.configuration.dataset(id) ?? {}
      if (settings) data.configuration.changeDataset(id, { settings: { ...settings, custom_conversions } })
    },
    /** It starts again with new rules. */
    renew() {
      version += 1
      this.restart()
    },
    rebuild() {
      const { rebuilds_wanted } = data.configuration.dataset(id) ?? { rebuilds_wanted: 0 }
      data.configuration.changeDataset(id, { rebuilds_wanted: rebuilds_wanted + 1 })
    },
    /** As when a rebuild begins at a later segment: what stands before stays as it was told. */
    clearFromLastSegment() {
      const first = seqOf(data.counting.journal.segments().at(-1)?.first ?? 1, 0)
      const changes: object[] = [{ kind: 'cleared', dataset_id: id, from_seq: first }]
      const rows = data.query(
        `SELECT seq FROM sightings WHERE seq >= ${first} AND verdict IS NOT NULL ORDER BY received_at_ms`,
      ) as { seq: number }[]
      for (const { seq } of rows) changes.push({ kind: 'judged_anew', seq, was: null })
      for (const change of changes)
        data.tamper(`INSERT INTO changes (change) VALUES ('${JSON.stringify(change)}')`)
    },
    /** All that the fold's file holds, but for the numbers that it has chosen. */
    tables: () => dump(join(data.paths.folds, 'signals.db')),
    /** What a fold that is told the outcome at once holds. */
    fromScratch() {
      const folds = temporaryDirectory()
      const fresh = open(folds)
      while (fresh.step());
      fresh.close()
      return dump(join(folds, 'signals.db'))
    },
    /** How often each custom conversion is counted: in a table of counts, or by what each sighting was told as. */
    conversions(table: 'hourly' | 'daily' | 'told'): { [measure: string]: number } {
      const counted: { [measure: string]: number } = {}
      const tables = dump(join(data.paths.folds, 'signals.db'))
      const add = (measure: string, count: number) => {
        counted[measure] = (counted[measure] ?? 0) + count
      }
      if (table !== 'told')
        for (const row of tables[table] as { measure: string; count: number }[]) {
          expect(row.count).toBeGreaterThan(0)
          if (row.measure.startsWith('conversion:')) add(row.measure, row.count)
        }
      else
        for (const { conversions } of tables.told as { conversions: string }[])
          for (const id of conversions.split(' ')) if (id !== '') add(`conversion:${id}`, 1)
      return counted
    },
    /** As when the disk is full. */
    breakWrites(is_broken: boolean) {
      const db = new Database(join(data.paths.folds, 'signals.db'))
      db.exec(
        is_broken
          ? "CREATE TRIGGER full BEFORE UPDATE ON feed_cursor BEGIN SELECT raise(ABORT, 'no room'); END"
          : 'DROP TRIGGER full',
      )
      db.close()
    },
    /** Changes the fold's file behind its back. */
    plant(sql: string): void {
      const db = new Database(join(data.paths.folds, 'signals.db'))
      db.exec(sql)
      db.close()
    },
    /** Asks the fold's file. */
    ask(sql: string): unknown[] {
      const db = new Database(join(data.paths.folds, 'signals.db'), { readonly: true })
      const rows = db.prepare(sql).all()
      db.close()
      return rows
    },
  }
}

/** A database of the fold's schema without anything in it. */
export function emptyTables(): Database.Database {
  const db = new Database(':memory:')
  for (const step of MIGRATIONS) db.exec(step)
  onTestFinished(() => {
    db.close()
  })
  return db
}

const counts = (table: string) =>
  `SELECT '${table}' AS t, c.at, n.name, c.channel, c.segment, m.name AS measure, odd.value AS count
   FROM ${table} c JOIN names n ON n.id = c.name, json_each(c.counts) AS even, json_each(c.counts) AS odd
   JOIN measures m ON m.id = even.value WHERE even.key % 2 = 0 AND odd.key = even.key + 1
   ORDER BY c.at, n.name, c.channel, c.segment, m.name`

function dump(path: string) {
  const db = new Database(path, { readonly: true })
  const all = (sql: string) => db.prepare(sql).all()
  const tables = {
    hourly: all(counts('hourly')),
    daily: all(counts('daily')),
    told: all('SELECT seq, event_seq, how, crossed, conversions FROM told ORDER BY seq'),
    found: all(
      `SELECT f.segment, n.name, f.channel, f.code, f.detail, f.count, f.first_ms, f.last_ms, f.samples, f.pages
       FROM found f JOIN names n ON n.id = f.name ORDER BY 1, 2, 3, 4, 5`,
    ),
    hosts: all('SELECT segment, host, channel, count FROM hosts ORDER BY 1, 2, 3'),
    repeats: all('SELECT key, received_at_ms, seq FROM repeats ORDER BY 1, 2, 3'),
    shared: all(
      `SELECT s.day, s.kind, s.channel, s.segment, c.value ->> '$[1].count' AS count, c.value ->> '$[1].samples' AS samples
       FROM shared s, json_each(s.counters) c ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
  }
  db.close()
  return tables
}
