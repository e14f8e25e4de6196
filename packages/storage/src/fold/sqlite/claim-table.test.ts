import { hash } from 'node:crypto'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../migrate.js'
import { ClaimTable } from './claim-table.js'
import { FACTS_MIGRATIONS } from './schema.js'

/** Where a key stands alone: the first 53 bits of its SHA-256. */
const rowOf = (key: string): number =>
  Number(BigInt(`0x${hash('sha256', key).slice(0, 14)}`) & (2n ** 53n - 1n))
const holder = (seq: number) => ({ latest: { seq, received_at_ms: seq + 1, event_seq: seq + 2 } })

function fixture() {
  const db = new Database(':memory:')
  onTestFinished(() => {
    db.close()
  })
  migrate(db, FACTS_MIGRATIONS, 'facts')
  db.exec("UPDATE state SET claims_secret = ''")
  const claims = new ClaimTable(db)
  const put = (...given: [key: string, seq: number][]) =>
    claims.putAll(new Map(given.map(([key, seq]) => [key, holder(seq)])))
  const rows = () => db.prepare('SELECT key, seq FROM claims ORDER BY key').all()
  /** A claim of another key that begins with the same 53 bits as one of ours. */
  const plant = (row: number, seq: number) =>
    db.prepare('INSERT INTO claims VALUES (?, 12345, ?, 1, 1, NULL, NULL, NULL)').run(row, seq)
  return { db, claims, put, rows, plant }
}

test('a key stands at the first 53 bits of its digest', () => {
  const { put, rows } = fixture()
  put(['a', 7])
  expect(rows()).toEqual([{ key: rowOf('a'), seq: 7 }])
})

test('two keys that begin alike are told apart', () => {
  const { claims, put, rows, plant } = fixture()
  plant(rowOf('a'), 99)
  expect(claims.get('a')).toBeUndefined()
  put(['a', 7])
  expect(claims.get('a')).toEqual(holder(7))
  put(['a', 8])
  expect(claims.get('a')).toEqual(holder(8))
  expect(rows()).toEqual([
    { key: rowOf('a'), seq: 99 },
    { key: rowOf('a') + 1, seq: 8 },
  ])
})

test('a key that is pushed along finds the next free row, past others that stand where they would alone', () => {
  const { claims, put, rows, plant } = fixture()
  plant(rowOf('a'), 98)
  plant(rowOf('a') + 1, 99)
  put(['a', 7])
  expect(claims.get('a')).toEqual(holder(7))
  expect(rows()).toHaveLength(3)
})

test('a step that writes many keys, new and known, keeps each', () => {
  const { claims, put, rows } = fixture()
  const keys = Array.from({ length: 300 }, (_, i) => `key-${i}`)
  put(...keys.slice(0, 200).map((key, i): [string, number] => [key, i]))
  put(...keys.slice(100).map((key, i): [string, number] => [key, 1_000 + i]))
  expect(keys.map((key) => claims.get(key)?.latest?.seq)).toEqual(keys.map((_, i) => (i < 100 ? i : 900 + i)))
  expect(rows()).toHaveLength(300)
})

test('more that begin alike than chance allows end the step, rather than mixing people up', () => {
  const { claims, plant } = fixture()
  for (let i = 0; i < 8; i += 1) plant(rowOf('a') + i, i)
  expect(() => claims.get('a')).toThrow('more claims begin alike than chance allows')
})
