import { join } from 'node:path'
import type { Order } from '@countersign/core'
import type { TripwireFinding } from '@countersign/core/report'
import type { Configuration } from '../configuration/port.js'
import { countingSettings, defaultSettings } from '../configuration/settings.js'
import { FeedRunner } from '../feed/feed-runner.js'
import { rowsBehind } from '../feed/rows-behind.js'
import { LONG_STEP, openSharedReading, type SharedReading } from '../feed/shared-reading.js'
import { type DataLock, type DataPaths, lockOrders } from '../process/data-directory.js'
import { OrdersKeeper } from './keep-house.js'
import { listOrders, type OrderEntry, type OrdersWanted } from './list.js'
import { openOrderStore } from './order-store.js'
import { OrdersFold } from './orders-fold.js'
import { readTripwire } from './read-tripwire.js'
import { Reasons } from './reasons.js'
import { Rematch } from './rematch.js'
import { type OrdersReport, type Period, readOrdersReport } from './report.js'
import { TakeOrders } from './take-orders.js'

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
  /** A number that is another one when another process or connection has written since: a sign that it goes on. */
  writtenByOthers(): number
  /** how many journal rows it has not been told of */
  behind(): number
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

/** @param shared  absent: it reads by itself */
export function openOrders(
  paths: DataPaths,
  configuration: Configuration,
  shared?: SharedReading,
): OpenOrders {
  const reading = shared ?? openSharedReading(paths)
  const { facts, journal, rows } = reading
  const runner = new FeedRunner(ordersFoldFile(paths), new OrdersFold(), facts, journal, rows, LONG_STEP)
  const { db } = runner
  db.pragma('secure_delete = ON')
  const store = openOrderStore(paths.orders)
  const settingsOf = (dataset_id: string) =>
    countingSettings(configuration.dataset(dataset_id)?.settings ?? defaultSettings())
  const rematch = new Rematch(db, settingsOf)
  const orders = new TakeOrders(runner, store, rematch)
  const reasons = new Reasons(db, store, configuration)
  const keeper = new OrdersKeeper(db, store, configuration)
  let lock: DataLock | undefined

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
    step: () => hold() && (runner.step() || orders.step() || matchSome()),
    isBehind: () =>
      runner.cursor() < runner.end().change_id ||
      !runner.isBackfilled() ||
      !orders.isDone() ||
      !rematch.isDone(),
    writtenByOthers: () => db.pragma('data_version', { simple: true }) as number,
    behind: () => rowsBehind(db, facts, journal),
    addOrders: (dataset_id, orders) => store.add(dataset_id, orders),
    report: (dataset_id, period) => readOrdersReport(db, dataset_id, period),
    orders: (dataset_id, wanted) => listOrders(db, dataset_id, wanted, reasons),
    tripwire: (dataset_id, now_ms) => readTripwire(db, configuration, dataset_id, now_ms),
    keepHouse: (now_ms) => keeper.isTimeToLook(now_ms) && hold() && keeper.step(now_ms),
    close() {
      runner.close()
      store.close()
      if (!shared) reading.close()
      lock?.release()
    },
  }
}
