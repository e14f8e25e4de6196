import type { Finding } from '@countersign/core'
import { expect, test } from 'vitest'
import { FoundTable, pageOf } from './found-table.js'
import { Groups } from './groups.js'
import { emptyTables, lineOf } from './signals.fixture.js'
import { seenOf } from './sources.js'

const FINDING: Finding = { code: 'missing_value', detail: '' }

function fixture(rows_max?: number) {
  const db = emptyTables()
  const table = new FoundTable(db, rows_max)
  const group = new Groups().of(1, 100, 'browser', 20_000)
  const add = (at: number, by: 1 | -1 = 1, page = '/', findings = [FINDING]) => {
    const line = lineOf('1', 'browser', null, { event_source_url: `https://shop.example${page}` })
    table.add(group, 1, seenOf(line, at, at * 10, 'counted', null), findings, by)
  }
  const row = () => db.prepare('SELECT count, first_ms, last_ms, samples, pages FROM found').get()
  return { table, add, row, rows: () => db.prepare('SELECT code, detail FROM found').all() }
}

test('found: how often, from when to when, where, and which', () => {
  const { table, add, row } = fixture()
  for (const at of [5, 3, 9]) add(at)
  table.write()
  add(7, 1, '/a?b=c')
  table.write()
  expect(row()).toEqual({
    count: 4,
    first_ms: 30,
    last_ms: 90,
    samples: '[[30,3],[50,5],[70,7],[90,9]]',
    pages: '[["https://shop.example/",3],["https://shop.example/a",1]]',
  })
})

test('found: what is taken back leaves no trace, in its step or in a later one', () => {
  const { table, add, row } = fixture()
  for (const at of [5, 3, 9]) add(at)
  add(3, -1)
  table.write()
  add(9, -1)
  table.write()
  expect(row()).toMatchObject({ count: 1, first_ms: 50, last_ms: 50, samples: '[[50,5]]' })
  add(5, -1)
  table.write()
  expect(row()).toBeUndefined()
})

test('found: of many, the latest twenty and the first time stay', () => {
  const { table, add, row } = fixture()
  for (let at = 1; at <= 500; at += 1) add(at)
  table.write()
  add(501)
  table.write()
  const { samples, ...rest } = row() as { samples: string }
  expect(rest).toMatchObject({ count: 501, first_ms: 10, last_ms: 5_010 })
  expect(JSON.parse(samples).map(([, seq]: [number, number]) => seq)).toEqual(
    Array.from({ length: 20 }, (_, i) => 482 + i),
  )
})

test('found: beyond the cap of a segment no row is begun, until one has gone', () => {
  const { table, add, rows } = fixture(2)
  const wrong = (...details: string[]): Finding[] => details.map((detail) => ({ code: 'not_hashed', detail }))
  add(1, 1, '/', wrong('a', 'b', 'c'))
  table.write()
  expect(rows()).toEqual([
    { code: 'not_hashed', detail: 'a' },
    { code: 'not_hashed', detail: 'b' },
  ])
  add(1, -1, '/', wrong('a', 'b', 'c'))
  table.write()
  expect(rows()).toEqual([])
  add(2, 1, '/', wrong('c', 'd', 'e'))
  table.write()
  expect(rows()).toEqual([
    { code: 'not_hashed', detail: 'c' },
    { code: 'not_hashed', detail: 'd' },
  ])
})

test('found: twenty pages, the most frequent', () => {
  const { table, add, row } = fixture()
  for (let i = 0; i < 80; i += 1) for (let n = 0; n <= i % 8; n += 1) add(1_000 * i + n, 1, `/${i}`)
  table.write()
  const pages = JSON.parse((row() as { pages: string }).pages) as [string, number][]
  expect(pages).toHaveLength(20)
  expect(Math.min(...pages.map(([, count]) => count))).toBe(7)
})

test('found: a rule that says the same twice says it once; its details are their own', () => {
  const { table, add, rows } = fixture()
  const wrong = (detail: string): Finding => ({ code: 'not_hashed', detail })
  add(1, 1, '/', [wrong('em'), wrong('em'), wrong('ph')])
  table.write()
  expect(rows()).toEqual([
    { code: 'not_hashed', detail: 'em' },
    { code: 'not_hashed', detail: 'ph' },
  ])
})

const pages: [url: string | undefined, page: string][] = [
  [undefined, ''],
  ['https://shop.example/thanks?em=jo#top', 'https://shop.example/thanks'],
  ['https://shop.example/#/cart', 'https://shop.example/'],
  ['https://shop.example/u/jo@shop.example/x', 'https://shop.example/u/_removed_/x'],
  [`https://shop.example/${'a'.repeat(500)}`, `https://shop.example/${'a'.repeat(179)}`],
]
for (const [url, page] of pages)
  test(`page of ${String(url).slice(0, 60)}`, () => expect(pageOf(url)).toBe(page))
