import { amountOf, DAY_MS, dayOf } from '@countersign/core'
import { accuracyOf, type OrderCounts, percent } from '@countersign/core/report'
import type Database from 'better-sqlite3'

/** From when on, and up to when (exclusive); whole days, UTC. null: all. */
export interface Period {
  since_ms: number | null
  until_ms: number | null
}

/** How many of a day, or of all days: orders as the shop has them, Purchases as they were counted. */
export interface Reconciled extends OrderCounts {
  /** paid orders: both, both_differs and only_shop together */
  shop: number
  /** counted Purchases: both, both_differs and only_tracked together */
  tracked: number
  only_tracked: number
  /** orders that are not compared: cancelled, refunded, tests; and the Purchases of refunded ones */
  excluded: number
  excluded_purchases: number
  /** orders that were counted as they are, in percent of `shop`; null where it is 0 */
  accuracy_percent: number | null
}
export interface ReconciledValue {
  /** of paid orders */
  shop: number
  /** of counted Purchases */
  tracked: number
  /** of orders that were counted as they are */
  both: number
  accuracy_percent: number | null
}
export interface OrdersReport extends Reconciled {
  dataset_id: string
  since_ms: number | null
  until_ms: number | null
  /** by currency */
  value: { [currency: string]: ReconciledValue }
  /** by class, how many of each reason */
  reasons: { [order_class: string]: { [reason: string]: number } }
  days: (Reconciled & { day: string })[]
}

interface DayRow {
  day: number
  class: string
  reason: string
  currency: string
  orders: number
  purchases: number
  order_value_e4: number
  purchase_value_e4: number
}

export const REPORT_QUERY = 'SELECT * FROM days WHERE dataset_id = ? AND day >= ? AND day < ? ORDER BY day'

/**
 * Sums the books of a period: rows by day, never orders.
 * @param db  undefined: nothing was ever reconciled
 */
export function readOrdersReport(
  db: Database.Database | undefined,
  dataset_id: string,
  period: Period,
): OrdersReport {
  const from = period.since_ms === null ? -1e9 : dayOf(period.since_ms)
  const to = period.until_ms === null ? 1e9 : Math.ceil(period.until_ms / DAY_MS)
  const rows = db?.prepare<number[], DayRow>(REPORT_QUERY).all(Number(dataset_id), from, to) ?? []
  const all = emptyCounts()
  const days = new Map<number, Reconciled>()
  const value = new Map<string, { shop: number; tracked: number; both: number }>()
  const reasons = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const of_day = days.get(row.day) ?? emptyCounts()
    days.set(row.day, of_day)
    for (const counts of [all, of_day]) count(counts, row)
    addValue(value, row)
    if (row.reason === '') continue
    const of_class = reasons.get(row.class) ?? new Map<string, number>()
    reasons.set(row.class, of_class)
    const found = row.class === 'only_tracked' ? row.purchases : row.orders
    of_class.set(row.reason, (of_class.get(row.reason) ?? 0) + found)
  }
  return {
    dataset_id,
    since_ms: period.since_ms === null ? null : from * DAY_MS,
    until_ms: period.until_ms === null ? null : to * DAY_MS,
    ...withAccuracy(all),
    value: Object.fromEntries([...value].map(([currency, sums]) => [currency, withPercent(sums)])),
    reasons: Object.fromEntries([...reasons].map(([of, found]) => [of, Object.fromEntries(found)])),
    days: [...days].map(([day, counts]) => ({
      day: new Date(day * DAY_MS).toISOString().slice(0, 10),
      ...withAccuracy(counts),
    })),
  }
}

function count(into: Reconciled, { class: is, orders, purchases }: DayRow): void {
  if (is === 'excluded') {
    into.excluded += orders
    into.excluded_purchases += purchases
    return
  }
  into.shop += orders
  into.tracked += purchases
  if (is === 'only_tracked') into.only_tracked += purchases
  if (is === 'both' || is === 'both_differs' || is === 'only_shop') into[is] += orders
}

function addValue(value: Map<string, { shop: number; tracked: number; both: number }>, row: DayRow): void {
  if (row.class === 'excluded' || row.currency === '') return
  const sums = value.get(row.currency) ?? { shop: 0, tracked: 0, both: 0 }
  value.set(row.currency, sums)
  sums.shop += row.order_value_e4
  sums.tracked += row.purchase_value_e4
  if (row.class === 'both') sums.both += row.order_value_e4
}

const withPercent = ({
  shop,
  tracked,
  both,
}: {
  shop: number
  tracked: number
  both: number
}): ReconciledValue => ({
  shop: amountOf(shop),
  tracked: amountOf(tracked),
  both: amountOf(both),
  accuracy_percent: shop === 0 ? null : percent(both, shop),
})

const withAccuracy = (counts: Reconciled): Reconciled => ({ ...counts, accuracy_percent: accuracyOf(counts) })

const emptyCounts = (): Reconciled => ({
  shop: 0,
  tracked: 0,
  both: 0,
  both_differs: 0,
  only_shop: 0,
  only_tracked: 0,
  excluded: 0,
  excluded_purchases: 0,
  accuracy_percent: null,
})
