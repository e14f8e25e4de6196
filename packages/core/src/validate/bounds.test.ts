import { expect, test } from 'vitest'
import { judged, NOW_MS, validEvent } from './judged.fixture.js'
import { DEFAULT_LIMITS } from './limits.js'
import { measure } from './size.js'
import { validateEvent } from './validate.js'

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`)
const keys = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]))

const cases: [title: string, custom_data: unknown, problems: string[]][] = [
  ['8 deep', { a: nested(6) }, []],
  ['9 deep', { a: nested(7) }, ['event_too_deep']],
  ['9 deep in JSON text', JSON.stringify({ a: nested(8) }), ['custom_data_not_an_object custom_data']],
  ['480 keys', keys(480), []],
  ['500 keys and the rest', keys(500), ['event_too_many_keys']],
  ['a long cart', { contents: Array.from({ length: 900 }, (_, id) => ({ id, quantity: 1 })) }, []],
  ['60 kB', { a: 'x'.repeat(60_000) }, []],
  ['66 kB', { a: 'x'.repeat(66_000) }, ['event_too_large']],
]
for (const [title, custom_data, problems] of cases)
  test(`takeEvent: ${title}`, () => expect(judged({ custom_data }).problems).toEqual(problems))

const elements: [title: string, raw: unknown, problems: number][] = [
  ['an object', validEvent(), 0],
  ['its JSON text', JSON.stringify(validEvent()), 0],
  ['a number', 42, 1],
  ['null', null, 1],
  ['a list', [validEvent()], 1],
  ['text that is no JSON', 'x', 1],
]
for (const [title, raw, problems] of elements)
  test(`takeEvent: ${title}`, () => {
    const found = validateEvent(raw, 0, NOW_MS, DEFAULT_LIMITS)
    expect(found.problems).toHaveLength(problems)
    expect(found.event === undefined).toBe(problems > 0)
  })

test('takeEvent: drops a key __proto__, and keeps others that only look dangerous', () => {
  const raw = JSON.parse(
    JSON.stringify(validEvent()).replace(
      '}}',
      '},"custom_data":{"__proto__":{"x":1},"constructor":"c","a":[{"__proto__":1}]}}',
    ),
  )
  const { event } = validateEvent(raw, 0, NOW_MS, DEFAULT_LIMITS)
  expect(JSON.stringify(event?.custom_data)).toBe('{"constructor":"c","a":[{}]}')
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('measure: close to the length of its JSON', () => {
  const event = validEvent({
    custom_data: { value: 9.5, contents: [{ id: 'a', quantity: 1 }], note: 'x'.repeat(300) },
  })
  const json = JSON.stringify(event).length
  const { chars } = measure(JSON.parse(JSON.stringify(event)))
  expect(Math.abs(chars - json) / json).toBeLessThan(0.1)
})
