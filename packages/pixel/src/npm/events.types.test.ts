// What the types take and refuse. `npm test` compiles this: a line that should be refused and is not fails it.
import { expectTypeOf, test } from 'vitest'
import { type EventArguments, fbq, loadPixel, type StandardEvent, track, trackCustom } from './index.js'

const host = 'https://t.shop.example'

test('only the event with required parameters needs to be given any', () => {
  type WithRequired = {
    [E in StandardEvent]: undefined extends EventArguments<E>[0] ? never : E
  }[StandardEvent]
  expectTypeOf<WithRequired>().toEqualTypeOf<'Purchase'>()
})

const taken = (): void => {
  track('PageView')
  track('Contact', {}, { eventID: 'c-1' })
  track('Lead', null, { eventID: 'l-1' })
  track('Purchase', { value: 9.5, currency: 'EUR' })
  track('Purchase', { value: '9.50', currency: 'EUR', order_id: '1001', num_items: 2 }, { eventID: '1001' })
  track('AddToCart', { content_ids: ['a', 2], content_type: 'product', value: 1, currency: 'USD' })
  track('ViewContent', { contents: [{ id: 'a', quantity: 1, item_price: '2.50', colour: 'red' }] })
  track('Search', { search_string: 'lamp', results: 12 })
  track('Subscribe', { predicted_ltv: 120, plan: { name: 'yearly', trial: true } })
  trackCustom('Quiz', { score: 7, answers: ['a', null] }, { eventID: 'q-1' })
  fbq('init', '1832195656904796', { em: 'jo@shop.example' }, { agent: 'shop' })
  fbq('init', 1832195656904796)
  fbq('trackSingle', '1832195656904796', 'Purchase', { value: 1, currency: 'USD' })
  fbq('trackSingleCustom', '1832195656904796', 'Quiz')
  fbq('consent', 'revoke')
  fbq('dataProcessingOptions', ['LDU'], 1, 1000)
  fbq('dataProcessingOptions', [])
  fbq('set', 'autoConfig', false, '1832195656904796')
  fbq('optOut', '1832195656904796', 'InferredEvents')
  fbq('set', 'endpoint', 'https://t.shop.example/tr/')
  loadPixel({ host, dataset_id: '1832195656904796', consent: 'revoked', nonce: 'n' })
  loadPixel({ host, ids: ['1832195656904796', 1832195656904797] })
}

const refused = (): void => {
  // @ts-expect-error no such standard event: names are case-sensitive
  track('purchase', { value: 1, currency: 'USD' })
  // @ts-expect-error a Purchase has parameters
  track('Purchase')
  // @ts-expect-error a Purchase has a currency
  track('Purchase', { value: 1 })
  // @ts-expect-error a Purchase has a value
  track('Purchase', { currency: 'USD' })
  // @ts-expect-error a Purchase has parameters
  track('Purchase', null, { eventID: '1001' })
  // @ts-expect-error a value is a number, not a price tag
  track('Purchase', { value: '$9.50', currency: 'USD' })
  // @ts-expect-error no thousands separator
  track('AddToCart', { value: '1,000', currency: 'USD' })
  // @ts-expect-error a currency is a text
  track('AddToCart', { value: 1, currency: 840 })
  // @ts-expect-error an item has an id
  track('ViewContent', { contents: [{ quantity: 1 }] })
  // @ts-expect-error a list, even of one
  track('ViewContent', { content_ids: 'a' })
  // @ts-expect-error an item's quantity is a number
  track('AddToCart', { contents: [{ id: 'a', quantity: 'two' }] })
  // @ts-expect-error no such way to deliver
  track('Purchase', { value: 1, currency: 'USD', contents: [{ id: 'a', delivery_category: 'drone' }] })
  // @ts-expect-error a count
  track('InitiateCheckout', { num_items: '2' })
  // @ts-expect-error a function is no property
  track('Lead', { done: () => {} })
  // @ts-expect-error the event id is a text
  track('Lead', {}, { eventID: 7 })
  // @ts-expect-error the event id has one name here
  track('Lead', {}, { event_id: 'l-1' })
  // @ts-expect-error neither given nor taken away
  fbq('consent', 'maybe')
  // @ts-expect-error a country comes with a state
  fbq('dataProcessingOptions', ['LDU'], 1)
  // @ts-expect-error to track one dataset, name it
  fbq('trackSingle', 'Purchase', { value: 1, currency: 'USD' })
  // @ts-expect-error a Purchase of one dataset has a value, too
  fbq('trackSingle', '1832195656904796', 'Purchase', { currency: 'USD' })
  // @ts-expect-error no such match key
  fbq('init', '1832195656904796', { email: 'jo@shop.example' })
  // @ts-expect-error no such command
  fbq('tracc', 'PageView')
  // @ts-expect-error the agent is a dataset's
  fbq('set', 'agent', 'shop')
  // @ts-expect-error one or several, not both
  loadPixel({ host, dataset_id: '1832195656904796', ids: ['1832195656904797'] })
  // @ts-expect-error at least one
  loadPixel({ host, ids: [] })
  // @ts-expect-error from where
  loadPixel({ dataset_id: '1832195656904796' })
  // @ts-expect-error the option's words are those of a state
  loadPixel({ host, dataset_id: '1832195656904796', consent: 'revoke' })
}

test('what is taken and what is refused compiles as it stands here', () => {
  expectTypeOf(taken).toBeFunction()
  expectTypeOf(refused).toBeFunction()
})
