import { expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'
import { type TestMark, type TestSigns, testMarkOf } from './test-mark.js'

const SITE = { registrable_domain: 'shop.example', subdomain_index: 1 }
const COOKIE = '_cs_test=TEST7; Path=/; Domain=shop.example; SameSite=Lax'
const page = 'https://shop.example/?a=1&cs_test=TEST7#top'

const cases: [title: string, signs: Partial<TestSigns>, want: TestMark, elsewhere: TestMark][] = [
  ['nothing', {}, {}, {}],
  ['sent by the library', { sent: 'TEST1' }, { code: 'TEST1' }, { code: 'TEST1' }],
  ['a word that is no code', { sent: 'TESTx', cookies: '_cs_test=1', page: '/?cs_test=TEST' }, {}, {}],
  ['remembered', { cookies: 'a=b; _cs_test=TEST5; c=d' }, { code: 'TEST5' }, {}],
  ['remembered in quotes', { cookies: '_cs_test="TEST5"' }, { code: 'TEST5' }, {}],
  ["another's cookie", { cookies: 'my_cs_test=TEST5' }, {}, {}],
  ['in the page’s address', { page }, { code: 'TEST7', set_cookie: COOKIE }, {}],
  ['in the address and remembered', { page, cookies: '_cs_test=TEST7' }, { code: 'TEST7' }, {}],
  ['a newer one', { page, cookies: '_cs_test=TEST5' }, { code: 'TEST7', set_cookie: COOKIE }, {}],
  [
    'the library’s before others',
    { sent: 'TEST1', cookies: '_cs_test=TEST5' },
    { code: 'TEST1' },
    { code: 'TEST1' },
  ],
  ['a fragment is no query', { page: 'https://shop.example/#cs_test=TEST7' }, {}, {}],
  ['too long a code', { cookies: `_cs_test=TEST${'1'.repeat(21)}` }, {}, {}],
]
for (const [title, given, want, elsewhere] of cases) {
  const signs = { sent: undefined, cookies: undefined, page: undefined, ...given }
  test(`testMarkOf: ${title}`, () => expect(testMarkOf(signs, SITE, () => false)).toEqual(want))
  test(`testMarkOf: ${title}, away from the dataset's own site`, () =>
    expect(testMarkOf(signs, null, () => false)).toEqual(elsewhere))
}
test('testMarkOf: by https the cookie is secure', () =>
  expect(testMarkOf({ sent: undefined, cookies: undefined, page }, SITE, () => true).set_cookie).toBe(
    `${COOKIE}; Secure`,
  ))

test('a browser that Meta’s library reports from is marked by the page it opened, then by the cookie', async () => {
  const edge = fakeEdge()
  const app = buildCollector(edge, { log: false })
  const ask = (query: string, headers: { [name: string]: string }) =>
    app.inject({ url: `/tr?id=${edge.dataset.id}&ev=PageView&${query}`, headers })
  const host = 't.shop.example'
  const opened = await ask(`dl=${encodeURIComponent(page)}`, { host })
  expect(opened.headers['set-cookie']).toContain(COOKIE)
  await ask('dl=https://shop.example/2', { host, cookie: '_cs_test=TEST7' })
  await ask('dl=https://shop.example/3', { host })
  await ask('dl=https://shop.example/4', { host: 't.other.example', cookie: '_cs_test=TEST7' })
  expect(edge.journal.sightings.map((line) => line.test_event_code)).toEqual([
    'TEST7',
    'TEST7',
    undefined,
    undefined,
  ])
})

test('it is marked where the dataset keeps no cookies of its visitors, too', async () => {
  const edge = fakeEdge()
  const settings = { ...edge.dataset.settings, first_party_cookies: false }
  edge.configuration.changeDataset(edge.dataset.id, { settings })
  const app = buildCollector(edge, { log: false })
  const headers = { host: 't.shop.example', cookie: '_cs_test=TEST7' }
  const answer = await app.inject({ url: `/tr?id=${edge.dataset.id}&ev=PageView`, headers })
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(edge.journal.sightings[0]?.test_event_code).toBe('TEST7')
})
