import { type CountingSettings, DAY_MS, dayOf, identityOf, type OrderStatus } from '@countersign/core'
import {
  classifyOrders,
  groupOf,
  type MatchOrder,
  type MatchPurchase,
  type OrderOutcome,
  type PurchaseOutcome,
} from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { OrderBooks } from './books.js'
import { type Meeting, Neighbours } from './neighbours.js'
import type { StoredOrder } from './order-store.js'
import { purchaseOf } from './purchase-event.js'
import { prepareRematch, type RematchStatements } from './rematch-statements.js'
import { isSame, listed, type OrderRow, orderMeeting, type PurchaseRow, purchaseMeeting } from './rows.js'
import { type Node, ORDER, PURCHASE } from './schema.js'

/** How many events are put together, and how many are matched, in a step. */
const EVENTS_PER_STEP = 500
const MATCHED_PER_STEP = 500

/**
 * Keeps every order and every counted Purchase in its class, a little at a time: what has changed is put together, and
 * whoever could be matched with it, and with those, is matched anew. So the outcome is that of matching all at once.
 */
export class Rematch {
  private readonly neighbours: Neighbours
  private readonly books: OrderBooks
  private readonly statements: RematchStatements

  constructor(
    db: Database.Database,
    private readonly settingsOf: (dataset_id: string) => CountingSettings,
  ) {
    this.neighbours = new Neighbours(db)
    this.books = new OrderBooks(db)
    this.statements = prepareRematch(db)
  }

  /** @returns whether there may be more */
  step(): boolean {
    const seqs = this.statements.staleEvents.all(EVENTS_PER_STEP)
    for (const seq of seqs) this.rebuild(seq)
    let matched = 0
    while (matched < MATCHED_PER_STEP) {
      const node = this.statements.nextStale.get()
      if (!node) return seqs.length === EVENTS_PER_STEP
      matched += this.matchFrom(node)
    }
    return true
  }

  isDone(): boolean {
    return this.statements.nextStale.get() === undefined && this.statements.staleEvents.all(1).length === 0
  }

  /** Takes an order in as the shop tells of it now. */
  putOrder(stored: StoredOrder): void {
    this.removeOrder(stored.dataset_id, stored.order_key)
    const { dataset_id, order_key, order_id, placed_at_ms, value_e4, currency, status } = stored
    const identity = identityOf(stored).join(' ')
    this.statements.putOrder.run(
      ...[dataset_id, order_key, order_id, placed_at_ms, value_e4, currency, status, identity],
    )
    if (isPaid(status)) this.books.hour(dataset_id, placed_at_ms, 'orders', 1)
    const row = this.statements.order.get(dataset_id, order_key)
    if (row) this.neighbours.add(orderMeeting(row))
  }

  removeOrder(dataset_id: number, order_key: string): void {
    const row = this.statements.order.get(dataset_id, order_key)
    if (!row) return
    this.neighbours.remove(orderMeeting(row))
    if (isPaid(row.status)) this.books.hour(dataset_id, row.at_ms, 'orders', -1)
    this.enterOrder(row, -1)
    this.statements.dropOrder.run(dataset_id, order_key)
    this.statements.unstale.run(dataset_id, ORDER, order_key)
  }

  /** Puts an event together anew from its sightings. */
  private rebuild(seq: number): void {
    this.statements.eventDone.run(seq)
    const was = this.statements.purchase.get(seq)
    const sightings = this.statements.sightings.all(seq)
    const [first] = sightings
    const event = first && purchaseOf(seq, sightings, this.settingsOf(String(first.dataset_id)))
    if (was && event && isSame(was, event)) return
    if (was) this.removePurchase(was)
    if (!event) return
    this.statements.putPurchase.run({
      ...event,
      keys: JSON.stringify(event.keys),
      merged_keys: JSON.stringify(event.merged_keys),
      identity: event.identity.join(' '),
    })
    this.books.hour(event.dataset_id, event.at_ms, 'counted', 1)
    const row = this.statements.purchase.get(seq)
    if (row) this.neighbours.add(purchaseMeeting(row))
  }

  private removePurchase(row: PurchaseRow): void {
    this.neighbours.remove(purchaseMeeting(row))
    this.books.hour(row.dataset_id, row.at_ms, 'counted', -1)
    this.enterPurchase(row, -1)
    this.statements.dropPurchase.run(row.seq)
    this.statements.unstale.run(row.dataset_id, PURCHASE, String(row.seq))
  }

  /** Matches all that may be matched with each other, beginning at one of them. @returns how many */
  private matchFrom(start: Node): number {
    const met = new Map<string, Node>([[nameOf(start), start]])
    const orders: OrderRow[] = []
    const purchases: PurchaseRow[] = []
    // A map is gone through in the order in which it grows.
    for (const node of met.values()) {
      this.statements.unstale.run(node.dataset_id, node.kind, node.id)
      const meeting = this.load(node, orders, purchases)
      if (meeting)
        for (const next of this.neighbours.of(meeting))
          if (!met.has(nameOf(next))) met.set(nameOf(next), next)
    }
    const outcomes = classifyOrders(
      orders.map((row) => this.toMatchOrder(row)),
      purchases.map((row) => this.toMatchPurchase(row)),
    )
    for (const row of orders) {
      const outcome = outcomes.orders.get(row.order_key)
      if (outcome) this.setOrder(row, outcome)
    }
    for (const row of purchases) {
      const outcome = outcomes.purchases.get(row.seq)
      if (outcome) this.setPurchase(row, outcome)
    }
    return met.size
  }

  private load(node: Node, orders: OrderRow[], purchases: PurchaseRow[]): Meeting | undefined {
    if (node.kind === ORDER) {
      const row = this.statements.order.get(node.dataset_id, node.id)
      if (row) orders.push(row)
      return row && orderMeeting(row)
    }
    const row = this.statements.purchase.get(Number(node.id))
    if (row) purchases.push(row)
    return row && purchaseMeeting(row)
  }

  private toMatchOrder(row: OrderRow): MatchOrder {
    const { order_key, at_ms, value_e4, currency, status } = row
    const merged_into = this.neighbours.mergedInto(row.dataset_id, order_key)
    return { order_key, at_ms, value_e4, currency, status, identity: this.unshared(row), merged_into }
  }

  private toMatchPurchase(row: PurchaseRow): MatchPurchase {
    const { seq, at_ms, received_at_ms, value_e4, currency } = row
    const keys = JSON.parse(row.keys) as MatchPurchase['keys']
    const is_test = row.is_test === 1
    return { seq, at_ms, received_at_ms, value_e4, currency, keys, identity: this.unshared(row), is_test }
  }

  private unshared({ dataset_id, at_ms, value_e4, currency, identity }: OrderRow | PurchaseRow): string[] {
    if (value_e4 === null || currency === null) return []
    const day = Math.floor(at_ms / DAY_MS)
    return listed(identity).filter(
      (digest) => !this.neighbours.isShared(dataset_id, groupOf(value_e4, currency, digest), day),
    )
  }

  private setOrder(row: OrderRow, outcome: OrderOutcome): void {
    if (
      row.class === outcome.class &&
      row.reason === outcome.reason &&
      row.seq === outcome.seq &&
      row.matched_by === outcome.by
    )
      return
    this.enterOrder(row, -1)
    this.statements.setOrder.run(
      outcome.class,
      outcome.reason,
      outcome.seq,
      outcome.by,
      row.dataset_id,
      row.order_key,
    )
    this.enterOrder({ ...row, class: outcome.class, reason: outcome.reason }, 1)
  }

  private setPurchase(row: PurchaseRow, outcome: PurchaseOutcome): void {
    const { class: is, reason, order_key, day } = outcome
    if (row.class === is && row.reason === reason && row.order_key === order_key && row.day === day) return
    this.enterPurchase(row, -1)
    this.statements.setPurchase.run(is, reason, order_key, day, row.seq)
    this.enterPurchase({ ...row, class: is, reason, day }, 1)
  }

  private enterOrder(row: OrderRow, by: 1 | -1): void {
    const { dataset_id, at_ms, currency, value_e4 } = row
    if (row.class === null) return
    const cell = { dataset_id, day: dayOf(at_ms), class: row.class, reason: row.reason ?? '', currency }
    this.books.order(cell, value_e4, by)
  }

  private enterPurchase(row: PurchaseRow, by: 1 | -1): void {
    const { dataset_id, day, currency, value_e4 } = row
    if (row.class === null || day === null) return
    const cell = { dataset_id, day, class: row.class, reason: row.reason ?? '', currency: currency ?? '' }
    this.books.purchase(cell, value_e4 ?? 0, by)
  }
}

const isPaid = (status: OrderStatus): boolean => status === 'paid' || status === 'refunded'
const nameOf = ({ dataset_id, kind, id }: Node): string => `${dataset_id} ${kind} ${id}`
