import { DAY_MS, HOUR_MS } from '../../time.js'
import type { OrderStatus } from './order.js'
import type { PurchaseKey } from './order-key.js'
import { groupOf } from './shared.js'

/** How far a Purchase's receipt and its order may lie apart: Meta takes no older event. @source reference 5.3 */
export const KEY_WINDOW_MS = 7 * DAY_MS
/** The same for a pair that no order id ties. */
export const IDENTITY_WINDOW_MS = 2 * HOUR_MS
/** How many Purchases that name one order are looked at, the surest and first of them. */
export const PURCHASES_PER_KEY = 100

/** An order, as far as it is matched by. */
export interface MatchOrder {
  order_key: string
  /** when it was placed */
  at_ms: number
  value_e4: number
  currency: string
  status: OrderStatus
  identity: readonly string[]
  /** the counted event that a Purchase with this order's id was merged into, which itself names another; null: none */
  merged_into: number | null
}

/** A counted Purchase, as far as it is matched by. */
export interface MatchPurchase {
  /** its anchor's place in the journal */
  seq: number
  /** event_time */
  at_ms: number
  received_at_ms: number
  /** null: it has none that is a number */
  value_e4: number | null
  currency: string | null
  keys: readonly PurchaseKey[]
  identity: readonly string[]
  /** it came with a test_event_code */
  is_test: boolean
}

export type MatchedBy = 'order_id' | 'event_id' | 'identity'
export interface MatchedPair {
  order: MatchOrder
  purchase: MatchPurchase
  by: MatchedBy
}

/** Who could have been matched: what reasons are found by. */
export interface Matching {
  pairs: MatchedPair[]
  /** of the same key, in time */
  named: Candidate[]
  /** of the same key, received too late */
  late: Candidate[]
  /** of the same value and identity, in time */
  alike: Candidate[]
}
interface Candidate {
  order: MatchOrder
  purchase: MatchPurchase
  rank: number
}

/**
 * Says which Purchase is which order's. Each is used once, and the order in which they are given does not matter:
 * 1. by order id: `custom_data.order_id` before an event_id that is the order's id or holds it, the first received first,
 *    within KEY_WINDOW_MS of the order;
 * 2. those left: of the same value (to hundredths) and currency, within IDENTITY_WINDOW_MS, sharing a digest of email,
 *    phone or external_id: paid orders first, then the nearest in time, then the first received.
 * @param orders  each order_key once
 * @param purchases  each seq once; identities that too many share are taken out (`withoutShared`)
 */
export function matchOrders(orders: readonly MatchOrder[], purchases: readonly MatchPurchase[]): Matching {
  const { named, late } = byKey(orders, purchases)
  const pairs: MatchedPair[] = []
  const used = { orders: new Set<string>(), purchases: new Set<number>() }
  const take = ({ order, purchase }: Candidate, by: MatchedBy) => {
    if (used.orders.has(order.order_key) || used.purchases.has(purchase.seq)) return
    used.orders.add(order.order_key)
    used.purchases.add(purchase.seq)
    pairs.push({ order, purchase, by })
  }
  for (const candidate of named.sort(bySurety))
    take(candidate, candidate.rank === 0 ? 'order_id' : 'event_id')
  const alike = byIdentity(orders, purchases)
  for (const candidate of alike.sort(byNearness)) take(candidate, 'identity')
  return { pairs, named, late: late.sort(bySurety), alike }
}

function byKey(orders: readonly MatchOrder[], purchases: readonly MatchPurchase[]) {
  const of_key = new Map<string, { purchase: MatchPurchase; rank: number }[]>()
  for (const purchase of purchases)
    for (const { key, rank } of purchase.keys) append(of_key, key, { purchase, rank })
  const named: Candidate[] = []
  const late: Candidate[] = []
  for (const order of orders) {
    const all = of_key.get(order.order_key)?.map((named) => ({ ...named, order })) ?? []
    for (const candidate of all.sort(bySurety).slice(0, PURCHASES_PER_KEY)) {
      const after_ms = candidate.purchase.received_at_ms - order.at_ms
      if (Math.abs(after_ms) <= KEY_WINDOW_MS) named.push(candidate)
      else if (after_ms > 0) late.push(candidate)
    }
  }
  return { named, late }
}

function byIdentity(orders: readonly MatchOrder[], purchases: readonly MatchPurchase[]): Candidate[] {
  const of_group = new Map<string, MatchPurchase[]>()
  for (const purchase of purchases) for (const group of groupsOf(purchase)) append(of_group, group, purchase)
  return orders.flatMap((order) => {
    const found = new Set(groupsOf(order).flatMap((group) => of_group.get(group) ?? []))
    return [...found]
      .filter((purchase) => Math.abs(purchase.at_ms - order.at_ms) <= IDENTITY_WINDOW_MS)
      .map((purchase) => ({ order, purchase, rank: 0 }))
  })
}

const groupsOf = ({ value_e4, currency, identity }: MatchOrder | MatchPurchase): string[] =>
  value_e4 === null || currency === null ? [] : identity.map((digest) => groupOf(value_e4, currency, digest))

const bySurety = (a: Candidate, b: Candidate): number => a.rank - b.rank || byReceipt(a, b)

function byNearness(a: Candidate, b: Candidate): number {
  const unpaid = ({ order }: Candidate) => (order.status === 'paid' ? 0 : 1)
  const apart_ms = ({ order, purchase }: Candidate) => Math.abs(order.at_ms - purchase.at_ms)
  return unpaid(a) - unpaid(b) || apart_ms(a) - apart_ms(b) || byReceipt(a, b)
}

const byReceipt = (a: Candidate, b: Candidate): number =>
  a.purchase.received_at_ms - b.purchase.received_at_ms ||
  a.purchase.seq - b.purchase.seq ||
  (a.order.order_key < b.order.order_key ? -1 : a.order.order_key > b.order.order_key ? 1 : 0)

function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
