import { DAY_MS, type PurchaseKey } from '@countersign/core'
import { groupOf, IDENTITY_WINDOW_MS, PURCHASES_PER_KEY, SHARERS_MAX } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { type Node, ORDER, PURCHASE } from './schema.js'

/** By what an order or a Purchase meets others. */
export interface Meeting {
  node: Node
  at_ms: number
  /** groups of value, currency and digest */
  groups: string[]
  /** a Purchase's; of an order its own key alone */
  keys: PurchaseKey[]
  /** a Purchase's; of an order the same as its time */
  received_at_ms: number
  merged_keys: string[]
}

export const groupsOf = (
  value_e4: number | null,
  currency: string | null,
  identity: readonly string[],
): string[] =>
  value_e4 === null || currency === null ? [] : identity.map((digest) => groupOf(value_e4, currency, digest))

/** All that is asked to find who meets whom; a test asks SQLite for the plan of each. */
export const NEIGHBOUR_QUERIES = {
  named: `SELECT seq FROM keys WHERE dataset_id = ? AND key = ? ORDER BY rank, received_at_ms, seq LIMIT ${PURCHASES_PER_KEY}`,
  atTheEdge: `SELECT seq FROM keys WHERE dataset_id = ? AND key = ? ORDER BY rank, received_at_ms, seq
    LIMIT 2 OFFSET ${PURCHASES_PER_KEY - 1}`,
  merged: 'SELECT min(seq) FROM merged WHERE dataset_id = ? AND key = ?',
  hasOrder: 'SELECT 1 FROM orders WHERE dataset_id = ? AND order_key = ?',
  sharers: `SELECT count(*) FROM (SELECT 1 FROM people WHERE dataset_id = ? AND grp = ? AND day = ? LIMIT ${SHARERS_MAX + 2})`,
  cell: 'SELECT kind, id FROM people WHERE dataset_id = ? AND grp = ? AND day = ?',
  near: `SELECT day, kind, id FROM people WHERE dataset_id = ? AND grp = ? AND day = ? AND at_ms BETWEEN ? AND ?
    AND kind = ? LIMIT ${SHARERS_MAX + 1}`,
} as const

/** Who may be matched with whom, and whose match is to be looked at again when somebody comes or goes. */
export class Neighbours {
  private readonly named: Database.Statement<[number, string], number>
  private readonly atTheEdge: Database.Statement<[number, string], number>
  private readonly merged: Database.Statement<[number, string], number | null>
  private readonly hasOrder: Database.Statement<[number, string], number>
  private readonly sharers: Database.Statement<[number, string, number], number>
  private readonly cell: Database.Statement<[number, string, number], Pick<Node, 'kind' | 'id'>>
  private readonly near: Database.Statement<
    [number, string, number, number, number, number],
    Pick<Node, 'kind' | 'id'>
  >
  private readonly write: Record<
    'addKey' | 'dropKey' | 'addMerged' | 'dropMerged' | 'addPerson' | 'dropPerson' | 'stale',
    Database.Statement
  >

  constructor(db: Database.Database) {
    this.named = db.prepare<[number, string], number>(NEIGHBOUR_QUERIES.named).pluck()
    this.atTheEdge = db.prepare<[number, string], number>(NEIGHBOUR_QUERIES.atTheEdge).pluck()
    this.merged = db.prepare<[number, string], number | null>(NEIGHBOUR_QUERIES.merged).pluck()
    this.hasOrder = db.prepare<[number, string], number>(NEIGHBOUR_QUERIES.hasOrder).pluck()
    this.sharers = db.prepare<[number, string, number], number>(NEIGHBOUR_QUERIES.sharers).pluck()
    this.cell = db.prepare(NEIGHBOUR_QUERIES.cell)
    this.near = db.prepare(NEIGHBOUR_QUERIES.near)
    this.write = {
      addKey: db.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?, ?)'),
      dropKey: db.prepare(
        'DELETE FROM keys WHERE dataset_id = ? AND key = ? AND rank = ? AND received_at_ms = ? AND seq = ?',
      ),
      addMerged: db.prepare('INSERT OR IGNORE INTO merged VALUES (?, ?, ?)'),
      dropMerged: db.prepare('DELETE FROM merged WHERE dataset_id = ? AND key = ? AND seq = ?'),
      addPerson: db.prepare('INSERT OR IGNORE INTO people VALUES (?, ?, ?, ?, ?, ?)'),
      dropPerson: db.prepare(
        'DELETE FROM people WHERE dataset_id = ? AND grp = ? AND day = ? AND at_ms = ? AND kind = ? AND id = ?',
      ),
      stale: db.prepare('INSERT OR IGNORE INTO stale VALUES (?, ?, ?)'),
    }
  }

  /** The event that swallowed a Purchase with an order's id; null: none. */
  mergedInto(dataset_id: number, order_key: string): number | null {
    return this.merged.get(dataset_id, order_key) ?? null
  }

  /** Whether so many share a value and a digest on a day that they say nothing of a person. */
  isShared(dataset_id: number, group: string, day: number): boolean {
    return (this.sharers.get(dataset_id, group, day) ?? 0) > SHARERS_MAX
  }

  /** Somebody has come. */
  add(meeting: Meeting): void {
    const { node, at_ms, groups, keys, received_at_ms, merged_keys } = meeting
    const { dataset_id, kind, id } = node
    const day = Math.floor(at_ms / DAY_MS)
    if (kind === PURCHASE) {
      for (const { key, rank } of keys)
        this.write.addKey.run(dataset_id, key, rank, received_at_ms, Number(id))
      for (const key of merged_keys) this.write.addMerged.run(dataset_id, key, Number(id))
    }
    for (const group of groups) {
      this.write.addPerson.run(dataset_id, group, day, at_ms, kind, id)
      this.staleCell(dataset_id, group, day, SHARERS_MAX + 1)
    }
    this.stale(node)
    this.staleAround(meeting)
  }

  /** Somebody goes. */
  remove(meeting: Meeting): void {
    const { node, at_ms, groups, keys, received_at_ms, merged_keys } = meeting
    const { dataset_id, kind, id } = node
    const day = Math.floor(at_ms / DAY_MS)
    this.staleAround(meeting)
    if (kind === PURCHASE) {
      for (const { key, rank } of keys)
        this.write.dropKey.run(dataset_id, key, rank, received_at_ms, Number(id))
      for (const key of merged_keys) this.write.dropMerged.run(dataset_id, key, Number(id))
    }
    for (const group of groups) {
      this.write.dropPerson.run(dataset_id, group, day, at_ms, kind, id)
      this.staleCell(dataset_id, group, day, SHARERS_MAX)
    }
  }

  /** Whom somebody may be matched with. */
  of({ node, at_ms, groups, keys }: Meeting): Node[] {
    const { dataset_id, kind, id } = node
    const other = kind === ORDER ? PURCHASE : ORDER
    const found: Node[] = []
    if (kind === ORDER)
      for (const seq of this.named.all(dataset_id, id))
        found.push({ dataset_id, kind: PURCHASE, id: String(seq) })
    else
      for (const { key } of keys)
        if (this.hasOrder.get(dataset_id, key) && this.named.all(dataset_id, key).includes(Number(id)))
          found.push({ dataset_id, kind: ORDER, id: key })
    const days = new Set(
      [at_ms - IDENTITY_WINDOW_MS, at_ms + IDENTITY_WINDOW_MS].map((ms) => Math.floor(ms / DAY_MS)),
    )
    for (const group of groups) {
      if (this.isShared(dataset_id, group, Math.floor(at_ms / DAY_MS))) continue
      for (const day of days) {
        if (this.isShared(dataset_id, group, day)) continue
        const near = [at_ms - IDENTITY_WINDOW_MS, at_ms + IDENTITY_WINDOW_MS] as const
        for (const met of this.near.all(dataset_id, group, day, ...near, other))
          found.push({ dataset_id, ...met })
      }
    }
    return found
  }

  stale({ dataset_id, kind, id }: Node): void {
    this.write.stale.run(dataset_id, kind, id)
  }

  /** One who was looked at until now, or is from now on, stands at the end of those that a key has. */
  private staleAround(meeting: Meeting): void {
    const { node, keys, merged_keys } = meeting
    const { dataset_id, kind } = node
    for (const met of this.of(meeting)) this.stale(met)
    if (kind === ORDER) return
    for (const { key } of keys)
      for (const seq of this.atTheEdge.all(dataset_id, key))
        this.stale({ dataset_id, kind: PURCHASE, id: String(seq) })
    for (const key of [...keys.map(({ key }) => key), ...merged_keys])
      if (this.hasOrder.get(dataset_id, key)) this.stale({ dataset_id, kind: ORDER, id: key })
  }

  /** A day's sharers have just come to be too many, or no longer are: theirs and those of the days beside are told. */
  private staleCell(dataset_id: number, group: string, day: number, at: number): void {
    if (this.sharers.get(dataset_id, group, day) !== at) return
    for (const near of [day - 1, day, day + 1])
      if (near === day || !this.isShared(dataset_id, group, near))
        for (const met of this.cell.all(dataset_id, group, near)) this.stale({ dataset_id, ...met })
  }
}
