import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CURRENCIES } from './currencies.js'
import { judged } from './judged.fixture.js'

const said: [title: string, custom_data: unknown, want: unknown][] = [
  ['nothing', undefined, {}],
  ['null', null, {}],
  ['as JSON text', '{"value":1,"currency":"USD"}', { value: 1, currency: 'USD' }],
  ['any other key as it came', { a: [1, { b: null }], status: true }, { a: [1, { b: null }], status: true }],
  ['a value as text', { value: ' 9.50', currency: 'USD' }, { value: 9.5, currency: 'USD' }],
  ['a currency in any case', { value: 0, currency: ' eur ' }, { value: 0, currency: 'EUR' }],
  ['an unknown currency as sent', { value: 1, currency: 'euro' }, { value: 1, currency: 'euro' }],
  ['null and empty leave room for the other copy', { value: null, currency: '', contents: '' }, {}],
  ['a currency alone', { currency: 'USD' }, { currency: 'USD' }],
  ['ids as JSON text', { content_ids: '["a",1]' }, { content_ids: ['a', 1] }],
  ['ids as a comma list', { content_ids: 'a, b' }, { content_ids: ['a', 'b'] }],
  ['one id', { content_ids: 7 }, { content_ids: [7] }],
  [
    'contents as JSON text',
    { contents: '[{"id":"a","quantity":1}]' },
    { contents: [{ id: 'a', quantity: 1 }] },
  ],
  ['numbers as text', { num_items: '3', predicted_ltv: '9.9' }, { num_items: 3, predicted_ltv: 9.9 }],
  ['a number that is none as sent', { num_items: 'three' }, { num_items: 'three' }],
  [
    'delivery in any case',
    { delivery_category: 'In_Store', contents: [{ id: 1, delivery_category: 'CURBSIDE' }] },
    {
      delivery_category: 'in_store',
      contents: [{ id: 1, delivery_category: 'curbside' }],
    },
  ],
]
for (const [title, custom_data, want] of said)
  test(`validateCustomData: ${title}`, () => {
    const found = judged({ custom_data })
    expect(found.problems).toEqual([])
    expect(found.event?.custom_data).toEqual(want)
  })

const CURRENCY_ON_OTHER = ['value_without_currency custom_data.currency']
const refused: [title: string, event_name: string, custom_data: unknown, problems: string[]][] = [
  ['no object', 'Lead', [], ['custom_data_not_an_object custom_data']],
  [
    'a Purchase of nothing',
    'Purchase',
    undefined,
    ['purchase_value_missing custom_data.value', 'purchase_currency_missing custom_data.currency'],
  ],
  ['a Purchase without value', 'Purchase', { currency: 'USD' }, ['purchase_value_missing custom_data.value']],
  [
    'a Purchase with an empty value',
    'Purchase',
    { value: '', currency: 'USD' },
    ['purchase_value_missing custom_data.value'],
  ],
  [
    'a Purchase without currency',
    'Purchase',
    { value: 1 },
    ['purchase_currency_missing custom_data.currency'],
  ],
  [
    'a currency by its number',
    'Purchase',
    { value: 1, currency: 840 },
    ['purchase_currency_missing custom_data.currency'],
  ],
  ['a value without currency', 'Lead', { value: 0 }, CURRENCY_ON_OTHER],
  [
    'a value with symbols',
    'Lead',
    { value: '$5', currency: 'USD' },
    ['value_not_a_number custom_data.value'],
  ],
  [
    'a value in a list',
    'Purchase',
    { value: [5], currency: 'USD' },
    ['value_not_a_number custom_data.value'],
  ],
  [
    'contents that are an object',
    'Lead',
    { contents: { id: 'a' } },
    ['contents_not_a_list custom_data.contents'],
  ],
  ['contents that are text', 'Lead', { contents: 'a,b' }, ['contents_not_a_list custom_data.contents']],
  [
    'contents without ids',
    'Lead',
    { contents: [{ id: 'a' }, { quantity: 1 }, { id: ' ' }, 'b'] },
    [
      'contents_id_missing custom_data.contents[1].id',
      'contents_id_missing custom_data.contents[2].id',
      'contents_id_missing custom_data.contents[3]',
    ],
  ],
]
for (const [title, event_name, custom_data, problems] of refused)
  test(`validateCustomData: refuses ${title}`, () =>
    expect(judged({ event_name, custom_data }).problems).toEqual(problems))

const warned: [title: string, custom_data: object, warnings: string[], messages: number][] = [
  ['a negative value', { value: -1, currency: 'USD' }, ['value_negative'], 0],
  ['an unknown currency', { value: 1, currency: 'ZZZ' }, ['currency_invalid'], 1],
  [
    'an unknown delivery',
    { contents: [{ id: 'a', delivery_category: 'drone' }] },
    ['delivery_category_invalid'],
    0,
  ],
]
for (const [title, custom_data, warnings, messages] of warned)
  test(`validateCustomData: warns of ${title}`, () => {
    const found = judged({ custom_data })
    expect(found.warnings).toEqual(warnings)
    expect(found.messages).toHaveLength(messages)
  })

test('validateCustomData: never writes into what was sent', () => {
  const value = fc.oneof(
    fc.constantFrom('1', 'usd', '', null, 'a,b', '[{"id":"a"}]', [{ id: 1, delivery_category: 'X' }]),
  )
  const keys = ['value', 'currency', 'contents', 'content_ids', 'num_items', 'delivery_category']
  const sent = fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] })
  fc.assert(
    fc.property(sent, (custom_data) => {
      const before = structuredClone(custom_data)
      judged({ custom_data })
      expect(custom_data).toEqual(before)
    }),
  )
})

test("CURRENCIES: all that the runtime's own list has in circulation, and the pixel's", () => {
  for (const code of ['USD', 'EUR', 'CHF', 'JPY', 'VEF', 'VES', 'XCG', 'ZWG', 'SLE'])
    expect(CURRENCIES).toContain(code)
  expect([...CURRENCIES].every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
})
