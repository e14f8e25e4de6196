import { expect, test } from 'vitest'
import { purchasesExceed } from './purchases-exceed.js'
import { trippedBy } from './tripwire.js'

test.each([
  [
    30,
    20,
    '10 of 30 counted Purchases (33.3 %) have no order: the shop had 20 in the same 24 hours. 2 more than these are let pass.',
  ],
  [
    30,
    0,
    '30 of 30 counted Purchases (100 %) have no order: the shop had 0 in the same 24 hours. 0 more than these are let pass.',
  ],
  [
    1_000,
    300,
    '700 of 1,000 counted Purchases (70 %) have no order: the shop had 300 in the same 24 hours. 30 more than these are let pass.',
  ],
])('%d Purchases and %d orders as a diagnosis', (purchases, orders, seen) => {
  const found = trippedBy({ from_ms: 3_600_000, to_ms: 90_000_000, purchases, orders }, 10)
  if (found === null) throw new Error('not tripped')
  expect(purchasesExceed(found)).toMatchObject({
    ...{ code: 'purchases_exceed_orders', event_name: 'Purchase', channel: null, detail: null, seen },
    ...{ affected: purchases - orders, total: purchases, first_ms: 3_600_000, last_ms: 90_000_000 },
  })
})

test('the share that is said is the share that is shown', () => {
  const found = trippedBy({ from_ms: 3_600_000, to_ms: 90_000_000, purchases: 1_000, orders: 300 }, 10)
  const diagnosis = found === null ? null : purchasesExceed(found)
  expect([diagnosis?.share, diagnosis?.seen]).toEqual([0.7, expect.stringContaining('(70 %)')])
})
