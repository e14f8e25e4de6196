import type { IdentifiedEvent } from '@countersign/core'
import { expect, test } from 'vitest'
import { isRepeat, REPEAT_MS, repeatKey } from './repeats.js'
import { lineOf } from './signals.fixture.js'
import { seenOf } from './sources.js'

const keyOf = (event: Partial<IdentifiedEvent>, channel: 'browser' | 'server' = 'browser') =>
  repeatKey(seenOf(lineOf('1', channel, null, { user_data: { fbp: 'f1' }, ...event }), 1, 1, 'counted', null))

const order = (order_id: string | number) => ({ custom_data: { order_id, value: 1, currency: 'USD' } })
const pairs: [title: string, a: Partial<IdentifiedEvent>, b: Partial<IdentifiedEvent>, same: boolean][] = [
  ['the same amount on the same page', {}, {}, true],
  ['the query is no other page', {}, { event_source_url: 'https://shop.example/thanks?order=2' }, true],
  ['another page', {}, { event_source_url: 'https://shop.example/other' }, false],
  ['another amount', {}, { custom_data: { value: 9, currency: 'USD' } }, false],
  ['another currency', {}, { custom_data: { value: 9.5, currency: 'EUR' } }, false],
  [
    'the same order, whatever else',
    order('7'),
    { ...order(7), event_source_url: 'https://x.example/' },
    true,
  ],
  ['another order', order('7'), order('8'), false],
  ['another browser', {}, { user_data: { fbp: 'f2' } }, false],
  ['another event', {}, { event_name: 'Lead' }, false],
]
for (const [title, a, b, same] of pairs)
  test(`repeats: ${title}`, () => expect(keyOf(a) === keyOf(b)).toBe(same))

const nobody: [title: string, key: number | null][] = [
  ['a server', keyOf({}, 'server')],
  ['no fbp', keyOf({ user_data: {} })],
  ['a page view', keyOf({ event_name: 'PageView' })],
]
for (const [title, key] of nobody) test(`repeats: ${title} says nothing again`, () => expect(key).toBeNull())

test('repeats: within 48 hours, to the millisecond', () => {
  const at = (received_at_ms: number) => ({ received_at_ms, seq: 1 })
  expect(isRepeat(undefined, at(0))).toBe(false)
  expect(isRepeat(at(0), at(REPEAT_MS))).toBe(true)
  expect(isRepeat(at(0), at(REPEAT_MS + 1))).toBe(false)
})
