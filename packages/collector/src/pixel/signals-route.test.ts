import { runInNewContext } from 'node:vm'
import type { DatasetSettings } from '@countersign/storage'
import { expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

function collector(settings: Partial<DatasetSettings> = {}, archived = false) {
  const edge = fakeEdge()
  edge.configuration.changeDataset(edge.dataset.id, {
    settings: { ...edge.dataset.settings, ...settings },
    archived_at_ms: archived ? edge.now.ms : null,
  })
  return { edge, app: buildCollector(edge, { log: false }) }
}

interface Plugin {
  __fbEventsPlugin: number
  plugin(fbq: object, instance: object, config: object): void
}

/** What Meta's library would be told: each call that the script makes, in order. */
function callsOf(script: string, config_throws = false): unknown[][] {
  const calls: unknown[][] = []
  const named =
    (name: string) =>
    (...given: unknown[]) =>
      void calls.push([name, ...(JSON.parse(JSON.stringify(given)) as unknown[])])
  const config = {
    set: config_throws
      ? () => {
          throw new Error('an unknown section')
        }
      : named('set'),
  }
  const instance = { optIn: named('optIn'), configLoaded: named('configLoaded') }
  const fbq = {
    loadPlugin: named('loadPlugin'),
    registerPlugin(id: string, { __fbEventsPlugin, plugin }: Plugin) {
      calls.push(['registerPlugin', id, __fbEventsPlugin])
      plugin(fbq, instance, config)
    },
  }
  runInNewContext(script, { fbq })
  return calls
}

const scriptOf = async (edge: FakeEdge, app: ReturnType<typeof buildCollector>, query = '') => {
  const answer = await app.inject(`/signals/config/${edge.dataset.id}${query}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
  return answer.body
}

const BLOCKED = { blocked_domains: ['bad.example'] }
const ALLOWED = { allowed_domains: ['shop.example'] }
const PROHIBITED = { lockWebpage: false, blockReason: 'traffic_permissions' }
type Told = [
  title: string,
  settings: Partial<DatasetSettings>,
  query: string,
  calls: (edge: FakeEdge) => unknown[][],
]
const sources = (edge: FakeEdge, host: string) => [
  ['set', edge.dataset.id, 'prohibitedSources', { prohibitedSources: [{ domain: edge.sha256(host) }] }],
  ['optIn', edge.dataset.id, 'ProhibitedSources', true],
]
const cookies = { first_party_cookies: false }
const told: Told[] = [
  [
    'a new dataset: cookies',
    {},
    '?v=2.9.324&r=stable&domain=shop.example',
    ({ dataset: { id } }) => [['optIn', id, 'FirstPartyCookies', true]],
  ],
  ['nothing', cookies, '', () => []],
  [
    'automatic matching with its keys',
    { ...cookies, enable_automatic_matching: true, automatic_matching_fields: ['em', 'ph'] },
    '',
    ({ dataset: { id } }) => [
      ['set', id, 'automaticMatching', { selectedMatchKeys: ['em', 'ph'] }],
      ['loadPlugin', 'identity'],
      ['optIn', id, 'AutomaticMatching', true],
    ],
  ],
  ['matching switched on without a key', { ...cookies, enable_automatic_matching: true }, '', () => []],
  ['an allowed host', { ...cookies, ...ALLOWED }, '?domain=WWW.shop.example', () => []],
  [
    'a host that is not on the allow list',
    { ...cookies, ...ALLOWED },
    '?domain=other.example',
    ({ dataset: { id } }) => [
      ['set', id, 'prohibitedPixels', PROHIBITED],
      ['optIn', id, 'ProhibitedPixels', true],
    ],
  ],
  ['an allow list, and no host said', { ...cookies, ...ALLOWED }, '', () => []],
  [
    'a blocked host’s subdomain, by its own name',
    { ...cookies, ...BLOCKED },
    '?domain=a.bad.example',
    (edge) => sources(edge, 'a.bad.example'),
  ],
  ['a host that is not blocked', { ...cookies, ...BLOCKED }, '?domain=shop.example', () => []],
  [
    'a block list, and no host said: all of it',
    { ...cookies, ...BLOCKED },
    '',
    (edge) => sources(edge, 'bad.example'),
  ],
]
for (const [title, settings, query, calls] of told)
  test(`/signals/config: ${title}`, async () => {
    const { edge, app } = collector(settings)
    const { id } = edge.dataset
    expect(callsOf(await scriptOf(edge, app, query))).toEqual([
      ['registerPlugin', id, 1],
      ...calls(edge),
      ['configLoaded', id],
    ])
  })

test('/signals/config: a library that does not know a section is let go all the same', async () => {
  const { edge, app } = collector({ enable_automatic_matching: true, automatic_matching_fields: ['em'] })
  expect(callsOf(await scriptOf(edge, app), true).at(-1)).toEqual(['configLoaded', edge.dataset.id])
})

test('/signals/config: an unknown or archived dataset holds no page up', async () => {
  const { edge, app } = collector({}, true)
  const want = (id: string) => [
    ['registerPlugin', id, 1],
    ['configLoaded', id],
  ]
  expect(callsOf(await scriptOf(edge, app))).toEqual(want(edge.dataset.id))
  expect(callsOf((await app.inject('/signals/config/99')).body)).toEqual(want('99'))
})

test('/signals/config: settings’ texts end no script', async () => {
  const { edge, app } = collector({
    enable_automatic_matching: true,
    automatic_matching_fields: ['</script>\u2028'],
  })
  const script = await scriptOf(edge, app)
  expect(script).not.toMatch(/<\/script|\u2028/)
  expect(callsOf(script)).toContainEqual([
    'set',
    edge.dataset.id,
    'automaticMatching',
    { selectedMatchKeys: ['</script>\u2028'] },
  ])
})

test('/signals/config: its tag changes with the answer', async () => {
  const { edge, app } = collector(BLOCKED)
  const tag = async (domain: string) =>
    (await app.inject(`/signals/config/${edge.dataset.id}?domain=${domain}`)).headers.etag
  expect(await tag('shop.example')).not.toBe(await tag('bad.example'))
  expect(await tag('shop.example')).toBe(await tag('shop.example'))
})

test('/signals/config/json: what partners read on their servers', async () => {
  const { edge, app } = collector({ enable_automatic_matching: true, automatic_matching_fields: ['em'] })
  const json = async (id: string) => (await app.inject(`/signals/config/json/${id}`)).json()
  expect(await json(edge.dataset.id)).toEqual({
    matchingConfig: { enableAutomaticMatching: true, enabledAutomaticMatchingFields: ['em'] },
  })
  const off = collector({ automatic_matching_fields: ['em'] })
  expect((await off.app.inject(`/signals/config/json/${off.edge.dataset.id}`)).json()).toEqual({
    matchingConfig: { enableAutomaticMatching: false, enabledAutomaticMatchingFields: [] },
  })
  expect(await json('99')).toEqual({ errorMessage: expect.stringContaining('no dataset 99') })
})

test('/signals/plugins: a script that does nothing, so that none is missing', async () => {
  const { app } = collector()
  const answer = await app.inject('/signals/plugins/identity.js?v=2.9.324')
  expect([answer.statusCode, callsOf(answer.body)]).toEqual([200, []])
})

for (const path of ['/signals/config/abc', '/signals/config/json/', `/signals/config/${'1'.repeat(27)}`])
  test(`${path} is no address`, async () => expect((await collector().app.inject(path)).statusCode).toBe(404))
