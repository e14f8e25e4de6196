import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { ConsentKey } from './consent.js'
import { CONFIGURATION_MIGRATIONS } from './schema.js'
import { WithdrawalTable } from './withdrawal-table.js'

const digestOf = (n: number) => String(n).padStart(64, '0')
const person = (n: number, key: Exclude<ConsentKey, 'fbp'> = 'em') => ({
  user_data: { [key]: [digestOf(n)] },
})

/** A table, and what was asked of its file. */
function newTable() {
  const asked: string[] = []
  const db = new Database(':memory:', { verbose: (sql) => asked.push(String(sql)) })
  onTestFinished(() => void db.close())
  for (const step of CONFIGURATION_MIGRATIONS) db.exec(step)
  const table = new WithdrawalTable(db)
  let version = 0
  const revoke = (dataset_id: string, ...numbers: number[]) => {
    version += 1
    table.revoke(dataset_id, { em: numbers.map(digestOf) }, 0)
    asked.length = 0
  }
  return {
    db,
    table,
    asked,
    revoke,
    has: (dataset_id: string, n: number) => table.hasRevoked(dataset_id, person(n), version),
  }
}

test('what is withdrawn is found, in its dataset, whenever it came; what is deleted is not', () => {
  const { has, revoke, db } = newTable()
  for (const n of [1, 2, 3]) revoke('a', n)
  expect([1, 2, 3, 4].map((n) => has('a', n))).toEqual([true, true, true, false])
  revoke('b', 4, 5, 6)
  expect([1, 4].map((n) => [has('a', n), has('b', n), has('c', n)])).toEqual([
    [true, false, false],
    [false, true, false],
  ])
  db.exec("DELETE FROM withdrawals WHERE dataset_id = 'a'")
  revoke('b', 7)
  expect([has('a', 1), has('b', 7)]).toEqual([false, true])
})

test('who is not in memory costs no look into the file; only what is new is read', () => {
  const { has, revoke, asked } = newTable()
  revoke('a', 1, 2, 3)
  expect(has('a', 9)).toBe(false)
  expect(asked).toHaveLength(1)
  asked.length = 0
  for (const n of [7, 8, 9]) expect([has('a', n), has('b', n)]).toEqual([false, false])
  expect(asked).toEqual([])
  revoke('a', 4)
  expect(has('a', 4)).toBe(true)
  expect(asked[0]).toContain('seq > 3.0')
})

test('a digest that is withdrawn as one key is not so as another', () => {
  const { table, revoke } = newTable()
  revoke('a', 1)
  expect(table.hasRevoked('a', person(1, 'ph'), 9)).toBe(false)
  expect(table.hasRevoked('a', person(1), 9)).toBe(true)
})
