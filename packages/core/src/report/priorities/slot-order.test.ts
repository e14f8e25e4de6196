import { expect, test } from 'vitest'
import { HOUR_MS } from '../../time.js'
import { ORDERS_MAX, orderAt, pendingOrder, type SlotOrder, slotsTaken, withEdit } from './slot-order.js'

const orderOf = (event_name: string): Omit<SlotOrder, 'effective_ms'> => ({
  window_days: 7,
  domains: [{ domain: 'shop.example', slots: [{ event_name }] }],
})
const [FIRST, SECOND, THIRD] = [orderOf('Purchase'), orderOf('Lead'), orderOf('AddToCart')]

test('the first order takes effect at once, an edit after its delay, the old one kept meanwhile', () => {
  const first = withEdit([], FIRST, 1_000, 72 * HOUR_MS)
  expect(first).toEqual([{ ...FIRST, effective_ms: 1_000 }])
  const edited = withEdit(first, SECOND, 5_000, 72 * HOUR_MS)
  const effective_ms = 5_000 + 72 * HOUR_MS
  expect(orderAt(edited, 999)).toBeUndefined()
  expect(orderAt(edited, effective_ms - 1)).toMatchObject(FIRST)
  expect(pendingOrder(edited, effective_ms - 1)).toMatchObject({ ...SECOND, effective_ms })
  expect(orderAt(edited, effective_ms)).toMatchObject(SECOND)
  expect(pendingOrder(edited, effective_ms)).toBeUndefined()
})

test('an edit of what is waiting replaces it, and waits anew', () => {
  const first = withEdit([], FIRST, 0, HOUR_MS)
  const twice = withEdit(withEdit(first, SECOND, 10, HOUR_MS), THIRD, 20, HOUR_MS)
  expect(twice).toEqual([
    { ...FIRST, effective_ms: 0 },
    { ...THIRD, effective_ms: 20 + HOUR_MS },
  ])
})

test('orders of the past are remembered, so many and no more', () => {
  let orders: SlotOrder[] = []
  for (let n = 0; n < ORDERS_MAX + 20; n += 1) orders = withEdit(orders, FIRST, n, 0)
  expect(orders).toHaveLength(ORDERS_MAX)
  expect(orders.at(-1)?.effective_ms).toBe(ORDERS_MAX + 19)
})

test('a value set takes a slot for each of its ranges', () => {
  expect(slotsTaken({ event_name: 'Lead' })).toBe(1)
  const value_set = { currency: 'USD', ranges: [0, 10, 20, 30] }
  expect(slotsTaken({ event_name: 'Purchase', value_set })).toBe(4)
})
