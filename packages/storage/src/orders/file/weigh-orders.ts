import { type Order, orderKey } from '@countersign/core'
import { isSameOrder, type OrderStore } from '../order-store.js'
import type { TakeOrdersIn } from './import-orders.js'

/** Says of orders, page by page, what taking them in would change. Nothing is written. */
export function weighOrders(store: Pick<OrderStore, 'order'>, dataset_id: string): TakeOrdersIn {
  /** What a file has said so far: it may name an order twice. */
  const said = new Map<string, Order>()
  return (orders) => {
    const sum = { added: 0, changed: 0 }
    for (const order of orders) {
      const key = orderKey(order.order_id)
      if (key === null) continue
      const known = said.get(key) ?? store.order(dataset_id, key)
      said.set(key, order)
      if (known && isSameOrder(known, order)) continue
      sum[known ? 'changed' : 'added'] += 1
    }
    return sum
  }
}
