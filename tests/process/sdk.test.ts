import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readEvents, readStats } from './books.js'
import { createDataset, EM, purchaseBeacon, sendBeacon } from './client.js'
import { commandsOn, startServer, temporaryDirectory } from './server-process.js'

/** What these tests use of the official SDK, which comes without types. */
type Setters = Record<
  | 'setEventName'
  | 'setEventTime'
  | 'setEventId'
  | 'setActionSource'
  | 'setEventSourceUrl'
  | 'setUserData'
  | 'setCustomData'
  | 'setEmail'
  | 'setClientUserAgent'
  | 'setValue'
  | 'setCurrency',
  (value: unknown) => Setters
>
interface EventRequest {
  setEvents(events: readonly unknown[]): this
  execute(): Promise<{ events_received: number; fbtrace_id: string; messages: string[] }>
}
interface Sdk {
  FacebookAdsApi: { init(access_token: string, locale: string, crash_log: boolean): unknown }
  EventRequest: new (access_token: string, pixel_id: string) => EventRequest
  ServerEvent: new () => Setters
  UserData: new () => Setters
  CustomData: new () => Setters
}
const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk

/** The SDK's own request to a server of ours: only the host is changed. */
function requestTo(url: string, { id, access_token }: { id: string; access_token: string }): EventRequest {
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => url, configurable: true })
  sdk.FacebookAdsApi.init(access_token, 'en_US', false)
  return new sdk.EventRequest(access_token, id)
}

const purchaseOf = (event_id: string): unknown =>
  new sdk.ServerEvent()
    .setEventName('Purchase')
    .setEventTime(Math.floor(Date.now() / 1_000))
    .setEventId(event_id)
    .setActionSource('website')
    .setEventSourceUrl('https://shop.example/thanks')
    .setUserData(new sdk.UserData().setEmail('Jo@Shop.Example').setClientUserAgent('Mozilla/5.0'))
    .setCustomData(new sdk.CustomData().setValue(9.5).setCurrency('usd'))

test('the official SDK: one event, 1,000 events, 1,001 events, and a Purchase that the browser reports too', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const { url } = await startServer(directory)
  const send = (events: readonly unknown[], access = shop) =>
    requestTo(url, access).setEvents(events).execute()
  const many = (count: number) => Array.from({ length: count }, (_, n) => purchaseOf(`many-${n}`))

  expect((await sendBeacon(url, shop.id, purchaseBeacon('both'))).status).toBe(200)
  expect(await send([purchaseOf('both')])).toMatchObject({
    events_received: 1,
    fbtrace_id: expect.any(String),
  })
  expect(await send(many(1_000))).toMatchObject({ events_received: 1_000 })
  await expect(send(many(1_001))).rejects.toMatchObject({
    status: 400,
    response: { code: 100, type: 'OAuthException' },
  })
  const bad_token = { ...shop, access_token: 'EAAnobody' }
  await expect(send([purchaseOf('x')], bad_token)).rejects.toMatchObject({
    status: 401,
    response: { code: 190 },
  })

  expect(await readStats(commands, shop.id)).toMatchObject({
    received: { browser: 1, server: 2_002 },
    counted: 1_001,
    duplicate: 1,
    rejected: 1_001,
    by_event: { Purchase: { both: 1, value: { USD: 9_509.5 } } },
  })
  const both = (await readEvents(commands, shop.id, 2_000)).find((event) => event.event_id === 'both')
  expect(both).toMatchObject({
    channels: ['browser', 'server'],
    sightings: [{ verdict: 'counted' }, { verdict: 'duplicate', method: 'event_id' }],
    // As the SDK has hashed it, the same as ours.
    user_data: { em: [EM] },
  })
})
