import { COUNTING_DEFAULTS } from '@countersign/core'
import { trippedBy } from '@countersign/core/report'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../migrate.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { applyTripwire } from './apply-tripwire.js'
import { HUNDREDFOLD_QUERY } from './compare.js'
import { FIND_QUERIES } from './find.js'
import { OLD_QUERIES } from './keep.js'
import { LIST_QUERIES } from './list.js'
import { NEIGHBOUR_QUERIES } from './neighbours.js'
import { type OpenOrders, openOrders, ordersFoldFile } from './open-orders.js'
import { HOURS_QUERY } from './reasons.js'
import { Rematch } from './rematch.js'
import { REPORT_QUERY } from './report.js'
import { ORDERS_FOLD_MIGRATIONS } from './schema.js'

const DAY_MS = 86_400_000
const settle = (orders: OpenOrders): void => {
  while (orders.step());
}
const order = (order_id: string, placed_at_ms: number, status: 'paid' | 'test' = 'paid') => ({
  ...{ order_id, placed_at_ms, status, value_e4: 95_000, currency: 'USD' },
  ...{ em: null, ph: null, external_id: null },
})

test('no question goes through a table', () => {
  const db = new Database(':memory:')
  migrate(db, ORDERS_FOLD_MIGRATIONS, 'orders')
  new Rematch(db, () => COUNTING_DEFAULTS)
  const reports = { ...LIST_QUERIES, HOURS_QUERY, REPORT_QUERY, HUNDREDFOLD_QUERY }
  const queries = { ...FIND_QUERIES, ...NEIGHBOUR_QUERIES, ...OLD_QUERIES, ...reports }
  for (const [name, sql] of Object.entries(queries)) {
    const plan = db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/\?|:\w+/g, '1')}`)
      .all()
    const details = plan.map(({ detail }) => detail).join('; ')
    expect(details, name).not.toMatch(/SCAN (?!\(subquery|CONSTANT)|TEMP B-TREE/)
    expect(details, name).toMatch(/SEARCH/)
  }
})

test('orders.db that is lost, or is an older copy, is read again from its beginning', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  data.live(sightingLine(id, 'server', 'a', { custom_data: { value: 9.5, currency: 'USD', order_id: '1' } }))
  data.settle()
  const at_ms = 1_795_435_200_000
  const all = { since_ms: null, until_ms: null }
  const orders = openOrders(data.paths, data.configuration)
  orders.addOrders(id, [order('1', at_ms), order('2', at_ms)])
  settle(orders)
  expect(orders.report(id, all)).toMatchObject({ shop: 2, both: 1, only_shop: 1 })
  orders.close()
  const db = new Database(data.paths.orders)
  db.exec("DELETE FROM orders WHERE order_id = '2'; UPDATE store SET version = 1")
  db.close()
  const again = openOrders(data.paths, data.configuration)
  expect(again.isBehind()).toBe(true)
  settle(again)
  expect(again.isBehind()).toBe(false)
  expect(again.report(id, all)).toMatchObject({ shop: 1, both: 1, only_shop: 0, tracked: 1 })
  again.close()
})

test('what a page calls a currency makes no row of the books unless it could be one', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const at_ms = data.clocks.wall_ms()
  const buy = (event_id: string, currency: string) =>
    data.live(
      sightingLine(id, 'browser', event_id, { custom_data: { value: 9.5, currency, order_id: event_id } }),
    )
  buy('1', 'usd')
  buy('2', 'dollars')
  buy('3', 'x'.repeat(10_000))
  data.settle()
  const orders = openOrders(data.paths, data.configuration)
  orders.addOrders(
    id,
    ['1', '2', '3'].map((name) => order(name, at_ms)),
  )
  settle(orders)
  const report = orders.report(id, { since_ms: null, until_ms: null })
  expect(report).toMatchObject({ both: 1, both_differs: 2, reasons: { both_differs: { currency: 2 } } })
  expect(Object.keys(report.value)).toEqual(['USD'])
  orders.close()
})

test('one process reconciles at a time; another may go on when it is done', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const [first, second] = [
    openOrders(data.paths, data.configuration),
    openOrders(data.paths, data.configuration),
  ]
  settle(first)
  second.addOrders(id, [order('1', data.clocks.wall_ms())])
  expect([second.step(), second.isBehind()]).toEqual([false, true])
  first.close()
  settle(second)
  expect(second.isBehind()).toBe(false)
  second.close()
})

test('what is past its time goes with its day, and a deleted dataset from both files', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_events_days: 30 })
  const now_ms = data.clocks.wall_ms()
  const orders = openOrders(data.paths, data.configuration)
  const em = 'e'.repeat(64)
  const person = { em: [em] }
  for (const [name, at_ms] of [
    ['old', now_ms - 40 * DAY_MS],
    ['new', now_ms],
  ] as const) {
    const custom_data = { value: 9.5, currency: 'USD', order_id: `${name}-order` }
    const event_time = Math.floor(at_ms / 1000)
    data.import(id, [
      {
        ...sightingLine(id, 'server', name, { event_time, user_data: person, custom_data }),
        received_at_ms: at_ms,
        sighting_id: name,
      },
    ])
    orders.addOrders(id, [{ ...order(`${name}-order`, at_ms), em }])
  }
  data.settle()
  settle(orders)
  const all = { since_ms: null, until_ms: null }
  expect(orders.report(id, all)).toMatchObject({ both: 2 })
  while (orders.keepHouse(now_ms));
  expect(orders.report(id, all)).toMatchObject({ shop: 1, tracked: 1, both: 1 })
  const tables = ['sightings', 'purchases', 'orders', 'keys', 'merged', 'people', 'days', 'hours']
  const rowsOf = () => {
    const db = new Database(ordersFoldFile(data.paths), { readonly: true })
    const counts = tables.map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
    db.close()
    return counts
  }
  expect(rowsOf().slice(0, 3)).toEqual([1, 1, 1])
  expect(rowsOf()[5]).toBe(2)
  data.configuration.deleteDataset(id)
  data.settle()
  while (orders.keepHouse(now_ms));
  expect(rowsOf()).toEqual(tables.map(() => 0))
  expect(data.filesWith('new-order')).toEqual([])
  orders.close()
})

test('the tripwire: Purchases beyond the orders of the same day, and a hold that the owner releases', () => {
  const data = openTestData()
  const { id } = data.createDataset({ orders_tripwire_pauses_purchase: true })
  const hour_ms = Math.floor(data.clocks.wall_ms() / 3_600_000) * 3_600_000
  const at_ms = hour_ms - 3 * 3_600_000
  const event_time = at_ms / 1000
  data.live(...Array.from({ length: 25 }, (_, n) => sightingLine(id, 'server', `p${n}`, { event_time })))
  data.settle()
  const orders = openOrders(data.paths, data.configuration)
  const now_ms = data.clocks.wall_ms()
  settle(orders)
  expect(orders.tripwire(id, now_ms)).toBe(null)
  const placed = (count: number) => Array.from({ length: count }, (_, n) => order(`${n}`, at_ms))
  orders.addOrders(id, [...placed(20), order('newest', hour_ms, 'test')])
  settle(orders)
  const found = orders.tripwire(id, now_ms)
  expect(found).toMatchObject({
    code: 'purchases_exceed_orders',
    purchases: 25,
    orders: 20,
    excess_percent: 25,
  })
  expect(applyTripwire(data.configuration, id, null)).toBe(false)
  expect(applyTripwire(data.configuration, id, found)).toBe(true)
  expect(data.configuration.purchaseHold(id)?.why).toContain('25 Purchases')
  expect(data.configuration.releasePurchases(id)).toBe(true)
  expect(applyTripwire(data.configuration, id, found)).toBe(false)
  orders.addOrders(id, placed(21))
  settle(orders)
  expect(orders.tripwire(id, now_ms)).toBe(null)
  // Days later nobody knows what the shop has sold since.
  expect(orders.tripwire(id, now_ms + 3 * DAY_MS)).toBe(null)
  orders.close()
})

test.each([
  ['as many', 20, 20, false],
  ['a fifth more', 24, 20, false],
  ['beyond a fifth', 25, 20, true],
  ['too few to say', 19, 1, false],
  ['no order at all', 20, 0, true],
])('trippedBy: %s', (_, purchases, orders, trips) => {
  expect(trippedBy({ from_ms: 0, to_ms: 1, purchases, orders }, 20) !== null).toBe(trips)
})

test('refusals are told once, also when all is told again', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const refusal = {
    dataset_id: id,
    channel: 'server',
    refused: 'blocked',
    code: 'bot',
    events: { Purchase: 2, Lead: 1 },
  } as const
  data.live(refusal)
  data.settle()
  const orders = openOrders(data.paths, data.configuration)
  orders.addOrders(id, [order('1', data.clocks.wall_ms())])
  settle(orders)
  const reasonOf = (of: OpenOrders) => of.orders(id, { state: 'only_shop', limit: 1 })[0]?.reason.says
  expect(reasonOf(orders)).toBe('2 Purchases were blocked with bot in that hour.')
  orders.close()
  for (let more = 0; more < 2; more += 1) {
    data.live(refusal)
    data.settle()
  }
  // As where the feed has dropped what comes next.
  data.tamper('DELETE FROM changes WHERE id < (SELECT max(id) FROM changes)')
  const again = openOrders(data.paths, data.configuration)
  settle(again)
  expect(reasonOf(again)).toBe('6 Purchases were blocked with bot in that hour.')
  again.close()
})
