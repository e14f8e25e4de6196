import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyField, eventOf, fieldsOf, isPath, placed, placeIn } from './letter-fields.js'

const EVENT = {
  event_name: 'Purchase',
  event_time: 1795888662,
  custom_data: { value: 9.5, contents: [{ id: 'a' }], order_id: '1001' },
  user_data: { em: ['ab'] },
  opt_out: false,
}

test('an event taken apart into fields', () => {
  expect(fieldsOf(EVENT)).toEqual([
    { path: 'event_name', text: 'Purchase', kind: 'text' },
    { path: 'event_time', text: '1795888662', kind: 'number' },
    { path: 'custom_data.value', text: '9.5', kind: 'number' },
    { path: 'custom_data.contents', text: '[{"id":"a"}]', kind: 'json' },
    { path: 'custom_data.order_id', text: '1001', kind: 'text' },
    { path: 'user_data.em', text: '["ab"]', kind: 'json' },
    { path: 'opt_out', text: 'false', kind: 'json' },
  ])
})

test('law: fields that nobody changes mean the same event', () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/)
  const value = fc.oneof(
    fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.integer()),
  )
  const part = fc.dictionary(name, value, { minKeys: 1 })
  fc.assert(
    fc.property(
      fc.record({ event_name: fc.constant('Lead'), custom_data: part, user_data: part }),
      (event) => {
        expect(eventOf(fieldsOf(event))).toEqual({ event })
      },
    ),
  )
})

test('empty fields are left out; what is no number or no JSON is said at its place', () => {
  expect(
    eventOf([{ path: 'event_name', text: 'Lead', kind: 'text' }, emptyField('custom_data.currency')]),
  ).toEqual({
    event: { event_name: 'Lead' },
  })
  expect(
    eventOf([
      { path: 'event_time', text: '"1"', kind: 'number' },
      { path: 'custom_data.contents', text: '[', kind: 'json' },
    ]),
  ).toEqual({ wrong: { event_time: 'not_number', 'custom_data.contents': 'not_json' } })
  const { event } = eventOf([{ path: '__proto__', text: '{"a":1}', kind: 'json' }]) as { event: object }
  expect(Object.keys(event)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
})

test('a refusal stands at its field, at one that it brings along, or above the form', () => {
  const fields = fieldsOf(EVENT)
  const {
    fields: all,
    said,
    rest,
  } = placed(fields, [
    { at: 'event.custom_data.contents[0].id', message: 'No id.' },
    { at: 'event.custom_data.currency', message: 'No currency.' },
    { at: 'event.user_data.em[0]', message: 'Not hashed.' },
    { at: 'event.user_data', message: 'No match keys.' },
    { at: null, message: 'No body.' },
  ])
  expect(said).toEqual({
    'custom_data.contents': 'No id.',
    'custom_data.currency': 'No currency.',
    'user_data.em': 'Not hashed.',
  })
  expect(all.at(-1)).toEqual(emptyField('custom_data.currency'))
  expect(rest).toEqual(['No match keys.', 'No body.'])
})

const PLACES: [string, string | null][] = [
  ['data[22].event_time is 9 days old.', 'event_time'],
  ['data[0].custom_data.currency. Send it.', 'custom_data.currency'],
  ['Invalid parameter', null],
]
for (const [message, place] of PLACES)
  test(`${message} names ${place}`, () => {
    expect(placeIn(message)).toBe(place)
  })

for (const [path, is] of [
  ['custom_data.currency', true],
  ['event_time', true],
  ['custom_data.', false],
  ['other.path', false],
  ['', false],
] as const)
  test(`a field ${is ? 'may' : 'may not'} be added at "${path}"`, () => {
    expect(isPath(path)).toBe(is)
  })
