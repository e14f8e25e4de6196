import { dayOf } from '../../time.js'
import { type MatchedBy, type Matching, type MatchOrder, type MatchPurchase, matchOrders } from './match.js'
import type { OrderClass } from './order.js'

/** How much a value may differ, in ten-thousandths: 0.01. */
export const TOLERANCE_E4 = 100

/** Of an order: its class and why; the Purchase that it is matched with, or that the reason names. */
export interface OrderOutcome {
  class: Exclude<OrderClass, 'only_tracked'>
  /**
   * both_differs: `value`, `currency` or `value_and_currency`. only_shop: `duplicate_id`, `late` or `nothing_arrived`.
   * excluded: the order's status. both: ''.
   */
  reason: string
  seq: number | null
  by: MatchedBy | null
}
/** Of a Purchase: the order that it is matched with, or that the reason names. */
export interface PurchaseOutcome {
  class: Exclude<OrderClass, 'only_shop'>
  /** only_tracked: `test_order`, `cancelled_order`, `counted_twice`, `late`, `test_event` or `no_order`. excluded: `refunded` */
  reason: string
  order_key: string | null
  /** days since 1970, UTC: its order's where they are matched, so that a pair is not torn apart at midnight */
  day: number
}
export interface Outcomes {
  orders: Map<string, OrderOutcome>
  purchases: Map<number, PurchaseOutcome>
}

/** Puts each order and each Purchase in one class. A function of the sets. */
export function classifyOrders(orders: readonly MatchOrder[], purchases: readonly MatchPurchase[]): Outcomes {
  const matching = matchOrders(orders, purchases)
  const outcomes: Outcomes = { orders: new Map(), purchases: new Map() }
  for (const { order, purchase, by } of matching.pairs) {
    const matched = { seq: purchase.seq, by }
    const tracked = { order_key: order.order_key, day: dayOf(order.at_ms) }
    if (order.status !== 'paid') {
      outcomes.orders.set(order.order_key, { class: 'excluded', reason: order.status, ...matched })
      outcomes.purchases.set(purchase.seq, { ...ofUnpaid(order), ...tracked })
      continue
    }
    const reason = differenceOf(order, purchase)
    const both = { class: reason === '' ? ('both' as const) : ('both_differs' as const), reason }
    outcomes.orders.set(order.order_key, { ...both, ...matched })
    outcomes.purchases.set(purchase.seq, { ...both, ...tracked })
  }
  leftOrders(orders, matching, outcomes)
  leftPurchases(purchases, matching, outcomes)
  return outcomes
}

/** A refunded order's Purchase was right when it was counted; one of a test or of what was never paid is one too many. */
function ofUnpaid({ status }: MatchOrder): Pick<PurchaseOutcome, 'class' | 'reason'> {
  if (status === 'refunded') return { class: 'excluded', reason: 'refunded' }
  return { class: 'only_tracked', reason: status === 'test' ? 'test_order' : 'cancelled_order' }
}

function differenceOf(order: MatchOrder, purchase: MatchPurchase): string {
  const value =
    purchase.value_e4 === null || Math.abs(purchase.value_e4 - order.value_e4) > TOLERANCE_E4 ? ['value'] : []
  const currency = purchase.currency === order.currency ? [] : ['currency']
  return [...value, ...currency].join('_and_')
}

function leftOrders(orders: readonly MatchOrder[], matching: Matching, outcomes: Outcomes): void {
  const is_used = new Set(matching.pairs.map(({ purchase }) => purchase.seq))
  const late = new Map<string, number>()
  for (const { order, purchase } of matching.late)
    if (!is_used.has(purchase.seq) && !late.has(order.order_key)) late.set(order.order_key, purchase.seq)
  for (const { order_key, status, merged_into } of orders) {
    if (outcomes.orders.has(order_key)) continue
    const unmatched = { by: null, seq: null }
    if (status !== 'paid') {
      outcomes.orders.set(order_key, { class: 'excluded', reason: status, ...unmatched })
      continue
    }
    const late_seq = late.get(order_key) ?? null
    const late_reason = late_seq === null ? 'nothing_arrived' : 'late'
    outcomes.orders.set(order_key, {
      class: 'only_shop',
      reason: merged_into === null ? late_reason : 'duplicate_id',
      seq: merged_into ?? late_seq,
      by: null,
    })
  }
}

function leftPurchases(purchases: readonly MatchPurchase[], matching: Matching, outcomes: Outcomes): void {
  const reasons = new Map<number, [reason: string, order_key: string]>()
  const note = (seq: number, reason: string, order_key: string) => {
    if (!reasons.has(seq)) reasons.set(seq, [reason, order_key])
  }
  // What is unmatched and could have been: its order is another's.
  for (const { order, purchase } of matching.named) note(purchase.seq, 'counted_twice', order.order_key)
  for (const { order, purchase } of matching.alike) note(purchase.seq, 'counted_twice', order.order_key)
  for (const { order, purchase } of matching.late) note(purchase.seq, 'late', order.order_key)
  for (const { seq, at_ms, is_test } of purchases) {
    if (outcomes.purchases.has(seq)) continue
    const [reason, order_key] = reasons.get(seq) ?? [is_test ? 'test_event' : 'no_order', null]
    outcomes.purchases.set(seq, { class: 'only_tracked', reason, order_key, day: dayOf(at_ms) })
  }
}
