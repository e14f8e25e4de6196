import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

/** What we use of the official SDK, which has no types. It is a dependency of the tests alone. */
interface Sdk {
  FacebookAdsApi: { init(token: string, locale: string, crash_log: boolean): unknown }
  ServerEvent: new () => Builder
  UserData: new () => Builder
  CustomData: new () => Builder
  EventRequest: new (token: string, dataset_id: string) => Builder & { execute(): Promise<SdkAnswer> }
}
type Builder = { [method: string]: (value: unknown) => Builder }
interface SdkAnswer {
  events_received: number
  messages: string[]
  fbtrace_id: string
}
const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk

const edge = fakeEdge()
const app = buildCollector(edge, { log: false })
beforeAll(async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  // GRAPH is a getter without setter. @source reference 5.12
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => `http://127.0.0.1:${port}` })
})
afterAll(() => app.close())

const DAY_S = 86_400

/** A Purchase as the SDK's own example builds one: it normalises and hashes by itself. */
function purchase({ days_old = 0, currency = true } = {}): Builder {
  const user = call(new sdk.UserData(), { setEmails: ['Joe@eg.com'], setPhones: ['12345678901'] })
  const cookies = { setFbc: 'fb.1.1554763741205.AbCdEf', setFbp: 'fb.1.1558571054389.1098115397' }
  const custom = call(new sdk.CustomData(), { setValue: 123.45, ...(currency && { setCurrency: 'usd' }) })
  return call(new sdk.ServerEvent(), {
    setEventName: 'Purchase',
    setEventTime: Math.floor(edge.now.ms / 1000) - days_old * DAY_S,
    setUserData: call(user, cookies),
    setCustomData: custom,
    setEventSourceUrl: 'https://shop.example/product/123',
    setActionSource: 'website',
  })
}

function call(builder: Builder, values: { [method: string]: unknown }): Builder {
  for (const [method, value] of Object.entries(values)) builder[method]?.(value)
  return builder
}

async function execute(events: Builder[], token = edge.access_token, dataset_id = edge.dataset.id) {
  edge.journal.lines = []
  sdk.FacebookAdsApi.init(token, 'en_US', false)
  const request = new sdk.EventRequest(token, dataset_id)
  request.setEvents?.(events)
  return request.execute()
}

test('the SDK sends one event', async () => {
  const answer = await execute([purchase()])
  expect(answer).toMatchObject({ events_received: 1, messages: [], fbtrace_id: expect.any(String) })
  expect(edge.journal.sightings).toMatchObject([
    {
      channel: 'server',
      event: {
        event_name: 'Purchase',
        custom_data: { value: 123.45, currency: 'USD' },
        user_data: { em: [edge.sha256('joe@eg.com')], ph: [edge.sha256('12345678901')] },
      },
    },
  ])
})

test('the SDK sends 1,000 events', async () => {
  const answer = await execute(Array.from({ length: 1000 }, () => purchase()))
  expect([answer.events_received, edge.journal.sightings.length]).toEqual([1000, 1000])
})

type Refused = [
  title: string,
  send: () => Promise<unknown>,
  http: number,
  error: { [field: string]: unknown },
]
const refused: Refused[] = [
  ['1,001 events', () => execute(Array.from({ length: 1001 }, () => purchase())), 400, { code: 100 }],
  [
    'an event 8 days old',
    () => execute([purchase({ days_old: 8 })]),
    400,
    { code: 100, error_subcode: 2804003 },
  ],
  [
    'a missing currency',
    () => execute([purchase({ currency: false })]),
    400,
    { code: 100, error_subcode: 2804010 },
  ],
  ['an unhashed email', sendUnhashed, 400, { code: 100, error_subcode: 2804016 }],
  ['a bad token', () => execute([purchase()], 'EAAbad'), 401, { code: 190, type: 'OAuthException' }],
  [
    'an unknown dataset',
    () => execute([purchase()], edge.access_token, '1234567890123456'),
    400,
    { code: 100, error_subcode: 33, type: 'GraphMethodException' },
  ],
]
for (const [title, send, http, error] of refused)
  test(`the SDK is told what Meta would tell it: ${title}`, async () => {
    const thrown = await send().then(
      () => null,
      (reason: { status: number; response: object }) => reason,
    )
    expect(thrown).toMatchObject({ status: http, response: error })
    expect(edge.journal.sightings).toEqual([])
  })

/** The SDK hashes whatever it is given: an event that is no builder's goes out as it is. */
function sendUnhashed() {
  const event = purchase()
  const normalize = event.normalize?.bind(event)
  event.normalize = (value) => {
    const sent = Object(normalize?.(value))
    return { ...sent, user_data: { em: 'joe@eg.com' } }
  }
  return execute([event])
}
