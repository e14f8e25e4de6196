import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { CONFIGURATION_MIGRATIONS } from './configuration/schema.js'
import { secretKeyFrom } from './configuration/secret-key.js'
import { openConfiguration } from './configuration/sqlite.js'
import { openFactsStore } from './fold/sqlite/facts.js'
import { FACTS_MIGRATIONS } from './fold/sqlite/schema.js'
import { FakeClocks } from './journal/clocks.fixture.js'
import { encodeLine, encodeRow } from './journal/line.js'
import { openJournalWriter } from './journal/sqlite/writer.js'
import { migrate } from './migrate.js'
import { openCounting } from './process/counting.js'
import { sightingLine } from './process/data.fixture.js'
import { dataPaths } from './process/data-directory.js'
import { catchUp } from './process/match-configuration.js'
import { openReading } from './process/reading.js'
import { temporaryDirectory } from './temporary.fixture.js'

/** Each schema that the facts had, as it was written then; the first with all else: `fixtures/schema-1`. */
const FACTS = ['schema-1/facts', 'facts-2']
const DATASET = '1109756052452527'
const seeds = { now_ms: () => 0, randomBytes }

const write = (path: string, what: string) => {
  const db = new Database(path)
  db.exec(readFileSync(new URL(`../fixtures/${what}.sql`, import.meta.url), 'utf8'))
  db.close()
}

/** A data directory as that version left it. */
function dataOf(facts: string) {
  const paths = dataPaths(temporaryDirectory())
  mkdirSync(paths.journal)
  write(paths.facts, facts)
  write(paths.configuration, 'schema-1/configuration')
  write(join(paths.journal, '2026-11-23.db'), 'schema-1/segment')
  return paths
}

/** A database's tables and indexes, column by column. */
function shapeOf(path: string) {
  const db = new Database(path, { readonly: true })
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[]
  const shape = tables.map((table) => {
    const columns = db.pragma(`table_info(${table})`) as {
      name: string
      type: string
      notnull: number
      pk: number
    }[]
    const indexes = db.pragma(`index_list(${table})`) as { name: string; unique: number; partial: number }[]
    return {
      table,
      columns: columns.map(({ name, type, notnull, pk }) => ({ name, type, notnull, pk })),
      indexes: indexes
        .map(({ name, unique, partial }) => ({
          name,
          unique,
          partial,
          columns: db.pragma(`index_info(${name})`),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }
  })
  db.close()
  return shape
}

for (const facts of FACTS) {
  test(`${facts}: what was stored is read, balances, and is gone on from`, () => {
    const paths = dataOf(facts)
    const configuration = openConfiguration(paths.configuration, seeds)
    const counting = openCounting(paths, configuration)
    const writer = openJournalWriter(paths.journal, true, new FakeClocks())
    const reading = openReading(paths, configuration)
    onTestFinished(() => {
      for (const opened of [reading, writer, counting, configuration]) opened.close()
    })
    const shown = () =>
      reading
        .events(DATASET, { event_name: null, since_ms: 0, limit: 10 })
        .map((event) => [event.event_id, event.channels.join('+'), event.custom_data.value])
    const stored = [
      [null, 'server', 9.5],
      ['A1', 'browser+server', 9.5],
      ['B2', 'browser', 9.5],
    ]
    expect(configuration.dataset(DATASET)?.settings.block_bots).toBe(true)
    expect(configuration.tokens(DATASET)).toHaveLength(1)
    expect(shown()).toEqual(stored)
    expect(reading.verify()).toMatchObject({ sightings: 4, refusals: 2, imbalances: [] })

    writer.append('live', encodeRow([encodeLine(sightingLine(DATASET, 'server', 'B2'))]))
    configuration.changeDataset(DATASET, { rebuilds_wanted: 1 })
    catchUp(counting, configuration)
    expect(shown()).toEqual([stored[0], stored[1], ['B2', 'browser+server', 9.5]])
    expect(reading.verify()).toMatchObject({ sightings: 5, refusals: 2, imbalances: [] })
  })

  test(`${facts}: migrated, it is what a new one is`, () => {
    const [old, fresh] = [dataOf(facts), dataPaths(temporaryDirectory())]
    for (const paths of [old, fresh]) {
      openFactsStore(paths.facts).close()
      openConfiguration(paths.configuration, seeds).close()
    }
    expect(shapeOf(old.facts)).toEqual(shapeOf(fresh.facts))
    expect(shapeOf(old.configuration)).toEqual(shapeOf(fresh.configuration))
  })
}

/** Each schema that the configuration had beside those: `fixtures/configuration-N.sql`. */
for (const schema of [2])
  test(`configuration of schema ${schema}: what was stored is read, and what was encrypted is opened`, () => {
    const path = join(temporaryDirectory(), 'configuration.db')
    const db = new Database(path)
    db.exec(readFileSync(new URL(`../fixtures/configuration-${schema}.sql`, import.meta.url), 'utf8'))
    db.close()
    const secret_key = secretKeyFrom('none', '0f'.repeat(32), () => {})
    const configuration = openConfiguration(path, { ...seeds, secret_key })
    onTestFinished(() => configuration.close())
    expect(configuration.destinations(DATASET)).toEqual([
      expect.objectContaining({ id: 3, name: 'Meta', hold_seconds: 5, has_app_secret: true }),
    ])
    expect(configuration.destinationSecrets(3)).toEqual({
      access_token: 'EAAB-of-a-test',
      app_secret: 'app-secret-of-a-test',
    })
    const person = (fbp: string) => ({ user_data: { fbp } })
    expect(configuration.hasRevoked(DATASET, person('fb.1.1763900000000.1098115397'))).toBe(true)
    expect(configuration.hasRevoked(DATASET, person('fb.1.1763900000000.1'))).toBe(false)
    // As it is written today, beside the released one: shapes differ only where a schema was changed in place.
    const fresh = join(temporaryDirectory(), 'configuration.db')
    openConfiguration(fresh, seeds).close()
    expect(shapeOf(path)).toEqual(shapeOf(fresh))
  })

test('a fixture is there for every schema of the facts', () => {
  expect(FACTS).toHaveLength(FACTS_MIGRATIONS.length)
})

const openers: [what: string, open: (path: string) => unknown, known: number][] = [
  ['facts', openFactsStore, FACTS_MIGRATIONS.length],
  ['configuration', (path) => openConfiguration(path, seeds), CONFIGURATION_MIGRATIONS.length],
]
for (const [what, open, known] of openers)
  test(`${what} of a newer version are refused, with a word, and left as they are`, () => {
    const path = join(temporaryDirectory(), 'newer.db')
    const db = new Database(path)
    db.pragma('user_version = 99')
    expect(() => open(path)).toThrow(
      `newer.db was written by a newer version of Countersign (schema 99); this one knows ${known}.`,
    )
    expect(db.pragma('user_version', { simple: true })).toBe(99)
    db.close()
  })

test('a step that fails takes none', () => {
  const db = new Database(':memory:')
  expect(() => migrate(db, ['CREATE TABLE a (b)', 'CREATE TABLE a (b)'], 'it')).toThrow('already exists')
  expect(db.pragma('user_version', { simple: true })).toBe(0)
  migrate(db, ['CREATE TABLE a (b)'], 'it')
  migrate(db, ['CREATE TABLE a (b)', 'CREATE TABLE c (d)'], 'it')
  expect(db.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a', 'c'])
  db.close()
})
