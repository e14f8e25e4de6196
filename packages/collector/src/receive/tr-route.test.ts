import type { RefusalLine, SightingLine } from '@countersign/storage'
import type { InjectOptions } from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge, multipart } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const FBP = 'fb.1.1795452196607.123456789'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
beforeEach(() => {
  edge = fakeEdge({ trusted_proxies: ['127.0.0.1'] })
  app = buildCollector(edge, { log: false })
})

const get = (query: string, headers: { [name: string]: string } = {}) =>
  app.inject({ url: `/tr?id=${edge.dataset.id}&${query}`, headers: { 'user-agent': CHROME, ...headers } })
const post = (options: InjectOptions) => app.inject({ method: 'POST', url: '/tr/', ...options })
const id = () => `id=${edge.dataset.id}`

type Post = [title: string, options: () => InjectOptions, want: { [field: string]: unknown }]
const posts: Post[] = [
  ['urlencoded', () => ({ payload: `${id()}&ev=Lead&eid=1`, headers: FORM }), { event_id: '1' }],
  [
    'the hidden form, whose content type has no name for its charset',
    () => ({
      payload: `${id()}&ev=Lead&eid=1`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; utf-8' },
    }),
    { event_id: '1' },
  ],
  [
    'sendBeacon',
    () => {
      const form = multipart({
        id: edge.dataset.id,
        ev: 'Lead',
        'cd[value]': '9.5',
        'cd[currency]': 'USD',
        dl: 'https://shop.example/ä',
      })
      return { payload: form.body, headers: { 'content-type': form.content_type } }
    },
    { custom_data: { value: 9.5, currency: 'USD' }, event_source_url: 'https://shop.example/ä' },
  ],
  [
    'plain text',
    () => ({ payload: `${id()}&ev=Lead&eid=1`, headers: { 'content-type': 'text/plain' } }),
    { event_id: '1' },
  ],
  ['no content type', () => ({ payload: Buffer.from(`${id()}&ev=Lead&eid=1`) }), { event_id: '1' }],
  [
    'a content type that is none',
    () => ({ payload: `${id()}&ev=Lead&eid=1`, headers: { 'content-type': 'garbage' } }),
    { event_id: '1' },
  ],
  [
    'parameters split between query and body, where the body goes last',
    () => ({ url: `/tr/?${id()}&ev=PageView&eid=q`, payload: 'ev=Lead&cd[a]=1', headers: FORM }),
    { event_id: 'q', custom_data: { a: '1' } },
  ],
  ['no body at all', () => ({ url: `/tr?${id()}&ev=Lead` }), { event_name: 'Lead' }],
]
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
for (const [title, options, want] of posts)
  test(`/tr by POST: ${title}`, async () => {
    const answer = await post(options())
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    expect(edge.journal.sightings[0]?.event).toMatchObject({ event_name: 'Lead', ...want })
  })

test('/tr by GET answers the pixel, to any page, uncached', async () => {
  const answer = await get('ev=PageView', { origin: 'https://shop.example' })
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload).toHaveLength(43)
  expect(answer.rawPayload.toString('latin1', 0, 6)).toBe('GIF89a')
  expect(answer.headers).toMatchObject({
    'content-type': 'image/gif',
    'cache-control': expect.stringContaining('no-store'),
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  })
})

test('/tr answers a preflight', async () => {
  const headers = { origin: 'https://shop.example', 'access-control-request-headers': 'x-a' }
  const answer = await app.inject({ method: 'OPTIONS', url: '/tr/', headers })
  expect(answer.statusCode).toBe(204)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'x-a',
  })
})

test('/tr answers only once the sighting is on disk', async () => {
  let synced = () => {}
  edge.journal.held = new Promise((resolve) => {
    synced = resolve
  })
  let answered = false
  const asked = get('ev=PageView').then(() => {
    answered = true
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(answered).toBe(false)
  synced()
  await asked
})

const unwritten: [title: string, fail: () => void][] = [
  ['the disk has no room', () => Object.assign(edge.journal, { unavailable: true })],
  ['too much waits for the disk', () => Object.assign(edge.journal, { full: true })],
  ['something unforeseen', () => Object.assign(edge, { sha256: undefined })],
]
for (const [title, fail] of unwritten)
  test(`/tr answers 503 where it was not journalled: ${title}`, async () => {
    fail()
    const answer = await get('ev=PageView&ud[em]=jo%40shop.example')
    expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([503, true])
    const posted = await post({ payload: `${id()}&ev=Lead&ud[em]=jo%40shop.example`, headers: FORM })
    expect([posted.statusCode, Number(posted.headers['retry-after']) > 0]).toEqual([503, true])
    expect(edge.journal.lines).toEqual([])
  })

type Refusal = [title: string, ask: () => Promise<{ statusCode: number }>, want: Partial<RefusalLine> | null]
const refusals: Refusal[] = [
  ['an empty name', () => get('ev='), { refused: 'rejected', code: 'event_name_missing', events: { '': 1 } }],
  ['a name like a key of every object', () => get('ev=__proto__'), null],
  ['too much', () => get(`ev=A&cd[a]=${'x'.repeat(66_000)}`), { code: 'event_too_large', events: { A: 1 } }],
  [
    'a body that is not UTF-8',
    () => post({ url: `/tr?${id()}&ev=A`, payload: Buffer.from([0x63, 0xff, 0xfe]), headers: FORM }),
    { code: 'beacon_undecodable', events: { A: 1 } },
  ],
  [
    'a body too large to be read',
    () => post({ url: `/tr?${id()}&ev=A`, payload: `cd[a]=${'x'.repeat(600_000)}`, headers: FORM }),
    { code: 'event_too_large', events: { A: 1 } },
  ],
  [
    'form data that ends early',
    () =>
      post({
        url: `/tr?${id()}&ev=A`,
        payload: '--cut\r\nContent-Disp',
        headers: { 'content-type': 'multipart/form-data; boundary=cut' },
      }),
    { code: 'beacon_undecodable' },
  ],
  [
    'a page that is not on the allow list',
    () =>
      after(
        () => set({ allowed_domains: ['shop.example'] }),
        () => get('ev=A&dl=https%3A%2F%2Fevil.example%2F'),
      ),
    { refused: 'blocked', code: 'traffic_permissions', events: { A: 1 } },
  ],
  [
    'a page on the block list',
    () =>
      after(
        () => set({ blocked_domains: ['evil.example'] }),
        () => get('ev=A&dl=https%3A%2F%2Fwww.evil.example%2F'),
      ),
    { refused: 'blocked', code: 'traffic_permissions' },
  ],
  [
    'an archived dataset',
    () =>
      after(
        () => archive(),
        () => get('ev=A'),
      ),
    { refused: 'blocked', code: 'dataset_archived' },
  ],
  [
    'a driven browser',
    () =>
      after(
        () => set({ block_bots: true }),
        () => get('ev=A&o=128'),
      ),
    { refused: 'blocked', code: 'bot' },
  ],
  [
    'a bot by its own word',
    () =>
      after(
        () => set({ block_bots: true }),
        () => get('ev=A', { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }),
      ),
    { refused: 'blocked', code: 'bot' },
  ],
]
for (const [title, ask, want] of refusals)
  test(`/tr answers 200 and books the refusal: ${title}`, async () => {
    expect((await ask()).statusCode).toBe(200)
    if (want === null) return expect(edge.journal.refusals).toEqual([])
    expect(edge.journal.lines).toHaveLength(1)
    expect(edge.journal.refusals[0]).toMatchObject({
      dataset_id: edge.dataset.id,
      channel: 'browser',
      ...want,
    })
  })

test('/tr counts a report for an unknown dataset, and journals nothing', async () => {
  for (const url of ['/tr?id=1&ev=A', '/tr?ev=A', '/tr', '/tr/?id=%%%'])
    expect((await app.inject({ url })).statusCode).toBe(200)
  expect(edge.journal.lines).toEqual([])
  expect((await app.inject({ url: '/metrics' })).body).toContain('countersign_events_unknown_dataset 4')
})

type Accepted = [title: string, ask: () => Promise<unknown>, want: Partial<SightingLine>]
const accepted: Accepted[] = [
  ['a driven browser is recorded', () => get('ev=A&o=384'), { automation: ['headless', 'selenium'] }],
  ['a bot is recorded', () => get('ev=A', { 'user-agent': 'curl/8.0' }), { automation: ['bot_user_agent'] }],
  ["the pixel's id of this send", () => get('ev=A&cs_rid=abcdefgh-1'), { sighting_id: 'abcdefgh-1' }],
  ['a test session', () => get('ev=A&cs_test=TEST123'), { test_event_code: 'TEST123' }],
  [
    'warnings of both stages',
    () => get('ev=A&ts=1&cd[note]=jo%40shop.example'),
    { warnings: expect.arrayContaining(['event_time_replaced', 'plain_identity_in_custom_data']) },
  ],
  [
    'an image pixel on an allowed page, by its referer',
    () =>
      after(
        () => set({ allowed_domains: ['shop.example'] }),
        () => get('ev=A&noscript=1', { referer: 'https://www.shop.example/' }),
      ),
    { channel: 'browser' },
  ],
]
for (const [title, ask, want] of accepted)
  test(`/tr keeps ${title}`, async () => {
    await ask()
    expect(edge.journal.sightings[0]).toMatchObject(want)
  })

test('/tr keeps no test code of another form', async () => {
  await get('ev=A&cs_test=jo%40shop.example')
  expect(edge.journal.sightings[0]).not.toHaveProperty('test_event_code')
})

test('/tr limits a public address, and no other; what is over the limit waits for no sync', async () => {
  set({ beacons_per_minute_per_address: 2 })
  for (let n = 0; n < 4; n += 1) await get('ev=A', { 'x-forwarded-for': '8.8.8.8' })
  expect(edge.journal.sightings).toHaveLength(2)
  const over = { refused: 'blocked', code: 'address_over_limit', events: { A: 1 } }
  expect(edge.journal.rode).toMatchObject([over, over])
  for (const address of ['10.0.0.9', '8.8.4.4']) await get('ev=A', { 'x-forwarded-for': address })
  expect(edge.journal.sightings).toHaveLength(4)
  edge.now.ms += 60_000
  await get('ev=A', { 'x-forwarded-for': '8.8.8.8' })
  expect(edge.journal.sightings).toHaveLength(5)
})

test('/tr refreshes the cookies on its own site, and the event says the same', async () => {
  const page = encodeURIComponent('https://shop.example/?fbclid=IwAR0AbC')
  const answer = await get(`ev=A&dl=${page}`, { host: 't.shop.example', 'x-forwarded-proto': 'https' })
  const cookies = new Map(answer.cookies.map((cookie) => [cookie.name, cookie]))
  const { user_data } = edge.journal.sightings[0]?.event ?? {}
  expect(user_data?.fbp).toMatch(/^fb\.1\.\d{13}\.\d+$/)
  expect(user_data?.fbc).toBe(`fb.1.${edge.now.ms}.IwAR0AbC`)
  const values = { _fbp: user_data?.fbp, _fbc: user_data?.fbc }
  for (const [name, value] of Object.entries(values))
    expect(cookies.get(name)).toMatchObject({
      value,
      maxAge: 7_776_000,
      path: '/',
      domain: 'shop.example',
      sameSite: 'Lax',
      secure: true,
    })
})

type Cookies = [
  title: string,
  headers: { [name: string]: string },
  set_cookies: number,
  fbp: string | undefined,
]
const cookies: Cookies[] = [
  ['its own, kept', { host: 'shop.example:8787', cookie: `a=1; _fbp=${FBP}` }, 1, FBP],
  ['encoded, kept', { host: 'shop.example', cookie: `_fbp=${encodeURIComponent(FBP)}` }, 1, FBP],
  ["another site's, read and not set", { host: 'collector.example', cookie: `_fbp=${FBP}` }, 0, FBP],
  ['none on an IP address', { host: '203.0.113.9' }, 0, undefined],
  [
    "a host by a proxy's word",
    { host: 'internal', 'x-forwarded-host': 't.shop.example', cookie: `_fbp=${FBP}` },
    1,
    FBP,
  ],
]
for (const [title, headers, set_cookies, fbp] of cookies)
  test(`/tr and cookies: ${title}`, async () => {
    const answer = await get('ev=A', headers)
    expect(answer.cookies).toHaveLength(set_cookies)
    expect(edge.journal.sightings[0]?.event.user_data.fbp).toBe(fbp)
    for (const cookie of answer.cookies) expect(cookie).not.toHaveProperty('secure')
  })

test('/tr sets no cookies where the dataset wants none', async () => {
  set({ first_party_cookies: false })
  expect((await get('ev=A', { host: 'shop.example' })).cookies).toEqual([])
})

test('/tr takes the address from a trusted proxy, and the better one from _fbi', async () => {
  await get('ev=A', { 'x-forwarded-for': '6.6.6.6, 8.8.8.8' })
  await get('ev=A', { 'x-forwarded-for': '8.8.8.8', cookie: '_fbi=2001:4860::8888.AQYAAQMA' })
  expect(edge.journal.sightings.map(({ event }) => event.user_data.client_ip_address)).toEqual([
    '8.8.8.8',
    '2001:4860::8888',
  ])
})

const set = (settings: Partial<FakeEdge['dataset']['settings']>) => {
  const { id: dataset_id, settings: held } = edge.dataset
  edge.configuration.changeDataset(dataset_id, { settings: { ...held, ...settings } })
}
const after = <T>(first: () => unknown, then: () => T): T => {
  first()
  return then()
}
const archive = () => edge.configuration.changeDataset(edge.dataset.id, { archived_at_ms: 1 })
