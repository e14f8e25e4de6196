import { beforeEach, expect, test } from 'vitest'
import { ApiClient } from '../../../testing/api-answers.js'
import { countingEdge } from '../../../testing/counting-edge.js'
import { buildCollector } from '../../collector.js'

let shop: ReturnType<typeof countingEdge>
let app: ReturnType<typeof buildCollector>
let api: ApiClient
let url: string
let instance_token: string
beforeEach(async () => {
  shop = countingEdge()
  app = buildCollector(shop.edge, { log: false })
  api = await ApiClient.of(app)
  url = `/datasets/${shop.dataset.id}`
  instance_token = shop.edge.configuration.createToken(null, 'admin').access_token
})
const get = (path: string) => api.get(url + path, shop.access_token)

/** Purchases of the server's, with ids that the browser never says, and a currency that is none. */
async function sendFaults(count = 40) {
  const data = Array.from({ length: count }, (_, n) => ({
    event_name: 'Purchase',
    event_time: Math.floor(shop.now.ms / 1_000),
    event_id: `server-${n}`,
    action_source: 'website',
    event_source_url: 'https://shop.example/thanks?email=hidden',
    user_data: { em: ['ab'.repeat(32)], client_user_agent: 'Mozilla/5.0' },
    custom_data: { value: 9.5, currency: 'USD', order_id: `o${n}` },
  }))
  const headers = { authorization: `Bearer ${shop.access_token}`, 'content-type': 'application/json' }
  const sent = await app.inject({
    method: 'POST',
    url: `/v24.0/${shop.dataset.id}/events`,
    headers,
    payload: { data },
  })
  expect(sent.statusCode).toBe(200)
  for (let n = 0; n < count; n += 1) {
    const query = new URLSearchParams({
      ...{ id: shop.dataset.id, ev: 'Purchase', eid: `page-${n}`, dl: 'https://shop.example/thanks' },
      ...{ 'cd[value]': '9.5', 'cd[currency]': '$', fbp: `fb.1.1763900000000.${n}` },
    })
    expect((await app.inject({ url: `/tr?${query}` })).statusCode).toBe(200)
  }
}
const order = (order_id: string, value_e4: number) => ({
  ...{ order_id, placed_at_ms: shop.now.ms, status: 'paid' as const, value_e4, currency: 'USD' },
  ...{ em: null, ph: null, external_id: null },
})

test('before anything is observed each address answers, in its shape, and says what it lacks', async () => {
  await sendFaults()
  const as_of = { http: 200, dataset_id: shop.dataset.id, behind_rows: expect.any(Number) }
  expect(await get('/diagnostics')).toMatchObject({ ...as_of, diagnoses: [], previous: [] })
  expect(await get('/quality')).toMatchObject({ ...as_of, events: expect.any(Array) })
  expect(await get('/key-events')).toMatchObject({ ...as_of, business_type: 'shop' })
  expect(await get('/orders')).toMatchObject({ http: 200, shop: 0, days: [] })
  expect(await get('/orders/list?state=both')).toMatchObject({ http: 200, data: [], after: null })
  expect(await get('/aem')).toMatchObject({ http: 200, is_behind: true })
  expect(await get('/troubleshoot/learning_stuck')).toMatchObject({ ...as_of, pattern: 'learning_stuck' })
  expect((await get('/diagnostics')).behind_rows).toBeGreaterThan(0)
})

test('what is wrong, with its samples by the ids of events; nothing of what was sent', async () => {
  await sendFaults()
  shop.observe()
  const { http, behind_rows, active, diagnoses } = await get('/diagnostics')
  expect([http, behind_rows]).toEqual([200, 0])
  const found = diagnoses.find(({ code }: { code: string }) => code === 'invalid_currency')
  expect(found).toMatchObject({
    ...{ event_name: 'Purchase', channel: 'browser', severity: 'error', affected: 40 },
    ...{ urls: [{ url: 'https://shop.example/thanks', count: 40 }], issue: { id: null, state: 'active' } },
    threshold: { of: 'seen', share_min: 0.01, sample_min: 5, affected_min: 3, over: '7 days' },
  })
  expect(found.samples).toHaveLength(20)
  expect(active.error).toBeGreaterThan(0)
  expect(JSON.stringify(diagnoses)).not.toMatch(/hidden|"\$"/)
})

test('an issue is marked by an administrator, only where it is the dataset’s', async () => {
  await sendFaults()
  shop.observe()
  const { configuration } = shop.edge
  const { id: other_id } = configuration.createDataset({ name: 'Other' })
  configuration.recordIssues(
    shop.dataset.id,
    shop.reading.diagnosed(shop.dataset.id, shop.now.ms),
    shop.now.ms,
  )
  const { diagnoses } = await get('/diagnostics')
  const { id } = diagnoses[0].issue
  const at = (dataset_id: string) => `/datasets/${dataset_id}/issues/${id}`
  expect(await api.post(at(shop.dataset.id), shop.access_token, { state: 'ignored' })).toMatchObject({
    http: 403,
  })
  expect(await api.post(at(other_id), instance_token, { state: 'ignored' })).toMatchObject({
    ...{ http: 404, error: { code: 'object_unknown', at: 'issue_id' } },
  })
  expect(await api.post(at(shop.dataset.id), instance_token, { state: 'gone' })).toMatchObject({ http: 400 })
  expect(await api.post(at(shop.dataset.id), instance_token, { state: 'ignored' })).toMatchObject({
    ...{ http: 200, id, state: 'ignored', marked_by: expect.stringMatching(/^token:\w+$/) },
  })
  expect((await get('/diagnostics')).diagnoses[0].issue).toMatchObject({ id, state: 'ignored' })
  const restored = await api.post(at(shop.dataset.id), instance_token, { state: 'restored' })
  expect(restored).toMatchObject({ http: 200, state: 'active' })
})

test('quality of all events or of one; the funnel', async () => {
  await sendFaults()
  shop.observe()
  const { events, key_events } = await get('/quality')
  expect(events).toMatchObject([
    { event_name: 'Purchase', match: { composite_score: expect.any(Number) }, coverage: { coverage: 0 } },
  ])
  expect(await get('/key-events')).toMatchObject(key_events)
  expect(await get('/quality?event=Lead')).toMatchObject({ http: 200, events: [] })
})

test('orders by days, and by pages of a state', async () => {
  await sendFaults(3)
  shop.observe([order('o0', 95_000), order('x1', 10_000), order('x2', 10_000), order('x3', 10_000)])
  expect(await get('/orders?since=7d&until=24h')).toMatchObject({ http: 200, shop: 0 })
  expect(await get('/orders')).toMatchObject({
    ...{ shop: 4, both: 1, only_shop: 3, is_matching: false, behind_rows: 0 },
    value: { USD: { shop: 12.5 } },
  })
  const ids = []
  for (let after: string | null = ''; after !== null; ) {
    const page = `/orders/list?state=only_shop&limit=2${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`
    const answer = await get(page)
    for (const { order, reason } of answer.data) ids.push(`${order.order_id} ${reason.code}`)
    after = answer.after
  }
  expect(ids).toHaveLength(3)
  expect(await get('/orders/list?state=only_tracked')).toMatchObject({ data: expect.any(Array) })
  expect(await get('/orders/list?state=lost')).toMatchObject({ http: 400, error: { at: 'state' } })
  expect(await get('/orders?until=soon')).toMatchObject({ http: 400, error: { at: 'until' } })
})

test('a guided check; one that is none', async () => {
  await sendFaults()
  shop.observe()
  expect(await get('/troubleshoot/purchases_too_many')).toMatchObject({
    ...{
      http: 200,
      behind_rows: 0,
      checks: expect.arrayContaining([expect.objectContaining({ state: 'cause' })]),
    },
  })
  expect(await get('/troubleshoot/all_well')).toMatchObject({ http: 404, error: { at: 'pattern' } })
})

test('domains, with what to put where', async () => {
  const { domains } = shop.edge.configuration
  domains.add(shop.dataset.id, 'shop.example')
  expect(await get('/domains')).toMatchObject({
    ...{
      http: 200,
      data: [{ domain: 'shop.example', status: 'pending', proofs: { dns: expect.any(String) } }],
    },
  })
})

test('aem: what is on, the books and the counts', async () => {
  shop.observe()
  expect(await get('/aem')).toMatchObject({ http: 200, aem: false, is_behind: false, days: [], budget: [] })
})
