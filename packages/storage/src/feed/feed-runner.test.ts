import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CaseSighting, caseSighting } from '@countersign/core/testing'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { openConfiguration } from '../configuration/sqlite.js'
import { encodeLine, encodeRow, type SightingLine } from '../journal/line.js'
import { openJournalWriter } from '../journal/sqlite/writer.js'
import { openCounting } from '../process/counting.js'
import { dataPaths } from '../process/data-directory.js'
import { catchUp } from '../process/match-configuration.js'
import { FeedRunner } from './feed-runner.js'
import { JoinedRows } from './joined-rows.js'
import type { FeedFold } from './port.js'

const temporary: string[] = []
afterEach(() => {
  for (const directory of temporary.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** A fold of the kind that later work brings: how many sightings have which verdict, and refusals by code. */
const VERDICTS: FeedFold = {
  name: 'verdicts',
  migrations: [
    `CREATE TABLE verdicts (seq INTEGER PRIMARY KEY, dataset_id TEXT, verdict TEXT, event_name TEXT);
     CREATE TABLE refusals (code TEXT PRIMARY KEY, count INTEGER)`,
  ],
  take(told, db) {
    if (told.kind === 'refusal') {
      const add = db.prepare(
        'INSERT INTO refusals VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
      )
      for (const count of Object.values(told.line.events)) add.run(told.line.code, count)
      return
    }
    if (told.kind !== 'sighting') return
    const { row, line } = told
    db.prepare('REPLACE INTO verdicts VALUES (?, ?, ?, ?)').run(
      row.seq,
      row.dataset_id,
      row.verdict,
      line.event.event_name,
    )
  },
  forget(_, seq, db) {
    db.prepare('DELETE FROM verdicts WHERE seq = ?').run(seq)
  },
  lost(_from, _counted_to, db) {
    db.exec('DELETE FROM verdicts; DELETE FROM refusals')
  },
  clear(dataset_id, from_seq, db) {
    db.prepare('DELETE FROM verdicts WHERE dataset_id = ? AND seq >= ?').run(dataset_id, from_seq)
  },
}

function fixture() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-feed-'))
  temporary.push(directory)
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const dataset = configuration.createDataset({ name: 'Shop' })
  const writer = openJournalWriter(paths.journal, true, {
    wall_ms: Date.now,
    steady_ms: () => performance.now(),
  })
  const counting = openCounting(paths, configuration)
  const facts = new Database(paths.facts, { readonly: true })
  const open = () =>
    new FeedRunner(join(directory, 'folds', 'verdicts.db'), VERDICTS, facts, counting.journal)
  const line = (given: CaseSighting, index: number, received_at_ms?: number): string => {
    const s = caseSighting(given, index, Date.now() - 10_000_000)
    const line: SightingLine = {
      dataset_id: dataset.id,
      channel: s.channel,
      event: {
        event_name: s.event_name,
        event_time: 1,
        event_id: s.event_id,
        action_source: 'website',
        user_data: {},
        custom_data: {},
      },
    }
    if (received_at_ms !== undefined) Object.assign(line, { received_at_ms, sighting_id: s.sighting_id })
    return encodeLine(line)
  }
  /** Tells the fold everything, each step by a runner that was opened anew. */
  const told = () => {
    for (let more = true; more; ) {
      const runner = open()
      more = runner.step()
      runner.close()
    }
    const db = new Database(join(directory, 'folds', 'verdicts.db'), { readonly: true })
    const verdicts = db
      .prepare('SELECT verdict, count(*) AS n FROM verdicts GROUP BY verdict ORDER BY verdict')
      .all()
    const refusals = db.prepare('SELECT * FROM refusals').all()
    db.close()
    return { verdicts, refusals }
  }
  const close = () => {
    facts.close()
    counting.close()
    writer.close()
    configuration.close()
  }
  /** As housekeeping does with a feed that has grown long. */
  const dropChanges = () => {
    const db = new Database(paths.facts)
    db.exec('DELETE FROM changes')
    db.close()
  }
  return { paths, facts, configuration, counting, dataset, writer, line, told, close, dropChanges }
}
const B = (event_id: string): CaseSighting => ({ channel: 'browser', event_id, at_min: 0 })
const S = (event_id: string): CaseSighting => ({ channel: 'server', event_id, at_min: 0 })

test('a fold is told of every sighting with its verdict, and of refusals, each once over any restart', () => {
  const { configuration, counting, dataset, writer, line, told, close } = fixture()
  writer.append('live', encodeRow([line(B('a'), 0), line(S('a'), 1), line(S('b'), 2)]))
  const refusal = {
    dataset_id: dataset.id,
    channel: 'server',
    refused: 'rejected',
    code: '2804003',
    events: { Lead: 2 },
  } as const
  for (let i = 0; i < 50; i += 1) writer.append('live', encodeRow([encodeLine(refusal)]))
  catchUp(counting, configuration)
  const want = {
    verdicts: [
      { verdict: 'counted', n: 2 },
      { verdict: 'duplicate', n: 1 },
    ],
    refusals: [{ code: '2804003', count: 100 }],
  }
  expect(told()).toEqual(want)
  expect(told()).toEqual(want)
  // It was new, and so told of all that was there; from now on it is told by the feed.
  writer.append('live', encodeRow([line(B('c'), 3), encodeLine(refusal)]))
  catchUp(counting, configuration)
  expect(told()).toEqual({
    verdicts: [{ verdict: 'counted', n: 3 }, want.verdicts[1]],
    refusals: [{ code: '2804003', count: 102 }],
  })
  close()
})

test('a fold is told anew of what an import changes, and a rebuild tells it the same again', () => {
  const { configuration, counting, dataset, writer, line, told, close } = fixture()
  writer.append('live', encodeRow([line(S('a'), 0)]))
  catchUp(counting, configuration)
  expect(told().verdicts).toEqual([{ verdict: 'counted', n: 1 }])
  const { position } = writer.append('import', encodeRow([line(B('a'), 1, Date.now() - 1_000)]))
  writer.append(
    'mark',
    encodeRow([encodeLine({ dataset_id: dataset.id, import_from: position, import_to: position })]),
  )
  catchUp(counting, configuration)
  const want = [
    { verdict: 'counted', n: 1 },
    { verdict: 'duplicate', n: 1 },
  ]
  expect(told().verdicts).toEqual(want)
  configuration.changeDataset(dataset.id, { rebuilds_wanted: 1 })
  catchUp(counting, configuration)
  expect(told().verdicts).toEqual(want)
  close()
})

test('a fold that was further behind than the feed reaches begins again, and tells nothing twice', () => {
  const { configuration, counting, writer, line, told, close, dropChanges } = fixture()
  writer.append('live', encodeRow([line(B('a'), 0)]))
  catchUp(counting, configuration)
  expect(told().verdicts).toEqual([{ verdict: 'counted', n: 1 }])
  for (const id of ['b', 'c']) {
    writer.append('live', encodeRow([line(B(id), 1), line(S(id), 2)]))
    catchUp(counting, configuration)
  }
  dropChanges()
  writer.append('live', encodeRow([line(S('a'), 3)]))
  catchUp(counting, configuration)
  expect(told().verdicts).toEqual([
    { verdict: 'counted', n: 3 },
    { verdict: 'duplicate', n: 3 },
  ])
  close()
})

test('a fold without sightings is told of all else, and no verdict is looked up for it', () => {
  const { paths, facts, configuration, counting, dataset, writer, line, close } = fixture()
  const restricted = {
    dataset_id: dataset.id,
    channel: 'browser',
    restricted: 'opt_out',
    event_name: 'Purchase',
    domain: 'shop.example',
  } as const
  writer.append('live', encodeRow([line(B('a'), 0), encodeLine(restricted), line(S('a'), 1)]))
  catchUp(counting, configuration)
  const kinds: string[] = []
  const fold: FeedFold = {
    ...{ name: 'aside', migrations: ['CREATE TABLE aside (id INTEGER)'], without_sightings: true },
    take: ({ kind }) => kinds.push(kind),
    ...{ forget() {}, clear() {}, lost() {} },
  }
  const rows = new JoinedRows(facts, counting.journal)
  const joined: number[] = []
  rows.row = (position) => {
    joined.push(position)
    return undefined
  }
  const runner = new FeedRunner(join(paths.folds, 'aside.db'), fold, facts, counting.journal, rows)
  while (runner.step());
  runner.close()
  expect([kinds, joined]).toEqual([['restricted'], []])
  close()
})
