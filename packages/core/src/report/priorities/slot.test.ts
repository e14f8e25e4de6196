import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeEvent, slotsOf } from './slot.js'
import type { SlotOrder } from './slot-order.js'

const ORDER: SlotOrder = {
  effective_ms: 0,
  window_days: 7,
  domains: [
    {
      domain: 'shop.example',
      slots: [
        { event_name: 'Subscribe' },
        { event_name: 'Purchase', value_set: { currency: 'USD', ranges: [0, 10, 50, 100] } },
        { event_name: 'Lead' },
      ],
    },
  ],
}
type Case = [title: string, event_name: string, value: string | undefined, currency: string, want: unknown]
/** @source reference 10.2: ranges in consecutive priorities, the highest range first */
const cases: Case[] = [
  ['the first', 'Subscribe', undefined, '', { slot: 0, bucket: '' }],
  ['the highest range', 'Purchase', '100', 'USD', { slot: 1, bucket: '100+ USD' }],
  ['just below a bound', 'Purchase', '99.99', 'USD', { slot: 2, bucket: '50-100 USD' }],
  ['a bound is inclusive', 'Purchase', '50', 'USD', { slot: 2, bucket: '50-100 USD' }],
  ['the lowest range', 'Purchase', '9.5', 'USD', { slot: 4, bucket: '0-10 USD' }],
  ['another currency', 'Purchase', '500', 'EUR', { slot: 4, bucket: '0-10 USD' }],
  ['no value', 'Purchase', undefined, 'USD', { slot: 4, bucket: '0-10 USD' }],
  ['no number', 'Purchase', '', 'USD', { slot: 4, bucket: '0-10 USD' }],
  ['below nothing', 'Purchase', '-5', 'USD', { slot: 4, bucket: '0-10 USD' }],
  ['after a value set', 'Lead', '500', 'USD', { slot: 5, bucket: '' }],
]
for (const [title, event_name, value, currency, want] of cases)
  test(`placeEvent: ${title}`, () => {
    const valued = { currency, ...(value !== undefined && { value }) }
    expect(placeEvent(ORDER, 'shop.example', event_name, valued)).toEqual({ event_name, ...(want as object) })
  })

test('placeEvent: no order, another domain, an event without a slot', () => {
  expect(placeEvent(undefined, 'shop.example', 'Lead', {})).toBeNull()
  expect(placeEvent(ORDER, 'other.example', 'Lead', {})).toBeNull()
  expect(placeEvent(ORDER, 'shop.example', 'PageView', {})).toBeNull()
})

test('slotsOf lists each place that an event may have, in order', () => {
  const slots = slotsOf(ORDER, 'shop.example')
  expect(slots.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5])
  fc.assert(
    fc.property(fc.constantFrom('Subscribe', 'Purchase', 'Lead'), fc.double(), (event_name, value) => {
      const placed = placeEvent(ORDER, 'shop.example', event_name, { value: String(value), currency: 'USD' })
      expect(placed).toEqual(slots[placed?.slot ?? -1])
    }),
  )
})
