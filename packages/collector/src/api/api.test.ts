import { beforeEach, expect, test } from 'vitest'
import { ApiClient } from '../../testing/api-answers.js'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
let api: ApiClient
let instance_token: string
let other_id: string
beforeEach(async () => {
  edge = fakeEdge()
  other_id = edge.configuration.createDataset({ name: 'Other' }).id
  instance_token = edge.configuration.createToken(null, 'admin').access_token
  app = buildCollector(edge, { log: false })
  api = await ApiClient.of(app)
})

const STATS = {
  received: { browser: 2, server: 1 },
  ...{ counted: 2, duplicate: 1, rejected: 0, blocked: 0, restricted: 0 },
  by_event: {
    Purchase: { received: { browser: 2, server: 1 }, counted: 2, duplicate: 1, both: 1, value: { USD: 9.5 } },
  },
  ...{ rejections: {}, blocks: {}, restrictions: {} },
}
const EVENT = {
  ...{ dataset_id: '1', event_name: '<script>', event_id: null, event_time: 1_763_900_000 },
  ...{
    action_source: 'website',
    event_source_url: null,
    channels: ['browser'],
    counted_at_ms: 1_763_900_000_000,
  },
  custom_data: { value: 9.5, contents: [{ id: '\u2028</script>' }] },
  user_data: { em: ['ab'.repeat(32)], fbp: 'fb.1.1.1', fbc: null },
  sightings: [
    {
      ...{ channel: 'browser', received_at_ms: 1, verdict: 'counted', method: null, primary: true },
      ...{ sighting_id: 's', event_id: null, warnings: [] },
    },
  ],
} as never

test('the document: OpenAPI 3.1, each operation named once, every one of them behind a token', () => {
  const { document } = api
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(document.components.securitySchemes).toHaveProperty('token')
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  )
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/audit',
    '/api/datasets',
    '/api/datasets/{dataset_id}',
    '/api/datasets/{dataset_id}/aem',
    '/api/datasets/{dataset_id}/alerts',
    '/api/datasets/{dataset_id}/alerts/{alert_id}',
    '/api/datasets/{dataset_id}/alerts/{alert_id}/test',
    '/api/datasets/{dataset_id}/counted-by-name',
    '/api/datasets/{dataset_id}/counted/{sighting_id}',
    '/api/datasets/{dataset_id}/custom-conversions/preview',
    '/api/datasets/{dataset_id}/delivery',
    '/api/datasets/{dataset_id}/delivery/{destination_id}/letters',
    '/api/datasets/{dataset_id}/delivery/{destination_id}/letters/{letter_id}',
    '/api/datasets/{dataset_id}/delivery/{destination_id}/letters/{letter_id}/resend',
    '/api/datasets/{dataset_id}/delivery/{destination_id}/resend',
    '/api/datasets/{dataset_id}/destinations',
    '/api/datasets/{dataset_id}/destinations/{destination_id}',
    '/api/datasets/{dataset_id}/destinations/{destination_id}/check-token',
    '/api/datasets/{dataset_id}/diagnostics',
    '/api/datasets/{dataset_id}/domains',
    '/api/datasets/{dataset_id}/domains/{domain}',
    '/api/datasets/{dataset_id}/domains/{domain}/verify',
    '/api/datasets/{dataset_id}/event-names',
    '/api/datasets/{dataset_id}/event-names/{event_name}',
    '/api/datasets/{dataset_id}/event-rules/preview',
    '/api/datasets/{dataset_id}/events',
    '/api/datasets/{dataset_id}/issues/{issue_id}',
    '/api/datasets/{dataset_id}/key-events',
    '/api/datasets/{dataset_id}/orders',
    '/api/datasets/{dataset_id}/orders/import',
    '/api/datasets/{dataset_id}/orders/list',
    '/api/datasets/{dataset_id}/orders/release',
    '/api/datasets/{dataset_id}/orders/secret',
    '/api/datasets/{dataset_id}/orders/webhook',
    '/api/datasets/{dataset_id}/quality',
    '/api/datasets/{dataset_id}/search',
    '/api/datasets/{dataset_id}/seen-lately',
    '/api/datasets/{dataset_id}/series',
    '/api/datasets/{dataset_id}/snippet',
    '/api/datasets/{dataset_id}/stats',
    '/api/datasets/{dataset_id}/test-events/send',
    '/api/datasets/{dataset_id}/test-events/stream',
    '/api/datasets/{dataset_id}/tokens',
    '/api/datasets/{dataset_id}/tokens/{token_id}',
    '/api/datasets/{dataset_id}/troubleshoot/{pattern}',
    '/api/links/look',
    '/api/links/use',
    '/api/people',
    '/api/people/{person_id}',
    '/api/people/{person_id}/reset',
    '/api/session',
    '/api/session/password',
    '/api/session/totp',
    '/api/summary',
  ])
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { path, responses } of operations)
    for (const status of ['400', '401', '403', '404', '429', '500', '503'])
      expect([path, status, responses[status]?.content['application/json']?.schema]).toEqual([
        path,
        status,
        { $ref: '#/components/schemas/ApiError' },
      ])
})

test("a dataset's token sees that dataset, one of the instance all", async () => {
  const { id } = edge.dataset
  expect(await api.get('/datasets', edge.access_token)).toMatchObject({
    http: 200,
    data: [{ id, name: 'Shop' }],
  })
  const all = await api.get('/datasets', instance_token)
  expect(all.data.map((dataset: { id: string }) => dataset.id).sort()).toEqual([id, other_id].sort())
  expect(await api.get(`/datasets/${id}`, edge.access_token)).toMatchObject({
    http: 200,
    domain: 'shop.example',
    archived_at_ms: null,
    settings: { count_test_events: true, deduplication_window_hours: 48 },
  })
})

type Refused = [
  title: string,
  url: () => string,
  token: () => string | undefined,
  http: number,
  error: object,
]
const refused: Refused[] = [
  ['nobody', () => '/datasets', () => undefined, 401, { code: 'token_missing' }],
  ['a token that is none', () => '/datasets', () => 'cs_nonsense', 401, { code: 'token_invalid' }],
  [
    'a token in the address',
    () => `/datasets?access_token=${instance_token}`,
    () => undefined,
    401,
    { code: 'token_missing' },
  ],
  [
    'limit',
    () => `/datasets/${edge.dataset.id}/events?limit=0`,
    () => edge.access_token,
    400,
    { code: 'parameter_invalid', at: 'limit' },
  ],
  [
    'since',
    () => `/datasets/${edge.dataset.id}/stats?since=yesterday`,
    () => edge.access_token,
    400,
    { code: 'parameter_invalid', at: 'since' },
  ],
  [
    'a test code',
    () => `/datasets/${edge.dataset.id}/test-events/stream?code=%3Cb%3E`,
    () => edge.access_token,
    400,
    { code: 'parameter_invalid', at: 'code' },
  ],
]
test.each(refused)('refused: %s', async (_title, url, token, http, error) =>
  expect(await api.get(url(), token())).toMatchObject({ http, error }),
)

test('another dataset is as one that does not exist, on every route', async () => {
  const signals = ['/diagnostics', '/quality', '/key-events', '/orders', '/orders/list?state=both', '/aem']
  const others = ['/troubleshoot/roas_wrong', '/domains']
  for (const rest of ['', '/stats', '/events', '/test-events/stream', ...signals, ...others]) {
    const there = await api.get(`/datasets/${other_id}${rest}`, edge.access_token)
    const nowhere = await api.get(`/datasets/999${rest}`, edge.access_token)
    const none = await api.get(`/datasets/x%27y${rest}`, edge.access_token)
    expect([there.http, there.error]).toEqual([404, nowhere.error])
    expect([none.http, none.error.code]).toEqual([404, 'object_unknown'])
  }
})

test('an address that is none of the API, with and without a token', async () => {
  const headers = { authorization: `Bearer ${instance_token}` }
  const answer = await app.inject({ url: '/api/nothing/here', headers })
  expect([answer.statusCode, answer.json()]).toMatchObject([404, { error: { code: 'path_unknown' } }])
  expect(api.faultsOf('ApiError', answer.json())).toEqual([])
  expect((await app.inject({ url: '/api/nothing/here' })).statusCode).toBe(401)
})

test('only an administrator may change: others are told so before anything is looked at', async () => {
  const post = (access_token: string) =>
    app.inject({ method: 'POST', url: '/api/datasets', headers: { authorization: `Bearer ${access_token}` } })
  const answer = await post(edge.access_token)
  expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'permission_missing'])
  expect((await post(instance_token)).statusCode).toBe(400)
})

test('a revoked token is dead at once', async () => {
  const token = edge.configuration.createToken(null, 'short')
  expect((await api.get('/datasets', token.access_token)).http).toBe(200)
  edge.configuration.revokeToken(token.id)
  expect((await api.get('/datasets', token.access_token)).http).toBe(401)
})

test('the books, and since when', async () => {
  const asked: unknown[] = []
  edge.now.ms = Date.parse('2026-11-23T12:00:00Z')
  if (edge.api)
    edge.api.stats = async (...given) => {
      asked.push(given)
      return STATS
    }
  const url = `/datasets/${edge.dataset.id}/stats`
  expect(await api.get(url, edge.access_token)).toMatchObject({ http: 200, ...STATS })
  await api.get(`${url}?since=24h`, edge.access_token)
  await api.get(`${url}?since=2026-11-20`, edge.access_token)
  await api.get(`${url}?since=1763900000000`, edge.access_token)
  expect(asked).toEqual(
    [null, Date.parse('2026-11-22T12:00:00Z'), Date.parse('2026-11-20'), 1_763_900_000_000].map(
      (since_ms) => [edge.dataset.id, since_ms],
    ),
  )
})

test('counted events, in the shape of the contract, whatever text stands in them', async () => {
  const asked: unknown[] = []
  edge.reports.events = async (...given) => {
    asked.push(given)
    return [EVENT]
  }
  const url = `/datasets/${edge.dataset.id}/events`
  const { http, data } = await api.get(`${url}?event=Purchase&limit=5`, edge.access_token)
  expect([http, data]).toEqual([200, [EVENT]])
  await api.get(url, edge.access_token)
  expect(asked).toEqual([
    [edge.dataset.id, { event_name: 'Purchase', since_ms: 0, limit: 5 }],
    [edge.dataset.id, { event_name: null, since_ms: 0, limit: 100 }],
  ])
})

test('a read that counting keeps waiting says so, and when to ask again', async () => {
  edge.fold.reaches = async () => false
  const answer = await api.get(`/datasets/${edge.dataset.id}/stats`, edge.access_token)
  expect(answer).toMatchObject({
    http: 503,
    error: { code: 'counting_behind' },
    headers: { 'retry-after': '2' },
  })
})

test('what nobody foresaw has a trace id, and nothing of what went wrong', async () => {
  edge.reports.events = () => Promise.reject(new Error('jo@shop.example'))
  const answer = await api.get(`/datasets/${edge.dataset.id}/events`, edge.access_token)
  expect(answer).toMatchObject({
    http: 500,
    error: { code: 'internal', trace_id: expect.stringMatching(/^Atrace/) },
  })
  expect(JSON.stringify(answer)).not.toContain('jo@')
})

test('one caller may ask so much in a minute, one stranger less, and neither costs the other', async () => {
  const ask = async (access_token?: string) => {
    const headers = access_token === undefined ? {} : { authorization: `Bearer ${access_token}` }
    return (await app.inject({ url: '/api/datasets', headers })).statusCode
  }
  let strangers = 0
  while ((await ask()) === 401) strangers += 1
  // The document was asked for without a token before.
  expect(strangers).toBe(119)
  let callers = 0
  while ((await ask(edge.access_token)) === 200) callers += 1
  expect(callers).toBe(1_200)
  expect(await api.get('/datasets', edge.access_token)).toMatchObject({
    http: 429,
    headers: { 'retry-after': '2' },
  })
  expect(await ask(instance_token)).toBe(200)
  edge.now.ms += 60_000
  expect([await ask(), await ask(edge.access_token)]).toEqual([401, 200])
})

test('without the ports for it there is no API, as in the emulator', async () => {
  const { api: _left_out, ...ports } = fakeEdge()
  const answer = await buildCollector(ports, { log: false }).inject({ url: '/api/openapi.json' })
  expect(answer.statusCode).toBe(404)
})
