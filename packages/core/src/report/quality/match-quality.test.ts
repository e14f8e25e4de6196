import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  SEEN_NOW_MS,
  scoreByBruteForce,
  seenArbitrary,
  windowOf,
  windowOfSeen,
} from '../../../testing/index.js'
import type { MeasureCount } from '../signals-window.js'
import { matchQuality, ratingOf } from './match-quality.js'
import { KEY_WEIGHTS, type MatchKey } from './weights.js'

const NOW_HOUR = Math.floor(SEEN_NOW_MS / 3_600_000)
type Counts = { [key in MatchKey]?: number | [carried: number, valid: number] }

/** Purchases of the server: so many of the website, and of each key those that carry it, and rightly. */
const rows = (web: number, counts: Counts, hour = NOW_HOUR): MeasureCount[] => {
  const row = (measure: string, count: number) =>
    ({ hour, event_name: 'Purchase', channel: 'server', measure, count }) as const
  const of_keys = Object.entries(counts).flatMap(([key, count]) => {
    const [carried, valid] = typeof count === 'number' ? [count, count] : count
    return [row(`key:${key}`, carried), row(`valid:${key}`, valid)]
  })
  return [row('seen', web + 7), row('web', web), ...of_keys]
}
const qualityOf = (web: number, counts: Counts) => {
  const [quality] = matchQuality(windowOf({ now_ms: SEEN_NOW_MS, hourly: rows(web, counts) }))
  if (quality === undefined) throw new Error('no quality')
  return quality
}

const address = (count: number): Counts => ({ client_ip_address: count, client_user_agent: count })
const everything = Object.fromEntries(KEY_WEIGHTS.flatMap(({ keys }) => keys.map((key) => [key, 40])))
/** Worked by hand from the formula: reference 8. */
const cases: [title: string, counts: Counts, composite_score: number, rating: string][] = [
  ['nothing', {}, 0, 'Poor'],
  ['email on all', { em: 40 }, 5.5, 'OK'],
  ['email on half', { em: 20 }, 2.8, 'Poor'],
  ['email on all, half of them wrong', { em: [40, 20] }, 2.8, 'Poor'],
  ['an address without its user agent', { client_ip_address: 40 }, 0, 'Poor'],
  ['an address, and its user agent on half', { client_ip_address: 40, client_user_agent: 20 }, 1.5, 'Poor'],
  // 1 − 0.7 × 0.75
  ['address, user agent and fbp', { ...address(40), fbp: 40 }, 4.8, 'OK'],
  // 1 − 0.7 × 0.75 × (1 − 0.55 × 0.9) × (1 − 0.3 × 0.5) = 0.7746
  [
    'and email on 9 of 10, external_id on half',
    { ...address(40), fbp: 40, em: 36, external_id: 20 },
    7.7,
    'Good',
  ],
  // 1 − 0.45 × 0.55 × 0.7 = 0.82675
  ['email, click and address', { em: 40, fbc: 40, ...address(40) }, 8.3, 'Great'],
  ['what is not weighed', { ge: 40, madid: 40 }, 0, 'Poor'],
  ['everything', everything, 9.8, 'Great'],
]
for (const [title, counts, composite_score, rating] of cases)
  test(`matchQuality: ${title} is ${composite_score}`, () =>
    expect(qualityOf(40, counts)).toMatchObject({ web: 40, composite_score, rating }))

test('matchQuality: each key says what it has and what it would bring', () => {
  const { keys } = qualityOf(40, { em: [30, 15], client_ip_address: 40, client_user_agent: [20, 10] })
  const [em, fbc] = keys
  // 15 of 40 usable: 1 − 0.55 × 0.375 = 0.79375; with the address in 10 of 40: 0.925 of it.
  expect(em).toMatchObject({ key: 'em', label: 'High', coverage: 0.75, validity: 0.5, parts: [] })
  expect(em?.with_it).toBeCloseTo(10 * (1 - 0.45 * 0.925), 9)
  expect(em?.gain).toBeCloseTo(10 * (0.79375 - 0.45) * 0.925, 9)
  expect(fbc).toMatchObject({ key: 'fbc', coverage: 0, validity: null })
  expect(keys.find(({ key }) => key === 'client_ip_address+client_user_agent')).toMatchObject({
    label: 'Low',
    coverage: 0.5,
    validity: 0.5,
    parts: [
      { key: 'client_ip_address', coverage: 1 },
      { key: 'client_user_agent', coverage: 0.5 },
    ],
  })
})

const ratings: [composite_score: number, rating: string][] = [
  [0, 'Poor'],
  [3.9, 'Poor'],
  [4, 'OK'],
  [5.9, 'OK'],
  [6, 'Good'],
  [7.9, 'Good'],
  [8, 'Great'],
  [10, 'Great'],
]
for (const [score, rating] of ratings)
  test(`ratingOf: ${score} is ${rating}`, () => expect(ratingOf(score)).toBe(rating))

const hours: [title: string, hour: number, counts: boolean][] = [
  ['the current hour', NOW_HOUR, true],
  ['48 hours before', NOW_HOUR - 48, true],
  ['49 hours before', NOW_HOUR - 49, false],
]
for (const [title, hour, counts] of hours)
  test(`matchQuality: ${title} ${counts ? 'counts' : 'does not count'}`, () => {
    const window = windowOf({ now_ms: SEEN_NOW_MS, hourly: rows(3, { em: 3 }, hour) })
    expect(matchQuality(window).length).toBe(counts ? 1 : 0)
  })

test('matchQuality: what only the browser sent, or no website, has none', () => {
  const browser = rows(3, { em: 3 }).map((row) => ({ ...row, channel: 'browser' as const }))
  expect(matchQuality(windowOf({ now_ms: SEEN_NOW_MS, hourly: [...browser, ...rows(0, {})] }))).toEqual([])
})

test('matchQuality: the trend has a score a day, oldest first, without days that had nothing', () => {
  const today = NOW_HOUR - (NOW_HOUR % 24)
  const daily = [...rows(9, { em: 9 }, today), ...rows(2, { em: 1 }, today - 72), ...rows(0, {}, today - 24)]
  const [quality] = matchQuality(windowOf({ now_ms: SEEN_NOW_MS, hourly: rows(9, { em: 9 }), daily }))
  expect(quality?.trend).toEqual([
    { from_ms: (today - 72) * 3_600_000, web: 2, composite_score: 2.8 },
    { from_ms: today * 3_600_000, web: 9, composite_score: 5.5 },
  ])
})

test('law: the score is what brute force over the raw sightings gives', () =>
  fc.assert(
    fc.property(seenArbitrary(60), (seen) => {
      const qualities = new Map(matchQuality(windowOfSeen(seen, SEEN_NOW_MS)).map((q) => [q.event_name, q]))
      for (const event_name of ['Purchase', 'Lead', 'PageView']) {
        const wanted = scoreByBruteForce(seen, event_name, SEEN_NOW_MS)
        const score = qualities.get(event_name)?.score ?? null
        if (wanted === null) expect(score).toBeNull()
        else expect(score).toBeCloseTo(wanted, 9)
      }
    }),
    { numRuns: 300 },
  ))

/** Of 40 events, how many carry each key, and in how many it is right. */
const countsArbitrary = fc
  .tuple(
    ...KEY_WEIGHTS.flatMap(({ keys }) =>
      keys.map((key) => fc.tuple(fc.constant(key), fc.nat(40), fc.nat(40))),
    ),
  )
  .map((of_keys): { [key: string]: [number, number] } =>
    Object.fromEntries(of_keys.map(([key, a, b]) => [key, [Math.max(a, b), Math.min(a, b)]])),
  )
const keyArbitrary = fc.constantFrom(...KEY_WEIGHTS.flatMap(({ keys }) => keys))

test('law: a score is from 0 to 10, and no key would lower it', () =>
  fc.assert(
    fc.property(countsArbitrary, (counts) => {
      const { score, composite_score, keys } = qualityOf(40, counts)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(composite_score).toBeLessThanOrEqual(10)
      for (const { with_it, gain, coverage, validity } of keys) {
        expect(with_it).toBeGreaterThanOrEqual(score)
        expect(with_it).toBeLessThanOrEqual(10)
        expect(gain).toBeGreaterThanOrEqual(0)
        for (const share of [coverage, validity ?? 0]) expect(share >= 0 && share <= 1).toBe(true)
      }
    }),
  ))

test('law: more of a key, or more of it right, never lowers the score', () =>
  fc.assert(
    fc.property(countsArbitrary, keyArbitrary, (counts, key) => {
      const [carried, valid] = counts[key] ?? [0, 0]
      const { score } = qualityOf(40, counts)
      const better: [number, number][] = [
        [Math.min(40, carried + 1), Math.min(40, valid + 1)],
        [carried, Math.min(carried, valid + 1)],
      ]
      for (const count of better)
        expect(qualityOf(40, { ...counts, [key]: count }).score).toBeGreaterThanOrEqual(score)
    }),
  ))
