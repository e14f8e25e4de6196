import { amountOf, DAY_MS, dayOf, type OrderClass } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Reason, Reasons } from './reasons.js'
import type { Period } from './report.js'
import type { OrderRow, PurchaseRow } from './rows.js'

export interface OrdersWanted extends Partial<Period> {
  state: OrderClass
  limit: number
  /** the `cursor` of the last entry that was read */
  after?: string | null
}
/** An order beside its Purchase, as far as there are both. */
export interface OrderEntry {
  state: OrderClass
  reason: Reason
  order: { order_id: string; placed_at_ms: number; value: number; currency: string; status: string } | null
  purchase: {
    event_id: string | null
    order_id: string | null
    event_time_ms: number
    received_at_ms: number
    value: number | null
    currency: string | null
  } | null
  /** how they were found to be one: `order_id`, `event_id`, `identity` */
  matched_by: string | null
  cursor: string
}

export const LIST_QUERIES = {
  orders: `SELECT * FROM orders WHERE dataset_id = :dataset_id AND class = :class AND at_ms >= :since_ms AND at_ms < :until_ms
    AND (at_ms, order_key) < (:at_ms, :id) ORDER BY at_ms DESC, order_key DESC LIMIT :limit`,
  purchases: `SELECT * FROM purchases WHERE dataset_id = :dataset_id AND class = :class AND day >= :since_day AND day < :until_day
    AND (day, seq) < (:at, :id) ORDER BY day DESC, seq DESC LIMIT :limit`,
} as const
const ALWAYS_MS = 9e15

/** The orders of a class, newest first; of `only_tracked` the Purchases. */
export function listOrders(
  db: Database.Database,
  dataset_id: string,
  wanted: OrdersWanted,
  reasons: Reasons,
): OrderEntry[] {
  const since_ms = dayOf(wanted.since_ms ?? -ALWAYS_MS) * DAY_MS
  const until_ms = Math.ceil((wanted.until_ms ?? ALWAYS_MS) / DAY_MS) * DAY_MS
  const cursor = /^(-?\d+):(.*)$/s.exec(wanted.after ?? '')
  const at = cursor ? Number(cursor[1]) : ALWAYS_MS
  const of = { dataset_id: Number(dataset_id), class: wanted.state, limit: wanted.limit }
  const order = db.prepare<[number, string], OrderRow>(
    'SELECT * FROM orders WHERE dataset_id = ? AND order_key = ?',
  )
  const purchase = db.prepare<[number], PurchaseRow>('SELECT * FROM purchases WHERE seq = ?')
  if (wanted.state === 'only_tracked') {
    const days = {
      since_day: since_ms / DAY_MS,
      until_day: until_ms / DAY_MS,
      at,
      id: Number(cursor?.[2] ?? 0),
    }
    const rows = db.prepare<object, PurchaseRow>(LIST_QUERIES.purchases).all({ ...of, ...days })
    return rows.map((row) => {
      const its = row.order_key === null ? undefined : order.get(row.dataset_id, row.order_key)
      return {
        ...entryOf(wanted.state, its, row),
        reason: reasons.ofPurchase(row),
        cursor: `${row.day}:${row.seq}`,
      }
    })
  }
  const times = { since_ms, until_ms, at_ms: at, id: cursor?.[2] ?? '' }
  return db
    .prepare<object, OrderRow>(LIST_QUERIES.orders)
    .all({ ...of, ...times })
    .map((row) => {
      const its = row.seq === null ? undefined : purchase.get(row.seq)
      return {
        ...entryOf(wanted.state, row, its),
        reason: reasons.ofOrder(row, its),
        cursor: `${row.at_ms}:${row.order_key}`,
      }
    })
}

const entryOf = (state: OrderClass, order: OrderRow | undefined, purchase: PurchaseRow | undefined) => ({
  state,
  order: order
    ? {
        order_id: order.order_id,
        placed_at_ms: order.at_ms,
        value: amountOf(order.value_e4),
        currency: order.currency,
        status: order.status,
      }
    : null,
  purchase: purchase
    ? {
        event_id: purchase.event_id,
        order_id: purchase.order_id,
        event_time_ms: purchase.at_ms,
        received_at_ms: purchase.received_at_ms,
        value: purchase.value_e4 === null ? null : amountOf(purchase.value_e4),
        currency: purchase.currency,
      }
    : null,
  matched_by: order?.matched_by ?? null,
})
