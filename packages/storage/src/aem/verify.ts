import type Database from 'better-sqlite3'
import { ALL_HOURS, type FactsReader } from '../report/facts-reader.js'
import type { Imbalance } from '../report/verify.js'
import { AemBookTable, type AemSource } from './books.js'

/**
 * Proves that the books of Aggregated Event Measurement balance: what was told has one state each, what is held and what
 * waits are the rows that there are, and what was told is what counting's own books call restricted.
 * @param is_behind  whether it has not been told yet of all that is counted: then the two books differ by what is under way
 */
export function verifyAem(
  dataset_ids: readonly string[],
  db: Database.Database,
  facts: FactsReader,
  is_behind: boolean,
): Imbalance[] {
  const imbalances: Imbalance[] = []
  const books = new AemBookTable(db)
  const number = (sql: string, ...given: unknown[]) =>
    (db
      .prepare<unknown[], number>(sql)
      .pluck()
      .get(...given) as number | null) ?? 0
  for (const dataset_id of dataset_ids) {
    const id = Number(dataset_id)
    const say = (what: string, booked: number, held: number) => {
      if (booked !== held) imbalances.push({ dataset_id, what, books: String(booked), rows: String(held) })
    }
    for (const source of ['restricted', 'pcm'] as const satisfies AemSource[]) {
      const states = books.read(dataset_id, source)
      const sum = Object.values(states).reduce((a, b) => a + b, 0)
      const told = number('SELECT sum(count) FROM told WHERE dataset_id = ? AND source = ?', id, source)
      say(`${source}: told`, sum, told)
      const waiting = number('SELECT sum(count) FROM cells WHERE dataset_id = ? AND source = ?', id, source)
      say(`${source}: waiting`, states.waiting, waiting)
      const windows = 'SELECT count(*) FROM windows WHERE dataset_id = ? AND slot IS NOT NULL'
      say(`${source}: held`, states.held, source === 'restricted' ? number(windows, id) : 0)
    }
    if (is_behind) continue
    const kept_from = facts.keptFrom(dataset_id)
    const counts = facts.counts(dataset_id, ALL_HOURS, kept_from)
    const counted = counts.reduce((n, cell) => (cell.state === 'restricted' ? n + cell.count : n), 0)
    const since =
      "SELECT sum(count) FROM told WHERE dataset_id = ? AND source = 'restricted' AND segment >= ?"
    say('restricted: counted and told', counted, number(since, id, kept_from))
  }
  return imbalances
}
