import type { RowDialect } from '@countersign/core/report'
import type { OrderStore } from '../order-store.js'
import { importOrders, type OrdersImported } from './import-orders.js'
import { bytesSource } from './orders-source.js'
import { OrdersUnreadable } from './read-orders.js'
import { weighOrders } from './weigh-orders.js'

/** How a file that was sent is to be read, and whether anything is written. */
export interface OrdersGiven {
  dialect: RowDialect
  skip_bad: boolean
  /** nothing is written: what would be taken, bad rows left out */
  is_dry_run: boolean
}
/** Why a file cannot be read as a whole. It goes on after its name. */
interface Unreadable {
  unreadable: string
  line: number | null
}
export type OrdersTaken = OrdersImported | Unreadable

/** Takes in the orders of a file that was sent, or says what that would change. */
export async function takeOrdersFile(
  store: OrderStore,
  dataset_id: string,
  bytes: Uint8Array,
  { dialect, skip_bad, is_dry_run }: OrdersGiven,
): Promise<OrdersTaken> {
  const take = is_dry_run
    ? weighOrders(store, dataset_id)
    : (orders: Parameters<OrderStore['add']>[1]) => store.add(dataset_id, orders)
  try {
    return await importOrders(bytesSource(bytes), take, { dialect, skip_bad: skip_bad || is_dry_run })
  } catch (error) {
    if (error instanceof OrdersUnreadable) return { unreadable: error.says, line: error.line }
    throw error
  }
}
