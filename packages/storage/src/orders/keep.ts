import type Database from 'better-sqlite3'

const PAGE = 2_000

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

function dropDay(db: Database.Database, id: number, day: number): true {
  const seqs = db
    .prepare<number[], number>(`SELECT seq FROM purchases WHERE dataset_id = ? AND day = ? LIMIT ${PAGE}`)
    .pluck()
    .all(id, day)
  const keys = db
    .prepare<number[], string>(
      `SELECT order_key FROM orders WHERE dataset_id = ? AND at_ms >= ? AND at_ms < ? LIMIT ${PAGE}`,
    )
    .pluck()
    .all(id, day * 86_400_000, (day + 1) * 86_400_000)
  const drop = DROP.map((sql) => db.prepare(sql))
  for (const seq of seqs) for (const statement of drop) statement.run({ seq, dataset_id: id })
  const dropOrder = db.prepare('DELETE FROM orders WHERE dataset_id = ? AND order_key = ?')
  for (const key of keys) dropOrder.run(id, key)
  if (seqs.length === PAGE || keys.length === PAGE) return true
  db.prepare('DELETE FROM days WHERE dataset_id = ? AND day = ?').run(id, day)
  db.prepare('DELETE FROM hours WHERE dataset_id = ? AND hour < ?').run(id, (day + 1) * 24)
  db.prepare('DELETE FROM people WHERE dataset_id = ? AND day <= ?').run(id, day)
  return true
}
const DROP = [
  'DELETE FROM sightings WHERE event_seq = :seq',
  `DELETE FROM keys WHERE dataset_id = :dataset_id AND seq = :seq AND key IN
   (SELECT value ->> 'key' FROM purchases, json_each(keys) WHERE purchases.seq = :seq)`,
  `DELETE FROM merged WHERE dataset_id = :dataset_id AND seq = :seq AND key IN
   (SELECT value FROM purchases, json_each(merged_keys) WHERE purchases.seq = :seq)`,
  'DELETE FROM purchases WHERE seq = :seq',
]

const TABLES = ['sightings', 'purchases', 'orders', 'keys', 'merged', 'people', 'days', 'hours', 'stale']

/** Takes out all of a dataset that is there no more. @returns whether there may be more */
export function eraseRows(db: Database.Database, datasets: readonly string[]): boolean {
  const known = new Set(datasets.map(Number))
  for (const table of ['sightings', 'orders', 'hours', 'days']) {
    for (const dataset_id of datasetsIn(db, table)) {
      if (known.has(dataset_id)) continue
      db.transaction(() => {
        for (const each of TABLES) db.prepare(`DELETE FROM ${each} WHERE dataset_id = ?`).run(dataset_id)
      }).immediate()
      return true
    }
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
