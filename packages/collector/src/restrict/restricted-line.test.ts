import { isRestricted, type RestrictedLine } from '@countersign/storage'
import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const FBP = 'fb.1.1795452196607.123456789'
const EM = 'a1'.repeat(32)
const PAGE = 'https://www.shop.example/thanks?utm_campaign=spring&fbclid=IwAR123&email=jo%40shop.example'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
beforeEach(() => {
  edge = fakeEdge({ trusted_proxies: ['127.0.0.1'] })
  app = buildCollector(edge, { log: false })
  set({ aem: true })
})
const set = (settings: Partial<FakeEdge['dataset']['settings']>) => {
  const dataset = edge.configuration.dataset(edge.dataset.id) ?? edge.dataset
  edge.configuration.changeDataset(dataset.id, { settings: { ...dataset.settings, ...settings } })
}
const beacon = (more = '', headers: { [name: string]: string } = {}) =>
  app.inject({
    url: `/tr?id=${edge.dataset.id}&ev=Purchase&eid=o-1&cd[value]=9.5&cd[currency]=USD&fbp=${FBP}&dl=${encodeURIComponent(PAGE)}${more}`,
    headers: { host: 't.shop.example', ...headers },
  })
const server = (...events: object[]) =>
  app.inject({
    method: 'POST',
    url: `/v23.0/${edge.dataset.id}/events?access_token=${edge.access_token}`,
    payload: {
      data: events.map((more) => ({
        event_name: 'Purchase',
        event_time: Math.floor(edge.now.ms / 1000),
        event_id: 'o-1',
        action_source: 'website',
        event_source_url: PAGE,
        user_data: { em: [EM], client_user_agent: 'Mozilla/5.0', client_ip_address: '203.0.113.7' },
        custom_data: { value: 9.5, currency: 'USD' },
        ...more,
      })),
    },
  })
const restricted = (): RestrictedLine[] => edge.journal.lines.filter(isRestricted)

test('a restricted beacon is journalled without identity, and gets no cookies', async () => {
  const answer = await beacon('&dpo=LDU&dpoco=1&dpost=1000', { 'x-forwarded-for': '203.0.113.7' })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['set-cookie']).toBeUndefined()
  const [line] = restricted()
  expect(edge.journal.lines).toEqual([line])
  expect(line).toEqual({
    dataset_id: edge.dataset.id,
    channel: 'browser',
    restricted: 'limited_data_use',
    event_name: 'Purchase',
    domain: 'shop.example',
    campaign: 'utm_campaign=spring',
    value: '9.5',
    currency: 'USD',
    event_digests: [expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)],
    person_digests: [expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)],
  })
  const text = JSON.stringify(line)
  for (const identity of [FBP, 'IwAR', 'jo', '203.0.113.7', 'o-1', 'thanks'])
    expect(text).not.toContain(identity)
})

test('an fbp that was made for a cookie which is not set is nobody: the same browser has another at its next visit', async () => {
  const unknown = (more = '') =>
    app.inject({
      url: `/tr?id=${edge.dataset.id}&ev=Lead&dpo=LDU&dl=${encodeURIComponent(PAGE)}${more}`,
      headers: { host: 't.shop.example' },
    })
  expect((await unknown()).headers['set-cookie']).toBeUndefined()
  await unknown(`&fbp=${FBP}`)
  await unknown(`&ud[em]=${EM}`)
  const [nobody, by_fbp, by_em] = restricted()
  expect(nobody).not.toHaveProperty('person_digests')
  expect(by_fbp?.person_digests).toHaveLength(2)
  // Where there is another key, it goes by that, each time the same.
  await unknown(`&ud[em]=${EM}`)
  expect(restricted()[3]?.person_digests).toEqual(by_em?.person_digests)
})

test('both channels digest one conversion alike', async () => {
  await beacon('&dpo=LDU')
  expect((await server({ opt_out: true })).json()).toMatchObject({ events_received: 1 })
  const [browser, from_server] = restricted()
  expect(from_server).toMatchObject({ channel: 'server', restricted: 'opt_out', domain: 'shop.example' })
  expect(from_server?.event_digests).toEqual(browser?.event_digests)
  expect(from_server?.person_digests).not.toEqual(browser?.person_digests)
})

test('without aem nothing is restricted, and a policy restricts what it names only', async () => {
  set({ aem: false })
  await beacon('&dpo=LDU')
  await server({ opt_out: true })
  expect(edge.journal.sightings).toHaveLength(2)
  set({ aem: true, aem_consent_policy: ['opt_out'] })
  await beacon('&dpo=LDU')
  expect(edge.journal.sightings).toHaveLength(3)
  await server({ opt_out: true })
  expect(restricted()).toHaveLength(1)
})

test('who took back their consent is restricted, and who says no by the named parameter', async () => {
  edge.configuration.revokeConsent(edge.dataset.id, { em: [EM] })
  await server({})
  set({ aem_consent_parameter: 'consent_ads' })
  await beacon('&cd[consent_ads]=denied')
  await beacon('&cd[consent_ads]=granted')
  expect(restricted().map((line) => line.restricted)).toEqual(['consent_withdrawn', 'no_consent'])
  expect(edge.journal.sightings).toHaveLength(1)
})

test('an event without a page is of the own site; one of an address is of no domain; a bad value is left out', async () => {
  await server(
    { opt_out: true, event_source_url: undefined, action_source: 'phone_call' },
    { opt_out: true, event_source_url: 'http://203.0.113.7/' },
    {
      opt_out: true,
      event_name: 'Lead',
      event_id: undefined,
      custom_data: {},
      user_data: { zp: [EM], ct: [EM], fn: [EM] },
    },
  )
  const lines = restricted()
  expect(lines.map(({ domain }) => domain)).toEqual(['shop.example', '', 'shop.example'])
  expect(Object.keys(lines[2] ?? {})).toEqual([
    'dataset_id',
    'channel',
    'restricted',
    'event_name',
    'domain',
    'campaign',
  ])
})

test('a batch is answered as ever, part of it restricted', async () => {
  const events = Array.from({ length: 250 }, (_, n) => ({ event_id: `o-${n}`, opt_out: n % 2 === 0 }))
  expect((await server(...events)).json()).toMatchObject({ events_received: 250 })
  expect([restricted().length, edge.journal.sightings.length]).toEqual([125, 125])
  const metrics = await app.inject({ url: '/metrics' })
  expect(metrics.payload).toContain('countersign_events_restricted_total{code="opt_out"} 125')
})

test('a test that is not to count is blocked on both channels, whoever restricts it', async () => {
  set({ count_test_events: false })
  await beacon('&dpo=LDU', { cookie: '_cs_test=TEST77' })
  await app.inject({
    method: 'POST',
    url: `/v23.0/${edge.dataset.id}/events?access_token=${edge.access_token}`,
    payload: {
      test_event_code: 'TEST77',
      data: [
        {
          event_name: 'Purchase',
          event_time: Math.floor(edge.now.ms / 1000),
          action_source: 'website',
          event_source_url: PAGE,
          opt_out: true,
          user_data: { em: [EM], client_user_agent: 'Mozilla/5.0' },
          custom_data: { value: 9.5, currency: 'USD' },
        },
      ],
    },
  })
  expect(restricted()).toEqual([])
  expect(edge.journal.refusals.map(({ channel, code }) => [channel, code])).toEqual([
    ['browser', 'test_event'],
    ['server', 'test_event'],
  ])
  set({ count_test_events: true })
  await beacon('&dpo=LDU', { cookie: '_cs_test=TEST77' })
  expect(restricted()).toHaveLength(1)
})
