import { DAY_MS, HOUR_MS } from '@countersign/core'
import { beforeEach, expect, test } from 'vitest'
import { ApiClient } from '../../../testing/api-answers.js'
import { countingEdge } from '../../../testing/counting-edge.js'
import { buildCollector } from '../../collector.js'

const SECRET = 'ab'.repeat(32)
const HOSTILE = '<script>alert(1)</script>/\u202e?'

let shop: ReturnType<typeof countingEdge>
let app: ReturnType<typeof buildCollector>
let api: ApiClient
let url: string
beforeEach(async () => {
  shop = countingEdge()
  // Noon, so that no hour and no day ends meanwhile.
  shop.now.ms = (Math.floor(shop.now.ms / DAY_MS) + 1.5) * DAY_MS
  app = buildCollector(shop.edge, { log: false })
  api = await ApiClient.of(app)
  url = `/datasets/${shop.dataset.id}`
})
const get = (path: string) => api.get(url + path, shop.access_token)

async function beacon(event_name: string, more: { [name: string]: string } = {}) {
  const query = new URLSearchParams({
    ...{ id: shop.dataset.id, ev: event_name, dl: 'https://shop.example/thanks?em=hidden' },
    ...more,
  })
  expect((await app.inject({ url: `/tr?${query}` })).statusCode).toBe(200)
}
async function send(event_name: string, more: object = {}, http = 200) {
  const event = {
    ...{ event_name, event_time: Math.floor(shop.now.ms / 1_000), action_source: 'website' },
    event_source_url: 'https://shop.example/thanks',
    user_data: { em: [SECRET], client_user_agent: 'Mozilla/5.0', client_ip_address: '203.0.113.9' },
    ...more,
  }
  const sent = await app.inject({
    method: 'POST',
    url: `/v24.0/${shop.dataset.id}/events`,
    headers: { authorization: `Bearer ${shop.access_token}`, 'content-type': 'application/json' },
    payload: { data: [event] },
  })
  expect(sent.statusCode).toBe(http)
}
/** A purchase on both paths, 1.8 s apart; one of the server's alone; a page view; a hostile name; a refusal. */
async function sell() {
  await beacon('Purchase', {
    eid: 'A1',
    'cd[value]': '9.5',
    'cd[currency]': 'USD',
    fbp: 'fb.1.1763900000000.42',
  })
  shop.now.ms += 1_800
  const custom_data = { value: 9.5, currency: 'USD', order_id: '#1001' }
  await send('Purchase', { event_id: 'A1', custom_data })
  await send('Purchase', { event_id: 'A2', custom_data: { ...custom_data, value: 0.2, order_id: '1002' } })
  await beacon('PageView')
  await beacon(HOSTILE)
  await send('Purchase', { event_id: 'A3', custom_data: { currency: 'USD' } }, 400)
}

test('series: by day and by hour, in all and of one event; each step there', async () => {
  await sell()
  const purchases = {
    ...{ received: { browser: 1, server: 3 }, counted: 2, duplicate: 1, rejected: 1 },
    ...{ blocked: 0, restricted: 0, both: 1, value: { USD: 9.7 } },
  }
  const days = await get('/series?event=Purchase')
  expect(days).toMatchObject({ http: 200, step: 'day', time_zone: 'UTC', totals: purchases })
  expect(days.data.length).toBe(29)
  expect(days.data.at(-1)).toEqual({ at_ms: Math.floor(shop.now.ms / DAY_MS) * DAY_MS, ...purchases })
  expect(days.data[0]).toMatchObject({ at_ms: days.since_ms, counted: 0, value: {} })
  const hours = await get('/series?step=hour&since=2h')
  expect(hours.totals).toMatchObject({ received: { browser: 3, server: 3 }, counted: 4, duplicate: 1 })
  expect(hours.data).toHaveLength(3)
  expect(hours.data.at(-1).at_ms).toBe(Math.floor(shop.now.ms / HOUR_MS) * HOUR_MS)
  expect((await get('/series?since=400d')).data.length).toBeGreaterThanOrEqual(400)
  expect((await get('/series?event=Unknown')).totals).toMatchObject({ counted: 0 })
})

test('counted-by-name: a line for each name, a number for each day', async () => {
  await sell()
  const lines = await get('/counted-by-name?since=7d')
  const purchases = await get('/series?since=7d&event=Purchase')
  const days = (of: { data: { at_ms: number }[] }) => of.data.map(({ at_ms }) => at_ms)
  expect(lines).toMatchObject({ http: 200, time_zone: 'UTC', begins_ms: days(purchases) })
  const [most] = lines.data
  expect(most).toEqual({
    event_name: 'Purchase',
    counted: purchases.data.map(({ counted }: { counted: number }) => counted),
  })
  expect(lines.data).toHaveLength(3)
})

test('series: days begin at the midnight of the dataset', async () => {
  const { settings } = shop.dataset
  const { configuration } = shop.edge
  configuration.changeDataset(shop.dataset.id, { settings: { ...settings, time_zone: 'America/New_York' } })
  shop.now.ms = Date.parse('2026-11-02T04:30:00Z')
  const days = await get('/series?since=2026-10-31&until=2026-11-02')
  expect(days.data.map(({ at_ms }: { at_ms: number }) => new Date(at_ms).toISOString())).toEqual([
    '2026-10-31T04:00:00.000Z',
    '2026-11-01T04:00:00.000Z',
  ])
  expect(days.until_ms).toBe(Date.parse('2026-11-02T05:00:00Z'))
})

const wrong: [path: string, http: number, error: object][] = [
  ['/series?since=2026-01-01&until=2025-01-01', 400, { code: 'parameter_invalid', at: 'since' }],
  ['/series?since=500d', 400, { code: 'parameter_invalid', at: 'since' }],
  ['/series?since=40d&step=hour', 400, { code: 'parameter_invalid', at: 'since' }],
  ['/series?until=soon', 400, { code: 'parameter_invalid', at: 'until' }],
  ['/series?step=week', 400, { code: 'parameter_invalid', at: 'step' }],
  ['/event-names?since=500d', 400, { code: 'parameter_invalid', at: 'since' }],
  ['/event-names/Nothing', 404, { code: 'object_unknown', at: 'event_name' }],
  ['/counted/none', 404, { code: 'object_unknown', at: 'sighting_id' }],
  ['/counted/000000000001-00000-00000000', 404, { code: 'object_unknown', at: 'sighting_id' }],
  ['/search', 400, { code: 'parameter_invalid', at: 'q' }],
  [`/search?q=${'x'.repeat(257)}`, 400, { code: 'parameter_invalid', at: 'q' }],
  ['/delivery/1/letters', 404, { code: 'object_unknown', at: 'destination_id' }],
  ['/snippet?host=javascript:alert(1)', 400, { code: 'parameter_invalid', at: 'host' }],
  ["/snippet?host=https://a'b.example", 400, { code: 'parameter_invalid', at: 'host' }],
]
for (const [path, http, error] of wrong)
  test(`refused: ${path.slice(0, 60)}`, async () => expect(await get(path)).toMatchObject({ http, error }))

test('another dataset’s is as one that is not there', async () => {
  await sell()
  const { configuration } = shop.edge
  const other = configuration.createDataset({ name: 'Other' })
  const { access_token } = configuration.createToken(other.id, 'test')
  const [purchase] = (await get('/events?event=Purchase')).data
  const { sighting_id } = purchase.sightings[0]
  for (const path of [
    '/series',
    '/event-names',
    `/counted/${sighting_id}`,
    '/search?q=A1',
    '/delivery',
    '/snippet',
  ])
    expect(await api.get(url + path, access_token)).toMatchObject({ http: 404 })
  expect(await api.get(`/datasets/${other.id}/counted/${sighting_id}`, access_token)).toMatchObject({
    http: 404,
  })
  expect((await api.get(`/datasets/${other.id}/search?q=A1`, access_token)).data).toEqual([])
  expect((await api.get('/summary', access_token)).data).toMatchObject([{ dataset_id: other.id }])
})

test('summary: today by channel, the last report, match quality', async () => {
  await sell()
  shop.observe()
  const { data, as_of_ms } = await api.get('/summary', shop.access_token)
  expect(as_of_ms).toBe(shop.now.ms)
  expect(data).toEqual([
    {
      dataset_id: shop.dataset.id,
      last_received_at_ms: expect.any(Number),
      today: { received: { browser: 3, server: 3 }, counted: 4 },
      match_quality: expect.any(Number),
      issues: { error: 0, warning: 0, info: 0 },
    },
  ])
  expect(data[0].last_received_at_ms).toBeGreaterThanOrEqual(shop.now.ms)
})

test('event names: a row each with its books, when it last came, its quality and its open issues', async () => {
  await sell()
  shop.observe()
  const { configuration } = shop.edge
  configuration.recordIssues(
    shop.dataset.id,
    shop.reading.diagnosed(shop.dataset.id, shop.now.ms),
    shop.now.ms,
  )
  const names = await get('/event-names?since=1h')
  expect(names).toMatchObject({ http: 200, others: 0, behind_rows: 0 })
  const rows: { event_name: string }[] = names.data
  expect(rows.map(({ event_name }) => event_name).sort()).toEqual([HOSTILE, 'PageView', 'Purchase'])
  const [purchase] = names.data
  expect(purchase).toMatchObject({ counted: 2, duplicate: 1, rejected: 1, both: 1, value: { USD: 9.7 } })
  expect(purchase.last_received_at_ms).toBeGreaterThanOrEqual(shop.now.ms)
  expect(purchase.match_quality).toBeGreaterThan(0)
})

test('one event name: what its sightings carried by channel, refusals, samples; no value of anybody', async () => {
  await sell()
  shop.observe()
  const one = await get('/event-names/Purchase')
  expect(one).toMatchObject({
    ...{ http: 200, event_name: 'Purchase', totals: { counted: 2, rejected: 1, value: { USD: 9.7 } } },
    ...{ sightings: { browser: 1, server: 2 }, event_id: { browser: 1, server: 2 } },
    duplicates: [{ method: 'event_id', browser: 0, server: 1 }],
    refusals: [{ state: 'rejected', browser: 0, server: 1 }],
    hosts: [{ name: 'shop.example', browser: 1, server: 2 }],
    action_sources: [{ name: 'website', browser: 1, server: 2 }],
    urls: {
      reports: { browser: 1, server: 2 },
      data: [{ name: 'shop.example/thanks', browser: 1, server: 2 }],
    },
    quality: { event_name: 'Purchase', match: { web: 2 } },
  })
  expect(one.parameters).toContainEqual({ name: 'order_id', browser: 0, server: 2 })
  expect(one.match_keys).toContainEqual({ name: 'em', browser: 0, server: 2 })
  expect(one.samples).toHaveLength(2)
  const both = one.samples.find(({ event_id }: { event_id: string }) => event_id === 'A1')
  expect(both).toMatchObject({ value: 9.5, currency: 'USD', event_source_url: 'https://shop.example/thanks' })
  expect(both.sightings.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['counted', 'duplicate'])
  expect(JSON.stringify(one)).not.toMatch(new RegExp(`${SECRET}|hidden|203\\.0`))
  expect(await get(`/event-names/${encodeURIComponent(HOSTILE)}`)).toMatchObject({
    http: 200,
    event_name: HOSTILE,
  })
})

test('a counted event: its sightings side by side, why, from where each key is, what became of it; keys, never values', async () => {
  const { configuration } = shop.edge
  const { id: dataset_id } = shop.dataset
  const destination = configuration.createDestination(
    {
      dataset_id,
      kind: 'meta',
      name: 'Meta',
      target_id: '1832195656904796',
      from_position: 1,
      hold_seconds: 0,
    },
    { access_token: 'EAAB', app_secret: null },
  )
  if (typeof destination === 'string') throw new Error(destination)
  shop.deliver(() => {})
  await sell()
  shop.now.ms += 60_000
  shop.deliver((outbox) => {
    const taken = outbox.take(destination, 10, shop.now.ms)
    if (taken === null) throw new Error('nothing is due')
    const [first, ...others] = taken.events.map(({ seq }) => seq)
    const refusal = {
      ...{ http: 400, code: 100, subcode: 2804019, title: 'Invalid', message: 'Not valid', fbtrace_id: 'A' },
    }
    const answer = { http: 200, fbtrace_id: 'A9', events_received: others.length, why: null }
    outbox.record(
      taken.request_id,
      { sent: others, refused: [{ seq: first ?? 0, refusal }], again: [], ...answer },
      shop.now.ms,
    )
  })
  const found = await get('/search?q=A1')
  expect(found.data).toMatchObject([{ kind: 'event_id', event_name: 'Purchase', event_id: 'A1' }])
  const event = await get(`/counted/${found.data[0].sighting_id}`)
  const [browser, server] = event.sightings
  expect(event).toMatchObject({
    ...{
      http: 200,
      event_name: 'Purchase',
      event_id: 'A1',
      channels: ['browser', 'server'],
      is_archived: false,
    },
    custom_data: { value: 9.5, currency: 'USD', order_id: '#1001' },
    primary: { sighting_id: browser.sighting_id, why: 'first', after_ms: 0, within_ms: 300_000 },
  })
  expect(event.user_data).toContainEqual({ key: 'em', is_hashed: true })
  expect(event.user_data).toContainEqual({ key: 'fbp', is_hashed: false })
  expect(event.merged).toContainEqual({
    ...{ at: 'custom_data', key: 'order_id', sighting_id: server.sighting_id, channel: 'server' },
  })
  expect(browser).toMatchObject({
    verdict: 'counted',
    primary: true,
    why: { code: 'first' },
    part: 'primary',
  })
  expect(server).toMatchObject({
    ...{ verdict: 'duplicate', method: 'event_id', primary: false, part: 'gave', after_ms: 1_800 },
    why: { code: 'event_id_same', with: { sighting_id: browser.sighting_id }, after_ms: 1_800 },
  })
  expect(event.deliveries).toMatchObject([{ destination_id: destination.id, destination: 'Meta' }])
  expect(['sent', 'refused']).toContain(event.deliveries[0].state)
  expect((await get(`/counted/${server.sighting_id}`)).sightings).toEqual(event.sightings)
  expect(JSON.stringify(event)).not.toMatch(new RegExp(`${SECRET}|203\\.0|fb\\.1\\.1763|EAAB`))

  const delivery = await get('/delivery')
  expect(delivery).toMatchObject({ http: 200, is_behind: false, purchase_hold: null })
  expect(delivery.data).toMatchObject([
    {
      destination_id: destination.id,
      counts: { refused: 1 },
      stopped: null,
      answers: [{ http: 200, requests: 1 }],
    },
  ])
  const [code] = Object.keys(delivery.data[0].reasons.refused)
  const letters = await get(`/delivery/${destination.id}/letters?code=${code}&limit=1`)
  expect(letters).toMatchObject({ http: 200, data: [{ state: 'refused', reason: code }] })
  expect(letters.after).toMatch(/^\d+$/)
  const rest = await get(`/delivery/${destination.id}/letters?after=${letters.after}`)
  expect(rest).toMatchObject({ data: [], after: null })
  expect(await get(`/delivery/${destination.id}/letters?code=other`)).toMatchObject({ data: [] })
})

test('search: names by their beginning, a sighting by its id, an order told of or tracked', async () => {
  await sell()
  const order = { order_id: '1001', placed_at_ms: shop.now.ms, status: 'paid' as const, value_e4: 95_000 }
  shop.observe([{ ...order, currency: 'USD', em: null, ph: null, external_id: null }])
  expect((await get('/search?q=p')).data).toEqual([
    { kind: 'event', event_name: 'PageView' },
    { kind: 'event', event_name: 'Purchase' },
  ])
  const [purchase] = (await get('/events?event=Purchase')).data
  const { sighting_id } = purchase.sightings[0]
  expect((await get(`/search?q=${sighting_id}`)).data).toMatchObject([{ kind: 'sighting', sighting_id }])
  const [told] = (await get('/search?q=%231001')).data
  expect(told).toMatchObject({ kind: 'order', order_id: '1001', placed_at_ms: shop.now.ms })
  expect(await get(`/counted/${told.sighting_id}`)).toMatchObject({ event_id: 'A1' })
  expect((await get('/search?q=1002')).data).toMatchObject([
    { kind: 'order', order_id: '1002', state: null, placed_at_ms: null },
  ])
  for (const q of ['%20', '%00', 'nothing', "'%20OR%201=1", HOSTILE.slice(1)])
    expect((await get(`/search?q=${encodeURIComponent(q)}`)).data).toEqual([])
})

test('snippet: for the host that was asked, or another', async () => {
  const own = await get('/snippet')
  expect(own).toMatchObject({ http: 200, host: 'http://t.shop.example' })
  expect(own.base_code).toMatch(/^<script>.*t\.shop\.example.*<\/script>$/s)
  expect(await get('/snippet?host=https://other.example:8443')).toMatchObject({
    snippet: expect.stringContaining('https://other.example:8443'),
  })
})

test('of a dataset that has nothing each address answers, in its shape', async () => {
  for (const path of ['/series', '/event-names', '/search?q=A', '/delivery'])
    expect(await get(path)).toMatchObject({ http: 200 })
  expect((await api.get('/summary', shop.access_token)).data[0]).toMatchObject({
    ...{ last_received_at_ms: null, match_quality: null },
  })
})
