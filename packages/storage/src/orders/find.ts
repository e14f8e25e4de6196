import { orderKey } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { OrderRow, PurchaseRow } from './rows.js'

/** An order by its id: as the shop has told of it, and the Purchases that name it. */
export interface OrderFound {
  order_id: string
  /** null: the shop has not told of it */
  order: { state: string | null; placed_at_ms: number } | null
  /** the number of its Purchase's first sighting; null: none was tracked */
  purchase_seq: number | null
}

export const FIND_QUERIES = {
  order: 'SELECT * FROM orders WHERE dataset_id = ? AND order_key = ?',
  /** that names it most surely, and of these the first */
  named: `SELECT seq FROM keys WHERE dataset_id = ? AND key = ? AND rank <= 2
    ORDER BY rank, received_at_ms, seq LIMIT 1`,
  purchase: 'SELECT * FROM purchases WHERE seq = ?',
} as const

/** @returns undefined where neither the shop nor a Purchase has named it */
export function findOrder(
  db: Database.Database,
  dataset_id: string,
  order_id: string,
): OrderFound | undefined {
  const key = orderKey(order_id)
  if (key === null) return undefined
  const id = Number(dataset_id)
  const order = db.prepare<[number, string], OrderRow>(FIND_QUERIES.order).get(id, key)
  const seq = order?.seq ?? db.prepare<[number, string], number>(FIND_QUERIES.named).pluck().get(id, key)
  if (order)
    return {
      order_id: order.order_id,
      order: { state: order.class, placed_at_ms: order.at_ms },
      purchase_seq: seq ?? null,
    }
  const purchase = seq === undefined ? undefined : purchaseOf(db, seq)
  if (purchase === undefined) return undefined
  return { order_id: purchase.order_id ?? order_id, order: null, purchase_seq: purchase.seq }
}

const purchaseOf = (db: Database.Database, seq: number): PurchaseRow | undefined =>
  db.prepare<[number], PurchaseRow>(FIND_QUERIES.purchase).get(seq)
