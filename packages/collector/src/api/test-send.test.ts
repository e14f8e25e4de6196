import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { ApiClient } from '../../testing/api-answers.js'
import { countingEdge } from '../../testing/counting-edge.js'
import { EventStream } from '../../testing/event-stream.js'
import { buildCollector } from '../collector.js'

let shop: ReturnType<typeof countingEdge>
let app: ReturnType<typeof buildCollector>
let url: string
let admin: string
beforeEach(async () => {
  shop = countingEdge()
  app = buildCollector(shop.edge, { log: false })
  url = await app.listen({ port: 0 })
  admin = shop.edge.configuration.createToken(null, 'admin').access_token
  onTestFinished(() => app.close())
})

const path = () => `/datasets/${shop.dataset.id}/test-events/send`
const purchase = (event_id: string, more: object = {}) => ({
  event_name: 'Purchase',
  event_time: Math.floor(shop.now.ms / 1000),
  event_id,
  action_source: 'website',
  user_data: { client_user_agent: 'Mozilla', client_ip_address: '203.0.113.9' },
  custom_data: { value: 9.5, currency: 'USD' },
  ...more,
})
const payloadOf = (data: unknown, more: object = {}) =>
  JSON.stringify({ data, test_event_code: 'TEST1', ...more })
const send = async (payload: string) => (await ApiClient.of(app)).post(path(), admin, { payload })

/** The same, as a server of the shop's would send it with its token. */
async function sentByServer(payload: string) {
  const { statusCode, ...answer } = await app.inject({
    method: 'POST',
    url: `/v24.0/${shop.dataset.id}/events`,
    headers: { authorization: `Bearer ${shop.access_token}`, 'content-type': 'application/json' },
    payload,
  })
  return { http: statusCode, answer: answer.json() }
}
const withoutTrace = (answer: object) => JSON.stringify(answer).replace(/"fbtrace_id":"[^"]*"/g, '')

const sent: [title: string, payload: () => string, http: number][] = [
  ['an event', () => payloadOf([purchase('A1')]), 200],
  [
    'an access_token that does not hold is not looked at',
    () => payloadOf([purchase('A1')], { access_token: 'x' }),
    200,
  ],
  ['two events, one of them without its currency', () => payloadOf([purchase('A'), noCurrency('B')]), 400],
  ['an event that is too old', () => payloadOf([purchase('A1', { event_time: 1_000 })]), 400],
  ['no data', () => payloadOf([]), 400],
  ['data that is no list', () => payloadOf('nonsense'), 400],
  ['only to be looked at', () => payloadOf([purchase('A1')], { validate_only: true }), 200],
  ['no JSON', () => '{"data":', 400],
  ['brackets without end', () => '['.repeat(1_000), 400],
]
const noCurrency = (event_id: string) => purchase(event_id, { custom_data: { value: 1 } })
for (const [title, payload, http] of sent)
  test(`sent without a token, answered as a server is: ${title}`, async () => {
    const text = payload()
    const here = await send(text)
    expect([here.http, here.answer.error === undefined]).toEqual([http, http === 200])
    const there = await sentByServer(text)
    expect([here.http, withoutTrace(here.answer)]).toEqual([there.http, withoutTrace(there.answer)])
    expect(shop.reading.verify().imbalances).toEqual([])
  })

test('it is a row of the test at once, with its verdict, and in the books', async () => {
  const stream = await EventStream.open(
    `${url}/api/datasets/${shop.dataset.id}/test-events/stream?code=TEST1`,
    admin,
  )
  expect((await send(payloadOf([purchase('A1')]))).answer).toMatchObject({ events_received: 1 })
  expect((await stream.next('row')).data).toMatchObject({
    ...{ event_name: 'Purchase', event_id: 'A1', channel: 'server', status: 'counted' },
  })
  await send(payloadOf([purchase('A1'), noCurrency('B1')]))
  expect((await stream.next('row')).data.status).toBe('rejected')
  expect(shop.edge.configuration.people.audit.list({ limit: 10 })).toMatchObject([
    { what: 'test_event.sent', dataset_id: shop.dataset.id },
  ])
})

const codes: [title: string, payload: () => string][] = [
  ['none', () => JSON.stringify({ data: [purchase('A1')] })],
  ['one of another form', () => payloadOf([purchase('A1')], { test_event_code: '9 lives' })],
  ['null', () => payloadOf([purchase('A1')], { test_event_code: null })],
  ['a list instead of a body', () => JSON.stringify([purchase('A1')])],
]
for (const [title, payload] of codes)
  test(`refused, and nothing is booked, without a test's code: ${title}`, async () => {
    const { http, error } = await refused({ payload: payload() })
    expect([http, error.code, error.at]).toEqual([400, 'parameter_invalid', 'payload'])
    expect(error.message).toContain('test_event_code')
    expect(shop.edge.journal.last).toBe(0)
  })

test('refused: a body without payload, with a field more, or too long', async () => {
  expect((await refused({})).error.at).toBe('payload')
  expect((await refused({ payload: '{}', code: 'TEST1' })).error.at).toBe('code')
  expect((await refused({ payload: 'x'.repeat(64_001) })).error.at).toBe('payload')
})

const refused = async (body: object) => (await ApiClient.of(app)).post(path(), admin, body)

test('where tests do not count it is taken, and stays out of the books', async () => {
  shop.edge.configuration.changeDataset(shop.dataset.id, {
    settings: { ...shop.dataset.settings, count_test_events: false },
  })
  expect((await send(payloadOf([purchase('A1')]))).http).toBe(200)
  const stats = await (await ApiClient.of(app)).get(`/datasets/${shop.dataset.id}/stats`, admin)
  expect(stats).toMatchObject({ counted: 0, blocked: 1, received: { server: 1 } })
})
