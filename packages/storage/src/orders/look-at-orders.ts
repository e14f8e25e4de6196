import { existsSync } from 'node:fs'
import type { OrdersCompared, TripwireFinding } from '@countersign/core/report'
import type { Configuration } from '../configuration/port.js'
import { openFoldFile } from '../feed/fold-file.js'
import { rowsBehind } from '../feed/rows-behind.js'
import { openFacts } from '../feed/shared-reading.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import type { DataPaths } from '../process/data-directory.js'
import { compareOrders } from './compare.js'
import { findOrder, type OrderFound } from './find.js'
import { listOrders, type OrderEntry, type OrdersWanted } from './list.js'
import { ordersFoldFile } from './open-orders.js'
import { openOrderStore } from './order-store.js'
import { readTripwire } from './read-tripwire.js'
import { Reasons } from './reasons.js'
import { type OrdersReport, type Period, readOrdersReport } from './report.js'
import { ORDERS_FOLD_MIGRATIONS } from './schema.js'

/** What was reconciled, for whoever asks beside the one who reconciles. */
export interface OrdersLook {
  report(dataset_id: string, period: Period): OrdersReport
  /** of a class, newest first, with the reason of each */
  orders(dataset_id: string, wanted: OrdersWanted): OrderEntry[]
  /** by its id @returns undefined where neither the shop nor a Purchase has named it */
  found(dataset_id: string, order_id: string): OrderFound | undefined
  /** the last 7 days; null where no order of them is known */
  compared(dataset_id: string, now_ms: number): OrdersCompared | null
  tripwire(dataset_id: string, now_ms: number): TripwireFinding | null
  /** how many journal rows are not in the answers yet */
  behind(): number
  /** whether orders or Purchases are known that are still to be matched */
  isMatching(): boolean
  close(): void
}

/** @returns undefined where nothing was reconciled yet */
export function lookAtOrders(paths: DataPaths, configuration: Configuration): OrdersLook | undefined {
  if (!existsSync(paths.facts)) return undefined
  const db = openFoldFile(ordersFoldFile(paths), ORDERS_FOLD_MIGRATIONS)
  if (!db) return undefined
  const facts = openFacts(paths)
  const journal = openJournalReader(paths.journal)
  const store = openOrderStore(paths.orders)
  const reasons = new Reasons(db, store, configuration)
  const read = db.prepare<[], number>('SELECT version FROM orders_read').pluck()
  const stale = db
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM stale) OR EXISTS (SELECT 1 FROM stale_events)')
    .pluck()
  return {
    report: (dataset_id, period) => readOrdersReport(db, dataset_id, period),
    orders: (dataset_id, wanted) => listOrders(db, dataset_id, wanted, reasons),
    found: (dataset_id, order_id) => findOrder(db, dataset_id, order_id),
    compared: (dataset_id, now_ms) => compareOrders(db, dataset_id, now_ms),
    tripwire: (dataset_id, now_ms) => readTripwire(db, configuration, dataset_id, now_ms),
    behind: () => rowsBehind(db, facts, journal),
    isMatching: () => stale.get() === 1 || store.after(read.get() ?? 0, 1).length > 0,
    close() {
      for (const opened of [db, facts, journal, store]) opened.close()
    },
  }
}
