import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge, multipart } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
beforeEach(() => {
  edge = fakeEdge()
  app = buildCollector(edge, { log: false })
})

const DIGEST = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'
const event = (given: object = {}) => ({
  event_name: 'Lead',
  event_time: Math.floor(edge.now.ms / 1000),
  action_source: 'website',
  event_source_url: 'https://shop.example/',
  user_data: { em: [DIGEST], client_user_agent: 'test' },
  ...given,
})
type Sent = { payload: string | Buffer; headers: { [name: string]: string } }
const json = (body: unknown, headers = {}): Sent => ({
  payload: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
})
const send = (sent: Sent, url = `/v24.0/${edge.dataset.id}/events?access_token=${edge.access_token}`) =>
  app.inject({ method: 'POST', url, ...sent })
const events = (count: number, given: object = {}) => ({
  data: Array.from({ length: count }, () => event(given)),
})

const instanceToken = () => edge.configuration.createToken(null, 'admin').access_token

const compressions: [encoding: string, compress: (body: string) => Buffer][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
]
for (const [encoding, compress] of compressions)
  test(`/events takes a compressed body: ${compress.name}`, async () => {
    const payload = compress(JSON.stringify(events(2)))
    const answer = await send({
      payload,
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    })
    expect([answer.statusCode, answer.json().events_received]).toEqual([200, 2])
  })

const forms: [title: string, sent: () => Sent][] = [
  ['elements as JSON texts', () => json({ data: [JSON.stringify(event())] })],
  ['nulls for what is not set', () => json({ ...events(1), test_event_code: null, partner_agent: null })],
  ['JSON as plain text', () => ({ ...json(events(1)), headers: { 'content-type': 'text/plain' } })],
  ['JSON without content type', () => ({ payload: Buffer.from(JSON.stringify(events(1))), headers: {} })],
  [
    'urlencoded',
    () => ({
      payload: new URLSearchParams({ data: JSON.stringify([event()]) }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ],
  [
    'a file of form data',
    () => {
      const form = multipart({ data: JSON.stringify([event()]) })
      const payload = form.body.replace('name="data"', 'name="data"; filename="e.json"')
      return { payload, headers: { 'content-type': form.content_type } }
    },
  ],
]
for (const [title, sent] of forms)
  test(`/events takes ${title}`, async () => {
    const answer = await send(sent())
    expect([answer.statusCode, answer.json().events_received]).toEqual([200, 1])
    expect(edge.journal.sightings[0]).toMatchObject({
      channel: 'server',
      event: { user_data: { em: [DIGEST] } },
    })
  })

type Address = [title: string, url: () => string, sent: () => Sent, http: number]
const addresses: Address[] = [
  [
    'a Bearer header',
    () => `/v24.0/${edge.dataset.id}/events`,
    () => json(events(1), { authorization: `Bearer ${edge.access_token}` }),
    200,
  ],
  [
    'a token in the body',
    () => `/v24.0/${edge.dataset.id}/events`,
    () => json({ ...events(1), access_token: edge.access_token }),
    200,
  ],
  [
    'a version without minor',
    () => `/v24/${edge.dataset.id}/events?access_token=${edge.access_token}`,
    () => json(events(1)),
    200,
  ],
  [
    'no version',
    () => `/${edge.dataset.id}/events?access_token=${edge.access_token}`,
    () => json(events(1)),
    200,
  ],
  [
    "the SDKs' gateway",
    () => `/capi/${edge.dataset.id}/events`,
    () => json({ ...events(1), accessKey: edge.access_token }),
    202,
  ],
  [
    "the instance's token",
    () => `/v24.0/${edge.dataset.id}/events?access_token=${instanceToken()}`,
    () => json(events(1)),
    200,
  ],
]
for (const [title, url, sent, http] of addresses)
  test(`/events takes ${title}`, async () => {
    const answer = await send(sent(), url())
    expect([answer.statusCode, answer.json().events_received]).toEqual([http, 1])
    expect(edge.journal.sightings).toHaveLength(1)
  })

/** What it answers, and how many events it books as refused, by code; none: it touches no books. */
type Refusal = [
  title: string,
  sent: () => Sent,
  http: number,
  code: number,
  subcode?: number | undefined,
  booked?: [string, number],
]
const deep = (levels: number) => `{"data":[{"custom_data":${'['.repeat(levels)}${']'.repeat(levels)}}]}`
const asJson = (payload: string | Buffer): Sent => ({
  payload,
  headers: { 'content-type': 'application/json' },
})
const refusals: Refusal[] = [
  ['no events', () => json({ data: [] }), 400, 100],
  ['no data', () => json({}), 400, 100],
  ['no object', () => json([1]), 400, 100],
  ['not JSON', () => asJson('{"data":'), 400, 100],
  ['not UTF-8', () => asJson(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, 100],
  ['a body too deep', () => asJson(deep(200_000)), 400, 100],
  ['an event too deep', () => asJson(deep(30)), 400, 100, undefined, ['event_too_deep', 1]],
  ['an encoding that we do not know', () => json(events(1), { 'content-encoding': 'zstd' }), 415, 100],
  ['gzip that is none', () => json(events(1), { 'content-encoding': 'gzip' }), 415, 100],
  ['a content type that is none', () => ({ payload: 'a', headers: { 'content-type': 'a/' } }), 400, 100],
  [
    'form data that ends early',
    () => ({ payload: '--c', headers: { 'content-type': 'multipart/form-data; boundary=c' } }),
    415,
    100,
  ],
  ['11 MiB', () => asJson(`{"data":[],"x":"${'x'.repeat(11 * 2 ** 20)}"}`), 413, 100],
  [
    '11 MiB when unpacked',
    () => ({ payload: gzipSync('x'.repeat(11 * 2 ** 20)), headers: { 'content-encoding': 'gzip' } }),
    413,
    100,
  ],
  ['1,001 events', () => json(events(1001)), 400, 100, undefined, ['too_many_events', 1001]],
  [
    'one bad event among good ones',
    () => json({ data: [event(), event({ event_time: 1 }), event({ user_data: { em: 'a@b.example' } })] }),
    400,
    100,
    2804003,
    ['2804003', 3],
  ],
]
for (const [title, sent, http, code, subcode, booked] of refusals)
  test(`/events refuses ${title}`, async () => {
    const answer = await send(sent())
    const { error } = answer.json()
    expect([answer.statusCode, error.code, error.error_subcode]).toEqual([http, code, subcode])
    expect(error.fbtrace_id).toBe(answer.headers['x-fb-trace-id'])
    expect(edge.journal.sightings).toEqual([])
    const refused = edge.journal.refusals.map((line) => [
      line.code,
      Object.values(line.events).reduce((a, b) => a + b),
    ])
    expect(refused).toEqual(booked === undefined ? [] : [booked])
  })

test('/events asks an empty body for its token, then for its data', async () => {
  const empty = { payload: '', headers: { 'content-type': 'application/json' } }
  const codes = async (url?: string) => (await send(empty, url)).json().error
  expect(await codes(`/v24.0/${edge.dataset.id}/events`)).toMatchObject({ code: 104 })
  expect(await codes()).toMatchObject({ code: 100, message: '(#100) The parameter data is required' })
})

type Rights = [title: string, url: () => string, http: number, code: number, subcode: number | undefined]
const rights: Rights[] = [
  ['no token', () => `/v24.0/${edge.dataset.id}/events`, 400, 104, undefined],
  ['a bad token', () => `/v24.0/${edge.dataset.id}/events?access_token=bad`, 401, 190, undefined],
  ['a bad token for an unknown dataset', () => '/v24.0/12/events?access_token=bad', 401, 190, undefined],
  ['an unknown dataset', () => `/v24.0/12/events?access_token=${edge.access_token}`, 400, 100, 33],
  [
    "another dataset's token",
    () => {
      const other = edge.configuration.createDataset({ name: 'Other' })
      return `/v24.0/${other.id}/events?access_token=${edge.access_token}`
    },
    400,
    100,
    33,
  ],
  [
    'a revoked token',
    () => {
      const [token] = edge.configuration.tokens(edge.dataset.id)
      edge.configuration.revokeToken(token?.id ?? '')
      return `/v24.0/${edge.dataset.id}/events?access_token=${edge.access_token}`
    },
    401,
    190,
    undefined,
  ],
]
for (const [title, url, http, code, subcode] of rights)
  test(`/events and rights: ${title}`, async () => {
    // The right is asked before the body is looked at.
    const { error } = (await send(json(title === 'no token' ? events(1) : { data: 1 }), url())).json()
    expect([error.code, error.error_subcode]).toEqual([code, subcode])
    expect((await send(json(events(1)), url())).statusCode).toBe(http)
    expect(edge.journal.lines).toEqual([])
  })

test('/events gathers every problem of the request, and quotes no user_data', async () => {
  const bad = [
    event({ event_time: 1 }),
    event({ user_data: { em: 'jo.planted@shop.example', ph: '+15550100' } }),
  ]
  const answer = await send(json({ data: bad }))
  expect(answer.json().error.error_data.blame_field_specs).toEqual([
    ['data', '0', 'event_time'],
    ['data', '1', 'user_data', 'em'],
    ['data', '1', 'user_data', 'ph'],
  ])
  expect(answer.body).not.toMatch(/planted|5550100/)
})

test('/events writes a refused request down, name by name, before it answers', async () => {
  const data = [
    event({ event_time: 1 }),
    event({ event_name: 'Purchase' }),
    event(),
    { event_name: '__proto__' },
  ]
  await send(json({ data }))
  const [line] = edge.journal.refusals
  expect(line).toMatchObject({ refused: 'rejected', channel: 'server', code: '2804003' })
  expect(Object.entries(line?.events ?? {})).toEqual([
    ['Lead', 2],
    ['Purchase', 1],
    ['__proto__', 1],
  ])
  edge.journal.unavailable = true
  expect((await send(json({ data }))).statusCode).toBe(503)
})

test('/events with validate_only answers the same and stores nothing', async () => {
  const good = await send(json({ ...events(2), validate_only: true }))
  expect([good.statusCode, good.json().events_received]).toEqual([200, 2])
  expect((await send(json({ ...events(1, { event_time: 1 }), validate_only: true }))).statusCode).toBe(400)
  expect((await send(json({ ...events(1001), validate_only: true }))).statusCode).toBe(400)
  expect(edge.journal.lines).toEqual([])
})

test('/events keeps what the request says of all its events, in forms that can be nothing else', async () => {
  await send(json({ ...events(1), test_event_code: 'TEST12', partner_agent: 'stape-gtmss-2.1.3' }))
  await send(json({ ...events(1), test_event_code: 'jo@shop.example', partner_agent: 'jo@shop.example' }))
  expect(edge.journal.sightings).toMatchObject([
    { test_event_code: 'TEST12', partner_agent: 'stape-gtmss-2.1.3' },
    {},
  ])
  expect(JSON.stringify(edge.journal.lines)).not.toContain('jo@')
})

test('/events blocks what the traffic permissions keep out, and answers as if it had not', async () => {
  const settings = { ...edge.dataset.settings, blocked_domains: ['evil.example'] }
  edge.configuration.changeDataset(edge.dataset.id, { settings })
  const data = [
    event(),
    event({ event_source_url: 'https://www.evil.example/' }),
    event({ event_source_url: undefined }),
  ]
  const answer = await send(json({ data }))
  expect([answer.statusCode, answer.json().events_received]).toEqual([200, 3])
  expect(edge.journal.sightings).toHaveLength(2)
  expect(edge.journal.refusals).toMatchObject([
    { refused: 'blocked', code: 'traffic_permissions', events: { Lead: 1 } },
  ])
})

test('/events to an archived dataset is blocked', async () => {
  edge.configuration.changeDataset(edge.dataset.id, { archived_at_ms: 1 })
  expect((await send(json(events(2)))).json().events_received).toBe(2)
  expect(edge.journal.lines).toMatchObject([
    { refused: 'blocked', code: 'dataset_archived', events: { Lead: 2 } },
  ])
})

test('/events says 503 with Retry-After where it cannot be journalled', async () => {
  edge.journal.unavailable = true
  const unwritten = await send(json(events(1)))
  expect([unwritten.statusCode, unwritten.json().error.is_transient]).toEqual([503, true])
  expect(unwritten.headers['retry-after']).toBeDefined()
  Object.assign(edge.journal, { unavailable: false, full: true })
  const full = await send(json(events(1)))
  expect([full.statusCode, full.json().error.code, full.headers['retry-after']]).toEqual([503, 4, '2'])
})

test('/events works on a large request in slices: a beacon gets its turn', async () => {
  let beacon_done = 0
  let batch_done = 0
  const batch = send(json(events(1000))).then(() => {
    batch_done = performance.now()
  })
  await new Promise((resolve) => setImmediate(resolve))
  await app.inject(`/tr?id=${edge.dataset.id}&ev=PageView`).then(() => {
    beacon_done = performance.now()
  })
  await batch
  expect(beacon_done).toBeLessThan(batch_done)
})

test('/events answers in the version that it was asked in', async () => {
  expect((await send(json(events(1)))).headers).toMatchObject({
    'facebook-api-version': 'v24.0',
    'content-type': 'application/json; charset=UTF-8',
  })
})
