import { expect, test } from 'vitest'
import { HOUR_MS } from '../../time.js'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import type { Shared } from '../signals-window.js'
import { diagnose } from './diagnose.js'
import { type Diagnosis, diagnosisOf } from './diagnosis.js'
import { NOW_MS } from './seen.fixture.js'
import { RULE_ROWS } from './window/rows.js'
import { healthyShop, host, type Rate, type Shop, windowOf } from './window.fixture.js'

type Plant = (shop: Shop) => void

const diagnosed = (plant: Plant): Diagnosis[] => {
  const shop = healthyShop()
  plant(shop)
  return diagnose(windowOf(shop), { score: () => shop.score })
}
const set =
  (stream: string, measures: Record<string, Rate>): Plant =>
  (shop) => {
    shop.rates[stream] = { ...shop.rates[stream], ...measures }
  }
const both =
  (...plants: Plant[]): Plant =>
  (shop) => {
    for (const plant of plants) plant(shop)
  }
const share =
  (one: Partial<Shared>): Plant =>
  (shop) => {
    const base = {
      event_name: 'Purchase',
      channel: 'server',
      people: 0,
      last_ms: NOW_MS,
      samples: [7],
    } as const
    shop.shared.push({ kind: 'value', what: '9.5 USD', count: 1_500, ...base, ...one })
  }
const known =
  (name: string, count = 100): Plant =>
  (shop) => {
    shop.hosts.push(host(name, count))
  }
const around =
  (surroundings: Partial<Shop['surroundings']>): Plant =>
  (shop) => {
    shop.surroundings = { ...shop.surroundings, ...surroundings }
  }
const scored =
  (score: number | null): Plant =>
  (shop) => {
    shop.score = score
  }
const none: Plant = (shop) => {
  shop.rates = {}
}
const until =
  (hours_ago: number, rate: number): Rate =>
  (ago) =>
    ago >= hours_ago ? rate : 0
/** Nothing of the server's copies meets the browser's. */
const apart = { 'both:browser_first': 0 }
const off = {
  pairs: 0,
  'pairs:cross': 0,
  'finding:ip_mismatch': 0,
  'finding:ipv6': 0,
  'finding:value_differs': 0,
}
const silent = (hours_ago: number): Record<string, Rate> => ({
  seen: until(hours_ago, 10),
  'books:counted': 0,
  'delay:60': until(hours_ago, 10),
})

/** What a job sends once a day, the last time so many hours ago. */
const nightly =
  (hours_ago: number): Rate =>
  (ago) =>
    ago >= hours_ago && ago % 24 === 20 ? 240 : 0

/** A fault that is told, and nothing else with it; and one that is nearly so, at which nothing is told. */
const cases: [code: DiagnosisCode, title: string, fires: Plant, near: Plant][] = [
  [
    'missing_event_name',
    '1 % of beacons; 0.1 %',
    set(' browser', { 'books:rejected:event_name_missing': 4 }),
    set(' browser', { 'books:rejected:event_name_missing': 0.4 }),
  ],
  [
    'events_rejected',
    'a third of Purchase; a handful',
    set('Purchase server', { 'books:rejected:2804009': 10 }),
    set('Purchase server', { 'books:rejected:2804009': 1 }),
  ],
  [
    'missing_event_id',
    'half of the server; 5 %',
    set('Purchase server', { id: 5 }),
    set('Purchase server', { id: 9.5 }),
  ],
  [
    'missing_event_id',
    'half of the browser; where the server sends none of it',
    set('Purchase browser', { id: 5 }),
    both(set('Search browser', { seen: 10, id: 0 })),
  ],
  [
    'dedup_not_set',
    'no ids and nothing meets; no ids and all met by fbp',
    both(set('Purchase browser', { id: 0, ...apart }), set('Purchase server', { id: 0, ...off })),
    both(set('Purchase browser', { id: 9.1 }), set('Purchase server', { id: 9.1 })),
  ],
  [
    'ids_never_meet',
    'ids on both and nothing meets; half meet, within the goal of others',
    both(
      set('Purchase browser', apart),
      set('Purchase server', { 'id:prefixed_number': 0, 'id:uuid': 10, ...off }),
    ),
    set('Purchase browser', { 'both:browser_first': 7.6 }),
  ],
  [
    'purchase_on_refresh',
    '10 %; 4 %',
    set('Purchase browser', { 'repeat:order': 1 }),
    set('Purchase browser', { 'repeat:order': 0.4 }),
  ],
  [
    'multiple_pixel',
    'every second PageView; 5 % (reloads)',
    set('PageView browser', { 'repeat:second': 100 }),
    set('PageView browser', { 'repeat:second': 10 }),
  ],
  [
    'multiple_pixel',
    'with it the repeats of the order; double clicks',
    set('Purchase browser', { 'repeat:second': 5, 'repeat:order': 5 }),
    set('AddToCart browser', { 'repeat:second': 1.5 }),
  ],
  [
    'coverage_low',
    'half; 76 %',
    set('AddToCart browser', { 'both:browser_first': 10 }),
    set('AddToCart browser', { 'both:browser_first': 15.2 }),
  ],
  [
    'coverage_low',
    'a conversion that the server does not send; a view that it does not send',
    set('Lead browser', { seen: 5, id: 5, 'books:counted': 5 }),
    set('Search browser', { seen: 5, id: 5, 'books:counted': 5 }),
  ],
  [
    'webhooks_silent',
    'where twelve were to be expected; where eight were',
    both(set('Lead server', { ...silent(24), seen: until(24, 0.5) }), set('Lead browser', { seen: 0.5 })),
    both(set('Lead server', { ...silent(16), seen: until(16, 0.5) }), set('Lead browser', { seen: 0.5 })),
  ],
  [
    'webhooks_silent',
    'for 12 hours; for 2',
    set('Purchase server', silent(12)),
    set('Purchase server', silent(2)),
  ],
  [
    'webhooks_silent',
    'a nightly job for 40 hours; for 20',
    set('Purchase server', { ...silent(0), seen: nightly(40), 'delay:60': 0 }),
    set('Purchase server', { ...silent(0), seen: nightly(20), 'delay:60': 0 }),
  ],
  [
    'traffic_anomaly',
    'the browser falls to a quarter; to 60 %',
    set('ViewContent browser', { seen: (ago) => (ago < 24 ? 25 : 100) }),
    set('ViewContent browser', { seen: (ago) => (ago < 24 ? 60 : 100) }),
  ],
  [
    'traffic_anomaly',
    'on its third day; on the days on which a shop is closed each week',
    set('AddToCart browser', { seen: (ago) => (ago < 70 ? 1 : 20) }),
    set('AddToCart browser', { seen: (ago) => (ago % 168 < 48 ? 0 : 20) }),
  ],
  [
    'traffic_anomaly',
    'of 48 a day; of 24 a day, which may be chance',
    set('Search browser', { seen: (ago) => (ago < 24 ? 0 : 2) }),
    set('Search browser', { seen: (ago) => (ago < 24 ? 0 : 1) }),
  ],
  [
    'traffic_anomaly',
    'falls under the quiet Sunday; a Sunday',
    set('AddToCart browser', { seen: (ago) => (ago < 24 ? 1 : ago % 168 < 24 ? 10 : 20) }),
    set('AddToCart browser', { seen: (ago) => (ago < 24 || (ago > 108 && ago < 156) ? 6 : 20) }),
  ],
  [
    'pixel_not_installed',
    'nothing in two days; nothing in the first hours',
    both(none, around({ created_at_ms: NOW_MS - 48 * HOUR_MS })),
    both(none, around({ created_at_ms: NOW_MS - 5 * HOUR_MS })),
  ],
  [
    'freshness',
    'most over an hour; most within the hour',
    set('Purchase server', { 'delay:60': 2, 'delay:86400': 8 }),
    set('Purchase server', { 'delay:60': 2, 'delay:3600': 8 }),
  ],
  [
    'late_upload',
    '20 % over an hour; 5 %',
    set('Purchase server', { 'delay:60': 8, 'delay:Infinity': 2 }),
    set('Purchase server', { 'delay:60': 9.5, 'delay:7200': 0.5 }),
  ],
  [
    'late_upload',
    'of the site; of a till',
    set('Purchase server', { 'delay:60': 8, 'delay:7200': 2 }),
    set('Purchase server', { web: 1, 'delay:60': 0, 'delay:Infinity': 10 }),
  ],
  [
    'automated_traffic',
    'a third of PageView; 5 %',
    set('PageView browser', { automation: 120 }),
    set('PageView browser', { automation: 15 }),
  ],
  ['low_match', 'all under 4; a 6.0', scored(3.9), scored(6)],
  ['low_match', 'a Purchase under 6; the same with too few', scored(5.9), both(scored(null))],
  [
    'missing_match_keys',
    'no contact; a phone instead of an email',
    set('Purchase server', { 'key:em': 1, 'key:ph': 1 }),
    set('Purchase server', { 'key:em': 0 }),
  ],
  [
    'missing_match_keys',
    'no name and no address of who buys; of who only leaves an email',
    set('Purchase server', { 'key:zp': 1 }),
    set('Subscribe server', {
      seen: 5,
      web: 5,
      id: 5,
      'key:em': 5,
      'key:fbp': 5,
      'key:client_ip_address': 5,
    }),
  ],
  [
    'shared_ip',
    "the server's own; an office's",
    share({ kind: 'client_ip_address', event_name: '', what: 'x', count: 6_000, people: 400 }),
    share({ kind: 'client_ip_address', event_name: '', what: 'x', count: 6_000, people: 8 }),
  ],
  [
    'shared_ip',
    "a proxy's before the collector; a phone network's gateway",
    share({ kind: 'client_ip_address', event_name: '', channel: 'browser', count: 50_000, people: 16 }),
    share({ kind: 'client_ip_address', event_name: '', channel: 'browser', count: 2_000, people: 16 }),
  ],
  [
    'fbp_fixed',
    'a constant; a family',
    share({ kind: 'fbp', event_name: '', what: 'x', count: 6_000, people: 300 }),
    share({ kind: 'fbp', event_name: '', what: 'x', count: 6_000, people: 4 }),
  ],
  [
    'value_zero',
    'half; a free order now and then',
    share({ what: '0.00 USD', count: 800 }),
    share({ what: '0 USD', count: 60 }),
  ],
  [
    'value_constant',
    'all; most',
    share({ what: '10 USD', count: 1_560 }),
    both(share({ what: '10 USD', count: 1_000 }), share({ event_name: 'Lead', what: '10 USD' })),
  ],
  ['new_domain', 'a copy; a subdomain', known('shop-example.test'), known('pay.shop.example')],
  [
    'new_domain',
    'three times; twice, and a translation of the site',
    known('evil.test', 3),
    both(known('x.test', 2), known('shop.translate.goog')),
  ],
  [
    'domain_unverified',
    'its owner verifies; its owner does not',
    around({ verifies_domains: true }),
    around({ verifies_domains: true, verified_domains: ['shop.example'] }),
  ],
  [
    'blocked_domain',
    '10 % of beacons; two of them',
    set('PageView browser', { 'books:blocked:traffic_permissions': 35 }),
    set('PageView browser', { 'books:blocked:traffic_permissions': 0.02, 'books:blocked:bot': 40 }),
  ],
]

/** What sightings and pairs show is told from a share on: one planted a little over it, one a little under. */
const found = (Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]).filter(
  (code) => DIAGNOSIS_CODES[code] !== 'window',
)
const planted = (code: DiagnosisCode, rate: Rate): Plant =>
  set('Purchase server', { [`finding:${code}`]: rate, 'key:fbc': 10 })
for (const code of found) {
  const { of, share_min } = RULE_ROWS[code]
  const rate = (of === 'pairs:cross' ? 9 : 10) * share_min
  const near = share_min > 0 ? rate * 0.9 : until(9 * 24, 1)
  cases.push([
    code,
    'over its share; under it',
    planted(code, Math.max(rate * 1.1, 0.1)),
    planted(code, near),
  ])
}

for (const [code, title, fires, near] of cases)
  test(`diagnose: ${code}: ${title}`, () => {
    const codes = new Set(diagnosed(fires).map((one) => one.code))
    expect([...codes]).toEqual([code])
    expect(diagnosed(near).map((one) => one.code)).toEqual([])
  })

test('diagnose: a healthy shop has no diagnosis', () => expect(diagnosed(() => {})).toEqual([]))

test('diagnose: every code has a case', () => {
  const told = new Set<DiagnosisCode>(cases.map(([code]) => code))
  told.add('purchases_exceed_orders') // told by who knows the orders; see below
  expect((Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]).filter((code) => !told.has(code))).toEqual([])
})

test('diagnosisOf: takes the words from the catalogue and the numbers from who found it', () => {
  const sighted = { seen: '12 Purchases more than orders.', affected: 12, total: 48, first_ms: 1, last_ms: 2 }
  expect(diagnosisOf('purchases_exceed_orders', sighted)).toMatchObject({
    code: 'purchases_exceed_orders',
    severity: 'error',
    event_name: null,
    channel: null,
    detail: null,
    share: 0.25,
    samples: [],
    urls: [],
    cause: null,
  })
})

const caused: [title: string, plant: Plant, codes: DiagnosisCode[]][] = [
  [
    'a proxy hides the visitors: no pair has one address',
    both(
      share({ kind: 'client_ip_address', event_name: '', channel: 'browser', count: 50_000, people: 16 }),
      set('Purchase server', { 'finding:ip_mismatch': 9 }),
    ),
    ['shared_ip'],
  ],
  [
    'what the browser is known by was sent, and cannot be used',
    set('Purchase server', {
      ...{ 'key:fbp': 0, 'valid:fbp': 0, 'key:fbc': 0, 'key:external_id': 0 },
      ...{ 'finding:invalid_match_keys': 8, 'finding:invalid_match_keys:fbp': 8 },
    }),
    ['invalid_match_keys'],
  ],
  [
    "the browser's ids are missing: no copies meet",
    set('Purchase browser', { id: 0, ...apart }),
    ['missing_event_id'],
  ],
  [
    'one constant id: one event has all copies',
    set('Purchase browser', { 'finding:same_event_id': 9.9, ...apart }),
    ['same_event_id'],
  ],
]
for (const [title, plant, codes] of caused)
  test(`diagnose: only the cause is told: ${title}`, () =>
    expect(diagnosed(plant).map(({ code }) => code)).toEqual(codes))

test('diagnose: a key that cannot be used does not hide that others are missing', () => {
  const unusable = { 'finding:bad_ip_ua': 10, 'finding:bad_ip_ua:client_user_agent': 10 }
  const told = diagnosed(set('Purchase server', { ...unusable, 'key:zp': 0 }))
  expect(told.map(({ code }) => code)).toEqual(['bad_ip_ua', 'missing_match_keys'])
})

const sentences: [title: string, plant: Plant, code: DiagnosisCode, seen: string, cause: string | null][] = [
  [
    'a share, with its numbers',
    set('Purchase server', { id: 6.2 }),
    'missing_event_id',
    '38 % of Purchase events from the server (597 of 1,570 in 7 days) carry no event_id.',
    null,
  ],
  [
    'ids of two forms',
    both(
      set('Purchase browser', apart),
      set('Purchase server', { 'id:prefixed_number': 0, 'id:uuid': 10, ...off }),
    ),
    'ids_never_meet',
    '1,570 Purchase events from the browser and 1,570 from the server in 7 days, and none were recognised as copies of one another.',
    'The ids differ in form: the browser mostly sends a number with a prefix, the server a UUID.',
  ],
  [
    'a cached page',
    set('ViewContent browser', { 'finding:cached_event_id': 50, 'finding:same_event_id': 20 }),
    'cached_event_id',
    '50 % of ViewContent events from the browser (7,850 of 15,700 in 7 days) carry the event_id of another visitor of the same page.',
    'The ids come from one HTML: different browsers (fbp) sent the same id from the same page, so a page cache handed it out.',
  ],
  [
    'a constant id, of which some pairs look like a cached page',
    set('ViewContent browser', { 'finding:cached_event_id': 20, 'finding:same_event_id': 50 }),
    'same_event_id',
    '50 % of ViewContent events from the browser (7,850 of 15,700 in 7 days) carry an event_id that another person or order had before.',
    'The id stands for something else than the event: a constant, a session, a person, or a number that is used again.',
  ],
  [
    'a low score, with the keys that are missing',
    both(scored(4.2), set('Purchase server', { 'key:em': 1, 'key:ph': 0, 'valid:fbp': 1 })),
    'low_match',
    'The match quality of Purchase events from the server is 4.2 of 10 over the last 48 hours (480 events); 6 is the least that it should be.',
    'Most of them lack em and ph. Many of their fbp cannot be used.',
  ],
  [
    'refusals, with the reason that is met most',
    set('Purchase server', { 'books:rejected:2804009': 10, 'books:rejected:2804003': 1 }),
    'events_rejected',
    '3.2 % of events from the server (1,727 of 53,537 in 7 days) were refused.',
    'Most for 2804009',
  ],
  [
    'an address over all events',
    share({ kind: 'client_ip_address', event_name: '', what: 'x', count: 6_000, people: 16 }),
    'shared_ip',
    '12 % of events from the server (6,000 of 51,810 in 7 days) carry one IP address, behind which stand 16 people or more.',
    "It is most likely your own server's address",
  ],
  [
    'a match key by its name',
    set('Purchase server', { 'finding:invalid_match_keys': 5, 'finding:invalid_match_keys:ph': 5 }),
    'invalid_match_keys',
    '50 % of Purchase events from the server (785 of 1,570 in 7 days) carry a match key that cannot be used: ph.',
    null,
  ],
]

for (const [title, plant, code, seen, cause] of sentences)
  test(`diagnose: says what was seen and why: ${title}`, () => {
    const told = diagnosed(plant).filter((diagnosis) => diagnosis.code === code)
    const one = told.find(({ event_name }) => event_name === null || seen.includes(event_name))
    expect(one?.seen).toBe(seen)
    if (cause === null) expect(one?.cause).toBeNull()
    else expect(one?.cause).toContain(cause)
  })

test('diagnose: tells where it was found: first and last, latest samples, pages', () => {
  const at = (first: number, samples: number[], url: string) => ({
    code: 'missing_value' as const,
    event_name: 'Purchase',
    channel: 'browser' as const,
    detail: '',
    first_ms: first,
    last_ms: first + 5,
    samples,
    urls: [{ url, count: 2 }],
  })
  const [one] = diagnosed((shop) => {
    set('Purchase browser', { 'finding:missing_value': 5 })(shop)
    const many = Array.from({ length: 20 }, (_, place) => place)
    shop.found.push(at(100, many, 'https://shop.example/a'), at(50, [30], 'https://shop.example/b'))
    shop.found.push({ ...at(1, [99], 'https://shop.example/c'), channel: 'server' })
  })
  expect(one).toMatchObject({ code: 'missing_value', channel: 'browser', first_ms: 50, last_ms: 105 })
  expect(one?.samples).toHaveLength(20)
  expect(one?.samples.at(-1)).toBe(30)
  expect(one?.urls.map(({ url }) => url)).toEqual(['https://shop.example/a', 'https://shop.example/b'])
})

test('diagnose: ten faults at once are ten diagnoses, errors first', () => {
  const plants: [DiagnosisCode, Plant][] = [
    ['multiple_pixel', set('PageView browser', { 'repeat:second': 100 })],
    ['invalid_currency', set('Purchase browser', { 'finding:invalid_currency': 5 })],
    ['pii_in_url', set('ViewContent browser', { 'finding:pii_in_url': 3 })],
    ['ids_never_meet', both(set('AddToCart browser', apart), set('AddToCart server', off))],
    ['shared_ip', share({ kind: 'client_ip_address', event_name: '', what: 'x', count: 6_000, people: 400 })],
    ['value_zero', share({ what: '0 USD', count: 800 })],
    ['clock_wrong', set('PageView browser', { 'finding:clock_wrong': 20 })],
    ['new_domain', known('evil.test')],
    ['freshness', set('Purchase server', { 'delay:60': 1, 'delay:86400': 9 })],
    ['fbc_modified', set('Purchase server', { 'finding:fbc_modified': 4 })],
  ]
  const told = diagnosed(both(...plants.map(([, plant]) => plant)))
  expect(told.map(({ code }) => code).sort()).toEqual(plants.map(([code]) => code).sort())
  const ranks = told.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity))
  expect(ranks).toEqual([...ranks].sort())
})

test('diagnose: a small cause does not hide a large fault', () => {
  const refused = set('PageView server', { 'books:rejected:2804003': 10 })
  const uncovered = set('AddToCart browser', { 'both:browser_first': 8 })
  expect(diagnosed(both(refused, uncovered)).map(({ code }) => code)).toEqual([
    'events_rejected',
    'coverage_low',
  ])
})

test('diagnose: says nothing of silence while the fold is behind', () => {
  const plant = both(set('Purchase server', silent(12)), (shop) => {
    shop.behind_rows = 5_000
  })
  expect(diagnosed(plant)).toEqual([])
})

test('webhooks_silent: told of any number of names, whose hours are more than a call takes arguments', () => {
  const window = windowOf(healthyShop())
  const row = { channel: 'server', measure: 'seen', count: 30 } as const
  const hour = Math.floor(NOW_MS / HOUR_MS)
  const day = hour - (hour % 24) - 48
  const names = Array.from({ length: 4_000 }, (_, nth) => `Event${nth}`)
  const hourly = names.flatMap((event_name) =>
    Array.from({ length: 40 }, (_, ago) => ({ ...row, event_name, hour: hour - 9 - ago })),
  )
  const daily = names.flatMap((event_name) =>
    ['seen', 'delay:60'].map((measure) => ({ ...row, event_name, measure, count: 500, hour: day })),
  )
  const browser = ['Event0', 'Event1'].flatMap((event_name) => [
    { ...row, event_name, channel: 'browser' as const, count: 300, hour },
    { ...row, event_name, channel: 'browser' as const, count: 300, hour: hour - 1 },
  ])
  const found = diagnose(
    {
      ...window,
      hourly: [...hourly, ...browser],
      daily: [...daily, ...browser.map((one) => ({ ...one, count: 1_000, hour: day }))],
    },
    { score: () => null },
  )
  expect(found.map(({ code }) => code)).toContain('webhooks_silent')
})
