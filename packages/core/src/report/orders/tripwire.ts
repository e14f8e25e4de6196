import type { DiagnosisCode } from '../diagnosis-codes.js'

/** How many Purchases there must be before they say anything. */
export const TRIPWIRE_SAMPLE_MIN = 20

/** What came and what the shop knows of, in the same 24 whole hours. */
export interface TripwireCounts {
  from_ms: number
  to_ms: number
  /** counted Purchases */
  purchases: number
  /** orders that were paid, refunded ones included */
  orders: number
}
export interface TripwireFinding extends TripwireCounts {
  code: DiagnosisCode
  /** by how much they exceed the orders, in percent; null where there is no order at all */
  excess_percent: number | null
  /** beyond which it is said */
  limit_percent: number
}

/**
 * Whether more Purchases were counted than there are orders.
 * @param counts  null: no orders are known for the last time
 * @param limit_percent  the dataset's orders_tripwire_percent
 */
export function trippedBy(counts: TripwireCounts | null, limit_percent: number): TripwireFinding | null {
  if (counts === null || counts.purchases < TRIPWIRE_SAMPLE_MIN) return null
  const { purchases, orders } = counts
  if (purchases * 100 <= orders * (100 + limit_percent)) return null
  const excess_percent = orders === 0 ? null : Math.round(((purchases - orders) * 1_000) / orders) / 10
  return { code: 'purchases_exceed_orders', ...counts, excess_percent, limit_percent }
}
