import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../time.js'
import { classifyOrders } from './classify.js'
import { KEY_WINDOW_MS, type MatchOrder, type MatchPurchase, matchOrders } from './match.js'
import { keysOfPurchase } from './order-key.js'
import { SHARERS_MAX, withoutShared } from './shared.js'

const NOW_MS = 1_795_435_200_000

const order = (order_key: string, given: Partial<MatchOrder> = {}): MatchOrder => ({
  order_key,
  at_ms: NOW_MS,
  value_e4: 95_000,
  currency: 'USD',
  status: 'paid',
  identity: [],
  merged_into: null,
  ...given,
})
const purchase = (
  seq: number,
  named: { order_id?: string; event_id?: string } = {},
  given: Partial<MatchPurchase> = {},
): MatchPurchase => ({
  seq,
  at_ms: NOW_MS,
  received_at_ms: NOW_MS + seq,
  value_e4: 95_000,
  currency: 'USD',
  keys: keysOfPurchase(named.order_id ?? null, named.event_id ?? null),
  identity: [],
  is_test: false,
  ...given,
})

type Case = [
  title: string,
  orders: MatchOrder[],
  purchases: MatchPurchase[],
  orders_are: string[],
  purchases_are: string[],
]
const jo = { identity: ['jo'] }
const cases: Case[] = [
  ['by order_id', [order('1001')], [purchase(1, { order_id: '#1001' })], ['both'], ['both']],
  ['by an event_id that is it', [order('1001')], [purchase(1, { event_id: '1001' })], ['both'], ['both']],
  [
    'by a token of the event_id',
    [order('1001')],
    [purchase(1, { event_id: 'purchase-1001' })],
    ['both'],
    ['both'],
  ],
  [
    'not by a part of a token',
    [order('100')],
    [purchase(1, { event_id: 'purchase-1001' })],
    ['only_shop nothing_arrived'],
    ['only_tracked no_order'],
  ],
  [
    'order_id goes before event_id',
    [order('1'), order('2')],
    [purchase(1, { order_id: '2', event_id: '1' })],
    ['only_shop nothing_arrived', 'both'],
    ['both'],
  ],
  [
    'value differs',
    [order('1')],
    [purchase(1, { order_id: '1' }, { value_e4: 95_101 })],
    ['both_differs value'],
    ['both_differs value'],
  ],
  [
    'a cent is none',
    [order('1')],
    [purchase(1, { order_id: '1' }, { value_e4: 95_100 })],
    ['both'],
    ['both'],
  ],
  [
    'no value',
    [order('1')],
    [purchase(1, { order_id: '1' }, { value_e4: null, currency: null })],
    ['both_differs value_and_currency'],
    ['both_differs value_and_currency'],
  ],
  [
    'currency differs',
    [order('1')],
    [purchase(1, { order_id: '1' }, { currency: 'EUR' })],
    ['both_differs currency'],
    ['both_differs currency'],
  ],
  [
    'counted twice: the second is named',
    [order('1')],
    [purchase(2, { order_id: '1' }), purchase(1, { event_id: 'o-1' }), purchase(3, { order_id: '1' })],
    ['both'],
    ['both', 'only_tracked counted_twice', 'only_tracked counted_twice'],
  ],
  [
    'by value, time and identity',
    [order('1', jo)],
    [purchase(1, {}, { ...jo, at_ms: NOW_MS + 2 * HOUR_MS })],
    ['both'],
    ['both'],
  ],
  [
    'too far apart',
    [order('1', jo)],
    [purchase(1, {}, { ...jo, at_ms: NOW_MS + 2 * HOUR_MS + 1 })],
    ['only_shop nothing_arrived'],
    ['only_tracked no_order'],
  ],
  [
    'another value',
    [order('1', jo)],
    [purchase(1, {}, { ...jo, value_e4: 90_000 })],
    ['only_shop nothing_arrived'],
    ['only_tracked no_order'],
  ],
  ['nobody in common', [order('1')], [purchase(1)], ['only_shop nothing_arrived'], ['only_tracked no_order']],
  [
    'the nearest first',
    [order('1', jo)],
    [purchase(1, {}, { ...jo, at_ms: NOW_MS - 5 }), purchase(2, {}, { ...jo, at_ms: NOW_MS + 1 })],
    ['both'],
    ['only_tracked counted_twice', 'both'],
  ],
  [
    'a paid one first',
    [order('1', { ...jo, status: 'cancelled' }), order('2', { ...jo, at_ms: NOW_MS + HOUR_MS })],
    [purchase(1, {}, jo)],
    ['excluded cancelled', 'both'],
    ['both'],
  ],
  [
    'received too late',
    [order('1')],
    [purchase(1, { order_id: '1' }, { received_at_ms: NOW_MS + KEY_WINDOW_MS + 1 })],
    ['only_shop late'],
    ['only_tracked late'],
  ],
  ['merged into another event', [order('1', { merged_into: 7 })], [], ['only_shop duplicate_id'], []],
  [
    'a test order',
    [order('1', { status: 'test' })],
    [purchase(1, { order_id: '1' })],
    ['excluded test'],
    ['only_tracked test_order'],
  ],
  [
    'a cancelled order',
    [order('1', { status: 'cancelled' })],
    [purchase(1, { order_id: '1' })],
    ['excluded cancelled'],
    ['only_tracked cancelled_order'],
  ],
  [
    'a refunded order',
    [order('1', { status: 'refunded' })],
    [purchase(1, { order_id: '1' })],
    ['excluded refunded'],
    ['excluded refunded'],
  ],
  ['a test event', [], [purchase(1, {}, { is_test: true })], [], ['only_tracked test_event']],
]
const shown = ({ class: is, reason }: { class: string; reason: string }) => `${is} ${reason}`.trim()

describe('classifyOrders', () => {
  test.each(cases)('%s', (_, orders, purchases, orders_are, purchases_are) => {
    const outcomes = classifyOrders(orders, purchases)
    expect(orders.map(({ order_key }) => shown(outcomes.orders.get(order_key) as never))).toEqual(orders_are)
    expect(purchases.map(({ seq }) => shown(outcomes.purchases.get(seq) as never))).toEqual(purchases_are)
  })
})

const identity = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 })
const at_ms = fc.integer({ min: 0, max: 40 }).map((quarter) => NOW_MS + (quarter * HOUR_MS) / 4)
const value_e4 = fc.constantFrom(10_000, 10_050, 20_000)
const ids = fc.constantFrom('1', '2', '3', '4', '5')
const orders_arbitrary = fc.uniqueArray(
  fc
    .record({
      id: ids,
      at_ms,
      value_e4,
      identity,
      status: fc.constantFrom('paid' as const, 'paid' as const, 'refunded' as const, 'test' as const),
    })
    .map(({ id, ...given }) => order(id, given)),
  { selector: ({ order_key }) => order_key, maxLength: 5 },
)
const purchases_arbitrary = fc
  .array(
    fc.record({
      order_id: fc.option(ids),
      event_id: fc.option(ids.map((id) => `order_${id}`)),
      at_ms,
      value_e4,
      identity,
    }),
    { maxLength: 8 },
  )
  .map((given) =>
    given.map(({ order_id, event_id, ...rest }, seq) =>
      purchase(seq, { ...(order_id && { order_id }), ...(event_id && { event_id }) }, rest),
    ),
  )

test('the order in which they are given does not matter', () =>
  fc.assert(
    fc.property(
      fc
        .tuple(orders_arbitrary, purchases_arbitrary)
        .chain(([orders, purchases]) =>
          fc.tuple(
            fc.constant({ orders, purchases }),
            fc.shuffledSubarray(orders, { minLength: orders.length }),
            fc.shuffledSubarray(purchases, { minLength: purchases.length }),
          ),
        ),
      ([{ orders, purchases }, shuffled_orders, shuffled_purchases]) => {
        const sorted = (outcomes: ReturnType<typeof classifyOrders>) => [
          [...outcomes.orders].sort(),
          [...outcomes.purchases].sort(([a], [b]) => a - b),
        ]
        expect(sorted(classifyOrders(shuffled_orders, shuffled_purchases))).toEqual(
          sorted(classifyOrders(orders, purchases)),
        )
      },
    ),
  ))

test('each is used once and has one class, and what is matched is matched on both sides', () =>
  fc.assert(
    fc.property(orders_arbitrary, purchases_arbitrary, (orders, purchases) => {
      const { pairs } = matchOrders(orders, purchases)
      expect(new Set(pairs.map((pair) => pair.order.order_key)).size).toBe(pairs.length)
      expect(new Set(pairs.map((pair) => pair.purchase.seq)).size).toBe(pairs.length)
      const outcomes = classifyOrders(orders, purchases)
      expect(outcomes.orders.size).toBe(orders.length)
      expect(outcomes.purchases.size).toBe(purchases.length)
      const counts = (of: Iterable<{ class: string }>, is: string) =>
        [...of].filter((o) => o.class === is).length
      for (const is of ['both', 'both_differs'])
        expect(counts(outcomes.orders.values(), is)).toBe(counts(outcomes.purchases.values(), is))
    }),
  ))

test('a digest that more than a hundred share on a day tells nobody from anybody', () => {
  const sharers = (count: number) =>
    withoutShared(
      [order('1', jo)],
      Array.from({ length: count - 1 }, (_, seq) => purchase(seq, {}, jo)),
    )
  expect(sharers(SHARERS_MAX).orders[0]?.identity).toEqual(['jo'])
  expect(sharers(SHARERS_MAX + 1).orders[0]?.identity).toEqual([])
})
