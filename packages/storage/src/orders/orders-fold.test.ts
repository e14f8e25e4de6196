import { COUNTING_DEFAULTS, dayOf, identityOf, type Order, orderKey } from '@countersign/core'
import { classifyOrders, type MatchPurchase, withoutShared } from '@countersign/core/report'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Told } from '../feed/port.js'
import type { SightingRow } from '../fold/port.js'
import { migrate } from '../migrate.js'
import { sightingLine } from '../process/data.fixture.js'
import type { StoredOrder } from './order-store.js'
import { OrdersFold } from './orders-fold.js'
import { type PurchaseSighting, purchaseOf } from './purchase-event.js'
import { Rematch } from './rematch.js'
import { ORDERS_FOLD_MIGRATIONS } from './schema.js'

const DATASET = '100000000000001'
const NOW_S = 1_795_435_200
const NOW_MS = NOW_S * 1_000
type ToldSighting = Extract<Told, { kind: 'sighting' }>

interface Given {
  seq: number
  event_seq: number
  minute: number
  order_id: string | null
  event_id: string | null
  value: number
  em: string | null
}

/** A Purchase of its own where event_seq is seq, else a duplicate. */
function toldOf({ seq, event_seq, minute, order_id, event_id, value, em }: Given): ToldSighting {
  const line = sightingLine(DATASET, seq % 2 === 0 ? 'browser' : 'server', event_id, {
    event_time: NOW_S + minute * 60,
    user_data: em === null ? {} : { em: [digest(em)] },
    custom_data: { value, currency: 'USD', ...(order_id === null ? {} : { order_id }) },
  })
  const row: SightingRow = {
    seq,
    dataset_id: DATASET,
    received_at_ms: NOW_MS + minute * 60_000 + seq,
    channel: line.channel,
    name_id: 1,
    sighting_id: null,
    verdict: seq === event_seq ? 'counted' : 'duplicate',
    method: seq === event_seq ? null : 'event_id',
    event_seq,
    opens: true,
    value: String(value),
    currency: 'USD',
    browser: true,
    server: true,
    shown_seq: null,
  }
  return { kind: 'sighting', row, line, was: null }
}
const digest = (letter: string): string => letter.repeat(64)

const orderOf = (
  given: Pick<Given, 'minute' | 'value' | 'em'> & { id: string; status: Order['status'] },
): Order => ({
  order_id: given.id,
  placed_at_ms: NOW_MS + given.minute * 60_000,
  value_e4: given.value * 10_000,
  currency: 'USD',
  status: given.status,
  em: given.em === null ? null : digest(given.em),
  ph: null,
  external_id: null,
})

type Act =
  | { kind: 'tell'; given: Given }
  | { kind: 'forget' | 'clear'; seq: number }
  | { kind: 'lost' }
  | { kind: 'order'; order: Order }
  | { kind: 'step' }
  | { kind: 'restart' }

/** The fold in a file's place, and beside it all that it was told, to compute from it what must come out. */
class Scene {
  readonly db = new Database(':memory:')
  private fold = new OrdersFold()
  private rematch: Rematch
  private readonly told = new Map<number, ToldSighting>()
  private readonly orders = new Map<string, Order>()

  constructor() {
    migrate(this.db, ORDERS_FOLD_MIGRATIONS, 'orders')
    this.rematch = new Rematch(this.db, () => COUNTING_DEFAULTS)
  }

  do(act: Act): void {
    if (act.kind === 'tell') {
      const told = toldOf(act.given)
      this.fold.take(told, this.db)
      this.told.set(told.row.seq, told)
    } else if (act.kind === 'forget') {
      this.fold.forget(DATASET, act.seq, this.db)
      this.told.delete(act.seq)
    } else if (act.kind === 'clear' || act.kind === 'lost') {
      const from = act.kind === 'clear' ? act.seq : 0
      if (act.kind === 'clear') this.fold.clear(DATASET, from, this.db)
      else this.fold.lost(0, 0, this.db)
      for (const seq of [...this.told.keys()]) if (seq >= from) this.told.delete(seq)
    } else if (act.kind === 'order') {
      const order_key = orderKey(act.order.order_id) ?? ''
      const stored: StoredOrder = { ...act.order, dataset_id: Number(DATASET), order_key, version: 1 }
      this.rematch.putOrder(stored)
      this.orders.set(order_key, act.order)
    } else if (act.kind === 'step') this.rematch.step()
    else {
      this.fold = new OrdersFold()
      this.rematch = new Rematch(this.db, () => COUNTING_DEFAULTS)
    }
  }

  settle(): void {
    while (this.rematch.step());
    expect(this.rematch.isDone()).toBe(true)
  }

  /** What the tables say. */
  held() {
    return {
      orders: this.db
        .prepare('SELECT order_key, class, reason, seq, matched_by FROM orders ORDER BY order_key')
        .all(),
      purchases: this.db
        .prepare('SELECT seq, class, reason, order_key, day FROM purchases ORDER BY seq')
        .all(),
      days: this.db
        .prepare(
          'SELECT day, class, reason, orders, purchases, order_value_e4, purchase_value_e4 FROM days ORDER BY 1, 2, 3',
        )
        .all(),
      hours: this.db.prepare('SELECT hour, what, count FROM hours ORDER BY 1, 2').all(),
    }
  }

  /** The same from all that was told, at once. */
  naive() {
    const sightings = [...this.told.values()].map(sightingOf)
    const anchors = sightings.filter(({ seq, event_seq }) => seq === event_seq)
    const merged = new Map<string, number>()
    const all_purchases: MatchPurchase[] = anchors.flatMap(({ seq }) => {
      const event = purchaseOf(
        seq,
        sightings.filter((s) => s.event_seq === seq),
        COUNTING_DEFAULTS,
      )
      if (!event) return []
      for (const key of event.merged_keys) merged.set(key, Math.min(seq, merged.get(key) ?? seq))
      return [{ ...event, is_test: false }]
    })
    const all_orders = [...this.orders].map(([order_key, order]) => ({
      order_key,
      at_ms: order.placed_at_ms,
      value_e4: order.value_e4,
      currency: order.currency,
      status: order.status,
      identity: identityOf(order),
      merged_into: merged.get(order_key) ?? null,
    }))
    const { orders, purchases } = withoutShared(all_orders, all_purchases)
    const outcomes = classifyOrders(orders, purchases)
    const days = new Map<
      string,
      { orders: number; purchases: number; order_value_e4: number; purchase_value_e4: number }
    >()
    const cell = (day: number, is: string, reason: string) => {
      const key = JSON.stringify([day, is, reason])
      const found = days.get(key) ?? { orders: 0, purchases: 0, order_value_e4: 0, purchase_value_e4: 0 }
      days.set(key, found)
      return found
    }
    const hours = new Map<string, number>()
    const hour = (at_ms: number, what: string) => {
      const key = JSON.stringify([Math.floor(at_ms / 3_600_000), what])
      hours.set(key, (hours.get(key) ?? 0) + 1)
    }
    for (const { order_key, at_ms, value_e4, status } of all_orders) {
      const outcome = outcomes.orders.get(order_key)
      const of_day = cell(dayOf(at_ms), outcome?.class ?? '', outcome?.reason ?? '')
      of_day.orders += 1
      of_day.order_value_e4 += value_e4
      if (status === 'paid' || status === 'refunded') hour(at_ms, 'orders')
    }
    for (const { seq, value_e4, at_ms } of all_purchases) {
      const outcome = outcomes.purchases.get(seq)
      const of_day = cell(outcome?.day ?? 0, outcome?.class ?? '', outcome?.reason ?? '')
      of_day.purchases += 1
      of_day.purchase_value_e4 += value_e4 ?? 0
      hour(at_ms, 'counted')
    }
    for (const { received_at_ms, channel } of sightings) hour(received_at_ms, channel)
    return {
      orders: [...outcomes.orders]
        .map(([order_key, { class: is, reason, seq, by }]) => ({
          order_key,
          class: is,
          reason,
          seq,
          matched_by: by,
        }))
        .sort((a, b) => (a.order_key < b.order_key ? -1 : 1)),
      purchases: [...outcomes.purchases]
        .map(([seq, outcome]) => ({ seq, ...outcome }))
        .sort((a, b) => a.seq - b.seq),
      days: [...days]
        .map(([key, sums]) => {
          const [day, is, reason] = JSON.parse(key) as [number, string, string]
          return { day, class: is, reason, ...sums }
        })
        .sort((a, b) => a.day - b.day || compare(a.class, b.class) || compare(a.reason, b.reason)),
      hours: [...hours]
        .map(([key, count]) => {
          const [at, what] = JSON.parse(key) as [number, string]
          return { hour: at, what, count }
        })
        .sort((a, b) => a.hour - b.hour || compare(a.what, b.what)),
    }
  }
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sightingOf({ row, line: { event } }: ToldSighting): PurchaseSighting {
  const { order_id, value } = event.custom_data
  return {
    seq: row.seq,
    dataset_id: Number(DATASET),
    event_seq: row.event_seq,
    received_at_ms: row.received_at_ms,
    channel: row.channel,
    sighting_id: null,
    event_time_ms: event.event_time * 1_000,
    value_e4: Number(value) * 10_000,
    has_value: 1,
    currency: 'USD',
    order_id: typeof order_id === 'string' ? order_id : null,
    event_id: event.event_id,
    identity: (event.user_data.em ?? []).map((em) => em.slice(0, 16)).join(' '),
    is_test: 0,
    host: null,
  }
}

const seq = fc.integer({ min: 1, max: 12 })
const id = fc.constantFrom('1', '2', '3', '4')
// Around midnight, so that pairs straddle it.
const minute = fc.integer({ min: -30, max: 30 }).map((n) => n * 10)
const value = fc.constantFrom(1, 2)
const em = fc.option(fc.constantFrom('a', 'b'))
const given = fc
  .record({
    seq,
    anchor: fc.option(seq, { freq: 2 }),
    minute,
    order_id: fc.option(id),
    event_id: fc.option(id.map((i) => `o-${i}`)),
    value,
    em,
  })
  .map(({ anchor, ...rest }): Given => ({ ...rest, event_seq: anchor ?? rest.seq }))
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: given.map((of): Act => ({ kind: 'tell', given: of })) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        id,
        minute,
        value,
        em,
        status: fc.constantFrom<Order['status']>('paid', 'paid', 'refunded', 'test'),
      })
      .map((of): Act => ({ kind: 'order', order: orderOf(of) })),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('forget' as const, 'clear' as const), seq }) },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ kind: 'lost' }, { kind: 'restart' }) },
  { weight: 3, arbitrary: fc.constant<Act>({ kind: 'step' }) },
)

test('whatever is told, forgotten and cleared: the tables are what matching all at once gives', () =>
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const scene = new Scene()
      for (const each of acts) scene.do(each)
      scene.settle()
      expect(scene.held()).toEqual(scene.naive())
    }),
    { numRuns: 300 },
  ))

test.each([99, 100, 101, 102, 103])('%i that share a value and a digest, and one of them goes', (count) => {
  const scene = new Scene()
  const order = { id: '1', minute: 0, value: 1, em: 'a', status: 'paid' as const }
  scene.do({ kind: 'order', order: orderOf(order) })
  scene.do({ kind: 'order', order: orderOf({ ...order, id: '2', minute: -5 }) })
  const bare = { order_id: null, event_id: null, value: 1, em: 'a' }
  for (let n = 1; n < count; n += 1) {
    scene.do({ kind: 'tell', given: { ...bare, seq: n, event_seq: n, minute: 0 } })
    if (n > 95) scene.settle()
  }
  scene.settle()
  expect(scene.held()).toEqual(scene.naive())
  for (const gone of [5, 6]) {
    scene.do({ kind: 'forget', seq: gone })
    scene.settle()
    expect(scene.held()).toEqual(scene.naive())
  }
})

test('of those that name one order, a hundred are looked at', () => {
  const scene = new Scene()
  scene.do({ kind: 'order', order: orderOf({ id: '1', minute: 0, value: 1, em: null, status: 'paid' }) })
  const named = { order_id: '1', event_id: null, value: 1, em: null, minute: 0 }
  for (let n = 1; n <= 103; n += 1) scene.do({ kind: 'tell', given: { ...named, seq: n, event_seq: n } })
  scene.settle()
  expect(scene.held()).toEqual(scene.naive())
  for (const gone of [1, 50, 100]) {
    scene.do({ kind: 'forget', seq: gone })
    scene.settle()
    expect(scene.held()).toEqual(scene.naive())
  }
})
