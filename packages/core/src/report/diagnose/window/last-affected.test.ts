import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../time.js'
import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { diagnosesOf } from '../../signal-diagnoses.js'
import { healthyShop, type Rate, type Shop, windowOf } from '../window.fixture.js'

/** From the fault's rate to the healthy one, so many hours ago. */
const mended =
  (hours_ago: number, faulty: number, healthy: number): Rate =>
  (ago) =>
    ago >= hours_ago ? faulty : healthy
type Rates = Record<string, Record<string, [faulty: number, healthy: number]>>

/** Every rule that tells a rate over the week; with what single events go on to show after the repair. */
const cases: [DiagnosisCode, Rates][] = [
  ['missing_event_name', { ' browser': { 'books:rejected:event_name_missing': [20, 0.1] } }],
  ['events_rejected', { 'Purchase server': { 'books:rejected:2804009': [20, 0.1] } }],
  ['blocked_domain', { 'PageView browser': { 'books:blocked:traffic_permissions': [60, 0.1] } }],
  ['missing_event_id', { 'Purchase server': { id: [2, 9.9] } }],
  ['missing_event_id', { 'Purchase browser': { id: [2, 9.9] } }],
  [
    'dedup_not_set',
    {
      'Purchase browser': { id: [0, 9.9], 'both:browser_first': [0, 9] },
      'Purchase server': { id: [0, 9.9] },
    },
  ],
  ['ids_never_meet', { 'Purchase browser': { 'both:browser_first': [0, 9] } }],
  ['coverage_low', { 'AddToCart browser': { 'both:browser_first': [4, 18] } }],
  ['purchase_on_refresh', { 'Purchase browser': { 'repeat:order': [3, 0.1] } }],
  ['multiple_pixel', { 'PageView browser': { 'repeat:second': [100, 5] } }],
  ['automated_traffic', { 'PageView browser': { automation: [150, 2] } }],
  ['freshness', { 'Purchase server': { 'delay:60': [0, 9.9], 'delay:86400': [10, 0.1] } }],
  ['late_upload', { 'Purchase server': { 'delay:60': [7, 9.9], 'delay:86400': [3, 0.1] } }],
  [
    'missing_match_keys',
    { 'Purchase server': { 'key:em': [0, 8], 'key:ph': [0, 8], 'valid:em': [0, 8], 'valid:ph': [0, 8] } },
  ],
  ['missing_value', { 'Purchase server': { 'finding:missing_value': [5, 0] } }],
]

function told(rates: Rates, hours_ago: number, change: (shop: Shop) => void = () => {}) {
  const shop = healthyShop()
  for (const [stream, measures] of Object.entries(rates))
    for (const [measure, [faulty, healthy]] of Object.entries(measures))
      shop.rates[stream] = { ...shop.rates[stream], [measure]: mended(hours_ago, faulty, healthy) }
  change(shop)
  const window = windowOf(shop)
  return { now_ms: window.now_ms, told: diagnosesOf(window) }
}
const agoOf = (now_ms: number, last_ms: number): number => (now_ms - last_ms) / HOUR_MS

for (const [code, rates] of cases) {
  test(`last affected: ${code}: five days of a fault, mended for two: over, or last seen then`, () => {
    const { now_ms, told: all } = told(rates, 48)
    for (const one of all) expect([one.code, agoOf(now_ms, one.last_ms) > 46]).toEqual([one.code, true])
    if (code !== 'missing_value') expect(all.map((one) => one.code)).not.toContain(code)
  })

  test(`last affected: ${code}: mended for some hours: last seen when it was`, () => {
    const { now_ms, told: all } = told(rates, 12)
    const one = all.find((diagnosis) => diagnosis.code === code)
    expect(one).toBeDefined()
    const ago = agoOf(now_ms, one?.last_ms ?? now_ms)
    expect(ago).toBeGreaterThan(10)
    expect(ago).toBeLessThan(13)
  })

  test(`last affected: ${code}: going on, it is of this hour`, () => {
    const { now_ms, told: all } = told(rates, 0)
    const one = all.find((diagnosis) => diagnosis.code === code)
    expect(agoOf(now_ms, one?.last_ms ?? 0)).toBeLessThan(1)
  })
}

test('last affected: a repair after which nothing came yet is none: it is told on, with its last time', () => {
  const { now_ms, told: all } = told({ 'Purchase server': { id: [2, 9.9] } }, 48, (shop) => {
    for (const stream of Object.keys(shop.rates))
      for (const [measure, rate] of Object.entries(shop.rates[stream] ?? {}))
        shop.rates[stream] = {
          ...shop.rates[stream],
          [measure]: (ago) => (ago < 48 ? 0 : typeof rate === 'number' ? rate : rate(ago)),
        }
  })
  const one = all.find(({ code }) => code === 'missing_event_id')
  expect(agoOf(now_ms, one?.last_ms ?? now_ms)).toBeGreaterThan(46)
})

test('last affected: low_match: by the score of what came since', () => {
  const bad = Object.fromEntries(
    ['em', 'ph', 'fbc', 'external_id'].flatMap((key) => [
      [`key:${key}`, [0, 9.9]],
      [`valid:${key}`, [0, 9.9]],
    ]),
  ) as Rates[string]
  const low = (hours_ago: number) => {
    const { now_ms, told: all } = told({ 'AddToCart server': bad }, hours_ago, (shop) => {
      for (const key of ['fbp', 'zp', 'client_ip_address', 'client_user_agent'])
        for (const measure of [`key:${key}`, `valid:${key}`])
          shop.rates['AddToCart server'] = { ...shop.rates['AddToCart server'], [measure]: 1 }
    })
    const one = all.find(({ code }) => code === 'low_match')
    return one && agoOf(now_ms, one.last_ms)
  }
  expect(low(0)).toBeLessThan(1)
  expect(low(12)).toBeGreaterThan(10)
  expect(low(12)).toBeLessThan(13)
  expect(low(36)).toBeUndefined()
})
