import { DAY_MS, dayOf } from '@countersign/core'
import type Database from 'better-sqlite3'
import { groupsOf } from './neighbours.js'
import { ORDER, PURCHASE } from './schema.js'

const PAGE = 2_000
const DAY_HOURS = 24

/**
 * Takes out a page of what lies before a day, with the day's books. A pair lies on one day, so that nobody is left alone.
 * @returns whether there may be more
 */
export function dropOldRows(db: Database.Database, dataset_id: string, before_day: number): boolean {
  const id = Number(dataset_id)
  const day = db
    .prepare<[number, number], number | null>('SELECT min(day) FROM days WHERE dataset_id = ? AND day < ?')
    .pluck()
    .get(id, before_day)
  if (day === null || day === undefined) return false
  return db.transaction(() => dropDay(db, id, day)).immediate()
}

interface Bought {
  node_id: string | number
  at_ms: number
  value_e4: number | null
  currency: string | null
  identity: string
}

export const OLD_QUERIES = {
  purchases: `SELECT seq FROM purchases WHERE dataset_id = ? AND day = ? LIMIT ${PAGE}`,
  orders: `SELECT order_key FROM orders WHERE dataset_id = ? AND at_ms >= ? AND at_ms < ? LIMIT ${PAGE}`,
} as const

function dropDay(db: Database.Database, id: number, day: number): true {
  const seqs = db.prepare<number[], number>(OLD_QUERIES.purchases).pluck().all(id, day)
  const keys = db
    .prepare<number[], string>(OLD_QUERIES.orders)
    .pluck()
    .all(id, day * DAY_MS, (day + 1) * DAY_MS)
  const dropPerson = db.prepare(
    'DELETE FROM people WHERE dataset_id = ? AND grp = ? AND day = ? AND at_ms = ? AND kind = ? AND id = ?',
  )
  const forgetPeople = (kind: number, nodes: Bought[]) => {
    for (const { node_id, at_ms, value_e4, currency, identity } of nodes)
      for (const group of groupsOf(value_e4, currency, identity.split(' ').filter(Boolean)))
        dropPerson.run(id, group, dayOf(at_ms), at_ms, kind, String(node_id))
  }
  const of = 'at_ms, value_e4, currency, identity'
  const purchase = db.prepare<[number], Bought>(`SELECT seq AS node_id, ${of} FROM purchases WHERE seq = ?`)
  const order = db.prepare<[number, string], Bought>(
    `SELECT order_key AS node_id, ${of} FROM orders WHERE dataset_id = ? AND order_key = ?`,
  )
  forgetPeople(
    PURCHASE,
    seqs.flatMap((seq) => purchase.all(seq)),
  )
  forgetPeople(
    ORDER,
    keys.flatMap((key) => order.all(id, key)),
  )
  const drop = OF_PURCHASE.map((sql) => db.prepare(sql))
  for (const seq of seqs) for (const statement of drop) statement.run({ seq, dataset_id: id })
  const dropOrder = db.prepare('DELETE FROM orders WHERE dataset_id = ? AND order_key = ?')
  for (const key of keys) dropOrder.run(id, key)
  if (seqs.length === PAGE || keys.length === PAGE) return true
  db.prepare('DELETE FROM days WHERE dataset_id = ? AND day = ?').run(id, day)
  db.prepare('DELETE FROM hours WHERE dataset_id = ? AND hour < ?').run(id, (day + 1) * DAY_HOURS)
  return true
}

/** All that is kept of a Purchase; its own row, which says what else there is, last. */
const OF_PURCHASE = [
  'DELETE FROM sightings WHERE event_seq = :seq',
  `DELETE FROM keys WHERE dataset_id = :dataset_id AND seq = :seq AND key IN
   (SELECT value ->> 'key' FROM purchases, json_each(keys) WHERE purchases.seq = :seq)`,
  `DELETE FROM merged WHERE dataset_id = :dataset_id AND seq = :seq AND key IN
   (SELECT value FROM purchases, json_each(merged_keys) WHERE purchases.seq = :seq)`,
  'DELETE FROM purchases WHERE seq = :seq',
]

/** Tables of a dataset's rows, and what a row is known by. */
const TABLES: readonly [table: string, key: string][] = [
  ['sightings', 'seq'],
  ['purchases', 'seq'],
  ['orders', 'order_key'],
  ['keys', 'key, rank, received_at_ms, seq'],
  ['merged', 'key, seq'],
  ['people', 'grp, day, at_ms, kind, id'],
  ['days', 'day, class, reason, currency'],
  ['hours', 'hour, what'],
  ['stale', 'kind, id'],
]

/** Takes out a page of a dataset that is there no more. @returns whether there may be more */
export function eraseRows(db: Database.Database, datasets: readonly string[]): boolean {
  const known = new Set(datasets.map(Number))
  for (const [table, key] of TABLES)
    for (const dataset_id of datasetsIn(db, table)) {
      if (known.has(dataset_id)) continue
      db.prepare(
        `DELETE FROM ${table} WHERE dataset_id = :dataset_id AND (${key}) IN
         (SELECT ${key} FROM ${table} WHERE dataset_id = :dataset_id LIMIT ${PAGE})`,
      ).run({ dataset_id })
      return true
    }
  return false
}

/** The datasets of a table, by a jump from one to the next: its rows are not gone through. */
function datasetsIn(db: Database.Database, table: string): number[] {
  const next = db
    .prepare<[number], number | null>(`SELECT min(dataset_id) FROM ${table} WHERE dataset_id > ?`)
    .pluck()
  const found: number[] = []
  for (let id = next.get(-1); id !== null && id !== undefined; id = next.get(id)) found.push(id)
  return found
}
