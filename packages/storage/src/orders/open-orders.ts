import { join } from 'node:path'
import { DAY_MS, dayOf, type Order, type TripwireFinding } from '@countersign/core'
import Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { countingSettings, defaultSettings } from '../configuration/settings.js'
import { FeedRunner } from '../feed/feed-runner.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { flush } from '../keep/flush.js'
import { type DataLock, type DataPaths, lockOrders } from '../process/data-directory.js'
import { dropOldRows, eraseRows } from './keep.js'
import { listOrders, type OrderEntry, type OrdersWanted } from './list.js'
import { openOrderStore } from './order-store.js'
import { OrdersFold } from './orders-fold.js'
import { readTripwire } from './read-tripwire.js'
import { Reasons } from './reasons.js'
import { Rematch } from './rematch.js'
import { type OrdersReport, type Period, readOrdersReport } from './report.js'

/** How many orders are taken in in a step. */
const ORDERS_PER_STEP = 500
/** How often it looks for what is past its time. */
const OLD_LOOK_MS = 600_000

export const ordersFoldFile = (paths: DataPaths): string => join(paths.folds, 'orders.db')

/** All that reconciling holds open in a data directory. */
export interface OpenOrders {
  /**
   * Reads on in the feed and in the shop's orders, and matches what has changed. One process at a time does: another's
   * step does nothing until it is closed.
   * @returns whether there may be more
   */
  step(): boolean
  /** Whether something that was counted, or an order that was told of, is not in the answers yet. */
  isBehind(): boolean
  addOrders(dataset_id: string, orders: readonly Order[]): { added: number; changed: number }
  report(dataset_id: string, period: Period): OrdersReport
  /** of a class, newest first, with the reason of each */
  orders(dataset_id: string, wanted: OrdersWanted): OrderEntry[]
  /** Whether more Purchases were counted than there are orders, by the dataset's setting; null: no, or it cannot be said. */
  tripwire(dataset_id: string, now_ms: number): TripwireFinding | null
  /** Takes out a page of what is past its time, or of a deleted dataset's. @returns whether there may be more */
  keepHouse(now_ms: number): boolean
  close(): void
}

export function openOrders(paths: DataPaths, configuration: Configuration): OpenOrders {
  const journal = openJournalReader(paths.journal)
  const facts = new Database(paths.facts, { readonly: true })
  facts.pragma('busy_timeout = 5000')
  const runner = new FeedRunner(ordersFoldFile(paths), new OrdersFold(), facts, journal)
  const { db } = runner
  db.pragma('busy_timeout = 5000')
  db.pragma('secure_delete = ON')
  const store = openOrderStore(paths.orders)
  const settingsOf = (dataset_id: string) =>
    countingSettings(configuration.dataset(dataset_id)?.settings ?? defaultSettings())
  const rematch = new Rematch(db, settingsOf)
  const reasons = new Reasons(db, store, configuration)
  const read = db.prepare<[], { store_id: string; version: number }>(
    'SELECT store_id, version FROM orders_read',
  )
  const setRead = db.prepare('UPDATE orders_read SET store_id = ?, version = ?')
  let lock: DataLock | undefined
  let old_ms = 0
  let version = Number.NaN
  let was_erasing = false

  const readTo = () => read.get() ?? { store_id: '', version: 0 }
  /** The file was read before, and has lost nothing since: an older copy of it, or another, is read from its beginning. */
  const isSameFile = () => {
    const [known, mark] = [readTo(), store.mark()]
    return known.store_id === mark.store_id && known.version <= mark.version
  }

  function beginOrdersAgain(): void {
    const page = db.prepare<[number], { dataset_id: number; order_key: string }>(
      'SELECT dataset_id, order_key FROM orders LIMIT ?',
    )
    runner.inStep(() => {
      const rows = page.all(ORDERS_PER_STEP)
      for (const { dataset_id, order_key } of rows) rematch.removeOrder(dataset_id, order_key)
      if (rows.length < ORDERS_PER_STEP) setRead.run(store.mark().store_id, 0)
    })
  }

  function takeOrders(): boolean {
    if (!isSameFile()) {
      beginOrdersAgain()
      return true
    }
    const { store_id, version } = readTo()
    const orders = store.after(version, ORDERS_PER_STEP)
    const last = orders.at(-1)
    if (!last) return false
    runner.inStep(() => {
      for (const order of orders) rematch.putOrder(order)
      setRead.run(store_id, last.version)
    })
    return true
  }

  function matchSome(): boolean {
    if (rematch.isDone()) return false
    runner.inStep(() => void rematch.step())
    return true
  }

  /** @returns false where another process does the work */
  function hold(): boolean {
    lock ??= lockOrders(paths)
    return lock !== undefined
  }

  return {
    step: () => hold() && (runner.step() || takeOrders() || matchSome()),
    isBehind: () =>
      runner.cursor() < runner.end().change_id ||
      !runner.isBackfilled() ||
      !isSameFile() ||
      store.after(readTo().version, 1).length > 0 ||
      !rematch.isDone(),
    addOrders: (dataset_id, orders) => store.add(dataset_id, orders),
    report: (dataset_id, period) => readOrdersReport(db, dataset_id, period),
    orders: (dataset_id, wanted) => listOrders(db, dataset_id, wanted, reasons),
    tripwire: (dataset_id, now_ms) => readTripwire(db, configuration, dataset_id, now_ms),
    keepHouse(now_ms) {
      // Something was changed: a dataset may have been deleted.
      if (configuration.version() !== version) old_ms = 0
      version = configuration.version()
      if (now_ms < old_ms || !hold()) return false
      const datasets = configuration.datasets()
      const is_erasing = eraseRows(
        db,
        datasets.map(({ id }) => id),
      )
      was_erasing ||= is_erasing
      if (is_erasing) return true
      if (was_erasing) was_erasing = !flush(db)
      for (const { id, settings } of datasets) {
        const before_ms = now_ms - settings.retention_events_days * DAY_MS
        if (store.dropOld(id, dayOf(before_ms) * DAY_MS) || dropOldRows(db, id, dayOf(before_ms))) return true
      }
      old_ms = now_ms + OLD_LOOK_MS
      return false
    },
    close() {
      runner.close()
      store.close()
      facts.close()
      journal.close()
      lock?.release()
    },
  }
}
