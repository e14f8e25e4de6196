import { expect, test } from 'vitest'
import { purchasesExceed } from './purchases-exceed.js'
import { trippedBy } from './tripwire.js'

test.each([
  [
    30,
    20,
    '30 Purchases were counted in 24 hours in which the shop had 20 orders, 50 % more (allowed: 10 %).',
  ],
  [30, 0, '30 Purchases were counted in 24 hours in which the shop had 0 orders (allowed: 10 %).'],
])('%d Purchases and %d orders as a diagnosis', (purchases, orders, seen) => {
  const found = trippedBy({ from_ms: 3_600_000, to_ms: 90_000_000, purchases, orders }, 10)
  if (found === null) throw new Error('not tripped')
  expect(purchasesExceed(found)).toMatchObject({
    ...{ code: 'purchases_exceed_orders', event_name: 'Purchase', channel: null, detail: null, seen },
    ...{ affected: purchases - orders, total: purchases, first_ms: 3_600_000, last_ms: 90_000_000 },
  })
})
