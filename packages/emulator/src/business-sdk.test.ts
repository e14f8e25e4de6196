import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { DATASET_ID, emulator } from './client.fixture.js'
import type { Emulator } from './start-emulator.js'

/** What we use of the official SDK, which has no types. It is a dependency of the tests alone. */
interface Sdk {
  FacebookAdsApi: { init(token: string, locale: string, crash_log: boolean): unknown }
  ServerEvent: new () => Builder
  UserData: new () => Builder
  CustomData: new () => Builder
  EventRequest: new (
    token: string,
    dataset_id: string,
  ) => Builder & { execute(): Promise<{ events_received: number }> }
}
type Builder = { [method: string]: (value: unknown) => Builder }
const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk

function call(builder: Builder, values: { [method: string]: unknown }): Builder {
  for (const [method, value] of Object.entries(values)) builder[method]?.(value)
  return builder
}

const purchaseOf = (event_id: string): Builder =>
  call(new sdk.ServerEvent(), {
    setEventName: 'Purchase',
    setEventId: event_id,
    setEventTime: Math.floor(Date.now() / 1_000),
    setActionSource: 'website',
    setEventSourceUrl: 'https://shop.example/thanks',
    setUserData: call(new sdk.UserData(), { setEmails: ['Jo@Shop.Example'] }),
    setCustomData: call(new sdk.CustomData(), { setValue: 9.5, setCurrency: 'usd' }),
  })

function execute(meta: Emulator, events: readonly Builder[]) {
  // GRAPH is a getter without setter. @source reference 5.12
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => meta.url, configurable: true })
  sdk.FacebookAdsApi.init('EAAsdk', 'en_US', false)
  const request = new sdk.EventRequest('EAAsdk', DATASET_ID)
  request.setEvents?.(events)
  return request.execute()
}

test('the official SDK sends to the emulator, and a test waits for what it has sent', async () => {
  const meta = await emulator()
  expect(await execute(meta, [purchaseOf('A1'), purchaseOf('A1')])).toMatchObject({ events_received: 2 })
  await meta.expectConversion('Purchase', {
    event_id: 'A1',
    value: 9.5,
    currency: 'USD',
    user_data: { em: 'jo@shop.example' },
    times: 1,
  })
})

test('the official SDK is told of an injected failure as of one of Meta', async () => {
  const meta = await emulator()
  meta.fail({ code: 17, subcode: 2446079, count: 1 })
  const thrown = await execute(meta, [purchaseOf('A1')]).catch((error: unknown) => error)
  expect(thrown).toMatchObject({
    status: 400,
    response: { code: 17, error_subcode: 2446079, is_transient: true },
  })
  expect(await execute(meta, [purchaseOf('A1')])).toMatchObject({ events_received: 1 })
})

test('a token that stands in the body as the SDK sends it is revoked too', async () => {
  const meta = await emulator()
  meta.fail({ token_revoked: true, access_token: 'EAAsdk' })
  const thrown = await execute(meta, [purchaseOf('A1')]).catch((error: unknown) => error)
  expect(thrown).toMatchObject({ status: 401, response: { code: 190, error_subcode: 460 } })
})
