import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../migrate.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { openOrders } from './open-orders.js'
import { Reasons } from './reasons.js'
import type { OrderRow, PurchaseRow } from './rows.js'
import { ORDERS_FOLD_MIGRATIONS } from './schema.js'

const DAY_MS = 86_400_000

/** Purchases that no order is told of, one from each host. */
function openShop(domain: string | null, allowed_domains: string[]) {
  const data = openTestData()
  const { id } = data.createDataset({ allowed_domains })
  data.configuration.changeDataset(id, { domain })
  const orders = openOrders(data.paths, data.configuration)
  onTestFinished(() => orders.close())
  return {
    reasonOf(host: string) {
      const custom_data = { value: 9.5, currency: 'USD', order_id: 'tracked' }
      data.live(sightingLine(id, 'server', 'a', { custom_data, event_source_url: `https://${host}/thanks` }))
      data.settle()
      const order = { order_id: 'other', status: 'paid' as const, value_e4: 10_000, currency: 'USD' }
      const nobody = { em: null, ph: null, external_id: null }
      const placed_at_ms = data.clocks.wall_ms()
      orders.addOrders(id, [{ ...order, ...nobody, placed_at_ms }])
      while (orders.step());
      const [entry] = orders.orders(id, {
        state: 'only_tracked',
        limit: 1,
        since_ms: placed_at_ms - 9 * DAY_MS,
      })
      return entry?.reason
    },
  }
}

const hosts: [host: string, domain: string | null, allowed: string[], code: string][] = [
  ['shop.example', 'shop.example', [], 'no_order'],
  ['pay.shop.example', 'shop.example', [], 'no_order'],
  ['shop.example', 'www.shop.example', [], 'no_order'],
  ['pay.shop.example', 'www.shop.example', [], 'no_order'],
  ['pay.example', 'shop.example', ['shop.example', 'pay.example'], 'no_order'],
  ['pay.example', 'shop.example', [], 'other_site'],
  ['myshop.example', 'shop.example', [], 'other_site'],
  ['elsewhere.example', null, ['shop.example'], 'other_site'],
  ['elsewhere.example', null, [], 'no_order'],
]
for (const [host, domain, allowed, code] of hosts)
  test(`a Purchase from ${host}, of a dataset of ${domain} and [${allowed}]: ${code}`, () => {
    expect(openShop(domain, allowed).reasonOf(host)?.code).toBe(code)
  })

// A right-to-left override, an escape and a line end would have the next lines of a list read as something else.
test('what a sender wrote is told without what steers a terminal or turns text round, and shortened', () => {
  const db = new Database(':memory:')
  migrate(db, ORDERS_FOLD_MIGRATIONS, 'orders')
  onTestFinished(() => {
    db.close()
  })
  const { configuration } = openTestData()
  const reasons = new Reasons(db, { order: () => undefined }, configuration)
  const event_id = `7\u202e\u001b[2J\nall is well ${'x'.repeat(80)}`
  const { says } = reasons.ofOrder({ reason: 'value' } as OrderRow, { event_id } as PurchaseRow)
  expect(says).toMatch(/^Its Purchase has another value\. \(event_id 7 \[2J all is well x+…\)$/)
})
