import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands, DATASET_ID, fields, tagPage } from './tag.fixture.js'

type Properties = { [name: string]: unknown }

/** What the tag reports of the last push to the data layer: command, event name, parameters, event data. */
function reported(push: Properties, given: Properties = {}): unknown[] | undefined {
  const page = tagPage()
  page.pushed.push(push)
  expect(page.fire(fields({ eventSource: 'dataLayer', ...given }))).toEqual(['success'])
  const calls = (commands(page) ?? []) as unknown[][]
  return calls.find(([command]) => String(command).startsWith('trackSingle'))
}

const PRODUCTS = [
  { id: 'lamp', name: 'A lamp', price: '10.01', quantity: 3 },
  { id: 'bulb', price: 2.5 },
]
const CART = {
  content_type: 'product',
  contents: [
    { id: 'lamp', quantity: 3 },
    { id: 'bulb', quantity: 1 },
  ],
  num_items: 4,
  value: 32.53,
  currency: 'EUR',
}
/** Enhanced Ecommerce. @source reference 14.1; order_id is ours: it keeps a reloaded page from counting twice */
const ENHANCED: [action: string, event: string, params: Properties][] = [
  ['detail', 'ViewContent', CART],
  ['add', 'AddToCart', CART],
  ['checkout', 'InitiateCheckout', CART],
  ['purchase', 'Purchase', { ...CART, order_id: 'T_1' }],
]
for (const [action, event, params] of ENHANCED)
  test(`Enhanced Ecommerce: ${action} is ${event}`, () => {
    const ecommerce = { currencyCode: 'EUR', [action]: { actionField: { id: 'T_1' }, products: PRODUCTS } }
    expect(reported({ event: 'shop', ecommerce })).toEqual(['trackSingle', DATASET_ID, event, params])
  })

test('a row of parameters wins over the data layer', () => {
  const ecommerce = { currencyCode: 'EUR', add: { products: PRODUCTS } }
  const parameters = [{ name: 'value', value: 7 }]
  expect(reported({ ecommerce }, { parameters })?.[3]).toEqual({ ...CART, value: 7 })
})

test('GA4: the fields are read from ecommerce, its own value before the sum of its items', () => {
  const items = [{ item_id: 'lamp', item_name: 'A lamp', price: 10.01, quantity: 3 }, { item_name: 'bulb' }]
  const push = { event: 'begin_checkout', ecommerce: { currency: 'EUR', value: 29, items } }
  expect(reported(push)).toEqual([
    'trackSingle',
    DATASET_ID,
    'InitiateCheckout',
    {
      currency: 'EUR',
      value: 29,
      content_type: 'product',
      contents: [
        { id: 'lamp', quantity: 3, item_price: 10.01 },
        { id: 'bulb', quantity: 1 },
      ],
      num_items: 4,
    },
  ])
})

test("GA4: an event of the site's own keeps its name, and takes no parameters of another event", () => {
  expect(reported({ event: 'quiz_done', value: 3, items: [] })).toEqual([
    'trackSingleCustom',
    DATASET_ID,
    'quiz_done',
    {},
  ])
})

test("GA4: GTM's own events are not reported, but for those of the page", () => {
  expect(reported({ event: 'gtm.js' })).toEqual(['trackSingle', DATASET_ID, 'PageView', {}])
  expect(reported({ event: 'gtm.linkClick' })).toBeUndefined()
  expect(reported({})).toBeUndefined()
})

/** Where independent mappings of GA4 events agree, ours says the same. */
interface Recorded {
  id: string
  name: string
  input: Properties & { event_names?: string[] }
  expected: {
    agreed: { event_name: string; event_id: string; custom_data: Properties }
    event_names?: string[]
  }
}
const RECORDED: Recorded[] = readFileSync(new URL('../../../fixtures/gtm/ga4.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

for (const { id, name, input, expected } of RECORDED.filter(({ input }) => !input.event_names))
  test(`GA4 recorded ${id}: ${name}`, () => {
    const { event_id, event_name, ...push } = input
    const { agreed } = expected
    const call = reported({ event: event_name, ...push }, { eventId: event_id })
    expect([call?.[0], call?.[2], call?.[4]]).toEqual([
      'trackSingle',
      agreed.event_name,
      { eventID: agreed.event_id },
    ])
    expect(call?.[3]).toMatchObject(agreed.custom_data)
  })

test('GA4 recorded: the event names', () => {
  const names = RECORDED.find(({ input }) => input.event_names)
  const mapped = names?.input.event_names?.map((event) => reported({ event })?.[2])
  expect(mapped).toEqual(names?.expected.event_names)
})
