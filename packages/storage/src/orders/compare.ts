import { DAY_MS } from '@countersign/core'
import type { OrdersCompared } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { newestOrder } from './read-tripwire.js'
import { readOrdersReport } from './report.js'

/** What guided checks look at. @source core's Evidence */
const COMPARED_DAYS = 7
/** How many orders whose value differs are looked into: beyond them, a hundredfold value is there or is not. */
const DIFFERS_LOOKED_AT = 1_000

export const HUNDREDFOLD_QUERY = `SELECT count(*) FROM (
    SELECT o.value_e4 AS shop, p.value_e4 AS tracked FROM orders o JOIN purchases p ON p.seq = o.seq
    WHERE o.dataset_id = :dataset_id AND o.class = 'both_differs' AND o.at_ms >= :since_ms
    ORDER BY o.at_ms DESC LIMIT ${DIFFERS_LOOKED_AT}
  ) WHERE shop > 0 AND (tracked = shop * 100 OR tracked * 100 = shop)`

/**
 * The shop's orders beside counted Purchases, over the last days, up to the day of its newest order: what is not known yet
 * is not missing. Of the values that differ the newest thousand are looked into.
 * @returns null where no order of these days is known
 */
export function compareOrders(
  db: Database.Database,
  dataset_id: string,
  now_ms: number,
): OrdersCompared | null {
  const since_ms = now_ms - COMPARED_DAYS * DAY_MS
  const newest = newestOrder(db, dataset_id, now_ms)
  if (newest === null || newest < since_ms) return null
  const report = readOrdersReport(db, dataset_id, { since_ms, until_ms: newest + 1 })
  const hundredfold = db
    .prepare<object, number>(HUNDREDFOLD_QUERY)
    .pluck()
    .get({ dataset_id: Number(dataset_id), since_ms })
  return {
    orders: report.shop,
    only_shop: report.only_shop,
    only_tracked: report.only_tracked,
    differs: report.both_differs,
    reasons: Object.entries(report.reasons.only_shop ?? {}).map(([reason, orders]) => ({ reason, orders })),
    hundredfold: hundredfold ?? 0,
  }
}
