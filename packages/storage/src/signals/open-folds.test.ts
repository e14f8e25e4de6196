import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DAY_MS } from '@countersign/core'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openAemData } from '../aem/aem.fixture.js'
import { openAem } from '../aem/aem.js'
import { JoinedRows } from '../feed/joined-rows.js'
import { openSharedReading } from '../feed/shared-reading.js'
import { openOrders } from '../orders/open-orders.js'
import { type Apart, openSignalFolds } from './open-folds.js'
import { openSignals } from './open-signals.js'
import { lineOf, RULES } from './signals.fixture.js'

const ALL = { since_ms: null, until_ms: null }

/** A data directory with a sighting pair, and what is restricted. */
function fixture() {
  const data = openAemData()
  const { id } = data.dataset
  const receive = (event_id: string) => {
    data.live(lineOf(id, 'browser', event_id), data.line(event_id))
    data.live(lineOf(id, 'server', event_id))
    data.settle()
  }
  const open = (apart?: Apart) => {
    const seeds = { randomBytes, steady_ms: data.clocks.steady_ms }
    const folds = openSignalFolds(data.paths, data.configuration, seeds, apart)
    onTestFinished(() => folds.close())
    return folds
  }
  return { ...data, id, receive, open }
}

test('each fold is told of all, and says how far it is', () => {
  const { id, now_ms, receive, open } = fixture()
  receive('a')
  receive('b')
  const folds = open()
  expect(folds.behind()).toBe(4)
  while (folds.step());
  expect(folds.behind()).toBe(0)
  const { hourly } = folds.signals.window(id, now_ms())
  expect(hourly.filter(({ measure }) => measure === 'pairs').map(({ count }) => count)).toEqual([2])
  expect(folds.orders.report(id, ALL)).toMatchObject({ tracked: 2 })
  expect(folds.aem.report(id, now_ms())?.books).toMatchObject({ held: 2 })
  expect(folds.keepHouse(now_ms())).toBe(false)
  receive('c')
  expect(folds.behind()).toBe(2)
  while (folds.step());
  expect(folds.behind()).toBe(0)
})

test('where another process reconciles orders, the others go on, and orders do when it is done', () => {
  const { id, now_ms, paths, configuration, receive, open } = fixture()
  const other = openOrders(paths, configuration)
  other.step()
  receive('a')
  const folds = open()
  while (folds.step());
  expect([folds.signals.behind(), folds.aem.behind(), folds.orders.behind()]).toEqual([0, 0, 2])
  expect(folds.signals.window(id, now_ms()).hourly).not.toEqual([])
  other.close()
  while (folds.step());
  expect([folds.behind(), folds.orders.report(id, ALL)]).toMatchObject([0, { tracked: 1 }])
})

test('a row is decoded once for all three, those that are told again and those that are new', () => {
  const { paths, clocks, configuration, receive } = fixture()
  const read: number[] = []
  const own = openSharedReading(paths)
  const journal = Object.create(own.journal) as typeof own.journal
  journal.row = (position) => {
    read.push(position)
    return own.journal.row(position)
  }
  receive('a')
  const reading = { ...own, journal, rows: new JoinedRows(own.facts, journal) }
  const folds = [
    openSignals(paths, configuration, RULES, 1, reading),
    openAem(paths, configuration, { randomBytes, steady_ms: clocks.steady_ms }, reading),
    openOrders(paths, configuration, reading),
  ]
  const step = () => folds.map((fold) => fold.step()).includes(true)
  while (step());
  receive('b')
  while (step());
  expect(read).toEqual([1, 2, 3, 4])
  for (const opened of [...folds, own]) opened.close()
})

/** What is wrong with a file: it has lost a table. */
function breakFile(path: string, table: string): void {
  const db = new Database(path)
  db.exec(`DROP TABLE ${table}`)
  db.close()
}

test('a fold that is broken keeps no other from folding, nor from keeping house, and is named', () => {
  const { id, now_ms, paths, receive, open } = fixture()
  const failures: string[] = []
  const folds = open((part, work) => {
    try {
      return work()
    } catch (error) {
      failures.push(`${part}: ${(error as Error).message}`)
      return false
    }
  })
  receive('a')
  breakFile(join(paths.folds, 'signals.db'), 'hourly')
  while (folds.step());
  expect([folds.signals.behind(), folds.aem.behind(), folds.orders.behind()]).toEqual([2, 0, 0])
  expect(folds.orders.report(id, ALL)).toMatchObject({ tracked: 1 })
  expect(folds.aem.report(id, now_ms())?.books).toMatchObject({ held: 1 })
  expect(new Set(failures)).toEqual(new Set(['signals: no such table: hourly']))
  failures.length = 0
  folds.keepHouse(now_ms() + 400 * DAY_MS)
  expect(failures.every((failure) => failure.startsWith('signals housekeeping: '))).toBe(true)
})

test('without anybody who keeps them apart, what is wrong with one is told', () => {
  const { paths, receive, open } = fixture()
  const folds = open()
  receive('a')
  breakFile(join(paths.folds, 'signals.db'), 'hourly')
  expect(() => {
    while (folds.step());
  }).toThrow('no such table: hourly')
})
