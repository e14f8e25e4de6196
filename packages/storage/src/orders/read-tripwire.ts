import { DAY_MS, HOUR_MS } from '@countersign/core'
import { type TripwireCounts, type TripwireFinding, trippedBy } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { hourOf } from '../fold/port.js'

/** How old the newest order may be for the last hours to be compared. */
const TRIPWIRE_FRESH_MS = 2 * DAY_MS
const TRIPWIRE_HOURS = 24

/** Whether more Purchases were counted than there are orders, by the dataset's setting. */
export function readTripwire(
  db: Database.Database,
  configuration: Pick<Configuration, 'dataset'>,
  dataset_id: string,
  now_ms: number,
): TripwireFinding | null {
  const dataset = configuration.dataset(dataset_id)
  if (!dataset) return null
  return trippedBy(readCounts(db, dataset_id, now_ms), dataset.settings.orders_tripwire_percent)
}

/** When the newest order was placed; null where none is known. */
export function newestOrder(db: Database.Database, dataset_id: string, now_ms: number): number | null {
  const newest = db
    .prepare<[number, number], number | null>(
      'SELECT max(at_ms) FROM orders WHERE dataset_id = ? AND at_ms <= ?',
    )
    .pluck()
    .get(Number(dataset_id), now_ms)
  return newest ?? null
}

/**
 * The last 24 whole hours of which the shop's orders are known: up to the hour of its newest order.
 * @returns null where that is days ago, or there is none: then nothing can be said
 */
function readCounts(db: Database.Database, dataset_id: string, now_ms: number): TripwireCounts | null {
  const newest = newestOrder(db, dataset_id, now_ms)
  if (newest === null || now_ms - newest > TRIPWIRE_FRESH_MS) return null
  const to = hourOf(newest)
  const from = to - TRIPWIRE_HOURS
  const sum = db
    .prepare<[number, number, number, string], number>(
      'SELECT coalesce(sum(count), 0) FROM hours WHERE dataset_id = ? AND hour >= ? AND hour < ? AND what = ?',
    )
    .pluck()
  const of = (what: string) => sum.get(Number(dataset_id), from, to, what) ?? 0
  return { from_ms: from * HOUR_MS, to_ms: to * HOUR_MS, purchases: of('counted'), orders: of('orders') }
}
