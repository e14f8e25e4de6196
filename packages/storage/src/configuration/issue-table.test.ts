import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../migrate.js'
import { diagnosed, NOW } from './diagnosed.fixture.js'
import { IssueTable } from './issue-table.js'
import { CONFIGURATION_MIGRATIONS } from './schema.js'

const SHOP = '100000000000001'

function tableOf(issues_max: number) {
  const db = new Database(':memory:')
  onTestFinished(() => void db.close())
  migrate(db, CONFIGURATION_MIGRATIONS, 'test')
  return { db, table: new IssueTable(db, issues_max) }
}
const codes = (table: IssueTable) => table.list(SHOP).map(({ code }) => code)

test('where it is full, the oldest that are resolved make room', () => {
  const { table } = tableOf(3)
  table.record(
    SHOP,
    [diagnosed({ code: 'a', last_ms: NOW - 3 }), diagnosed({ code: 'b', last_ms: NOW - 2 })],
    NOW,
  )
  table.record(SHOP, [diagnosed({ code: 'c', last_ms: NOW - 1 })], NOW)
  for (const id of [1, 2]) table.mark(id, 'resolved', null, NOW)
  const news = table.record(SHOP, [diagnosed({ code: 'd' })], NOW)
  expect(news.map(({ issue_id, code }) => [issue_id, code])).toEqual([[4, 'd']])
  expect(codes(table)).toEqual(['c', 'b', 'd'])
})

test('one that was kept before its history was has none yet, and gets one', () => {
  const { db, table } = tableOf(3)
  table.record(SHOP, [diagnosed({ code: 'a' })], NOW)
  db.prepare("UPDATE issues SET issue = json_remove(issue, '$.history')").run()
  expect(table.issue(1)?.history).toEqual([])
  table.mark(1, 'resolved', 'ann', NOW)
  expect(table.issue(1)?.history).toMatchObject([{ what: 'resolved', by: 'ann', at_ms: NOW }])
})

test('where all are active or ignored, what is new is not kept, and nothing is said of it, however often it comes', () => {
  const { table } = tableOf(2)
  table.record(SHOP, [diagnosed({ code: 'a' }), diagnosed({ code: 'b' })], NOW)
  table.mark(2, 'ignored', null, NOW)
  for (let time = 0; time < 2; time += 1)
    expect(table.record(SHOP, [diagnosed({ code: 'c' }), diagnosed({ code: 'd' })], NOW)).toEqual([])
  expect(codes(table).sort()).toEqual(['a', 'b'])
})

test('one that has returned just now is not what makes room', () => {
  const { table } = tableOf(1)
  table.record(SHOP, [diagnosed({ code: 'a' })], NOW)
  table.mark(1, 'resolved', null, NOW)
  const found = [diagnosed({ code: 'a', last_ms: NOW + 1 }), diagnosed({ code: 'b', last_ms: NOW + 1 })]
  expect(table.record(SHOP, found, NOW + 1)).toMatchObject([{ event: 'returned', issue_id: 1 }])
  expect(codes(table)).toEqual(['a'])
})

test('what has not changed is not written', () => {
  const { db, table } = tableOf(100)
  const found = ['a', 'b', 'c'].map((code) => diagnosed({ code }))
  table.record(SHOP, found, NOW)
  const changes = () => db.prepare<[], number>('SELECT total_changes()').pluck().get() as number
  const before = changes()
  table.record(SHOP, found, NOW)
  expect(changes()).toBe(before)
  table.record(SHOP, [...found.slice(1), diagnosed({ code: 'a', last_ms: NOW })], NOW)
  expect(changes()).toBe(before + 1)
})

test('an error takes the place of the active one that is none and was seen longest ago, and is told', () => {
  const { table } = tableOf(3)
  const old = [
    diagnosed({ code: 'error', severity: 'error', last_ms: NOW - 9 }),
    diagnosed({ code: 'warning', last_ms: NOW - 2 }),
    diagnosed({ code: 'info', severity: 'info', last_ms: NOW - 3 }),
  ]
  table.record(SHOP, old, NOW)
  const found = [diagnosed({ code: 'flood' }), diagnosed({ code: 'real', severity: 'error' }), ...old]
  expect(table.record(SHOP, found, NOW)).toMatchObject([{ event: 'new', code: 'real', severity: 'error' }])
  expect(codes(table).sort()).toEqual(['error', 'real', 'warning'])
  table.mark(2, 'ignored', null, NOW)
  expect(table.record(SHOP, [diagnosed({ code: 'third', severity: 'error' })], NOW)).toEqual([])
  expect(codes(table).sort()).toEqual(['error', 'real', 'warning'])
})
