import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLEAR_KEYS, HASHED_KEYS, type IdentifiedEvent } from '../../event.js'
import { WARNINGS } from '../../problem/warnings.js'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import type { Seen } from '../seen.js'
import type { SignalsWindow } from '../signals-window.js'
import { diagnose } from './diagnose.js'
import { findingsOf } from './findings-of.js'
import { pairFindingsOf } from './pair-findings.js'
import { PROHIBITED_KEYS, PROHIBITED_KINDS } from './words/prohibited-keys.js'
import { RESTRICTED_CATEGORIES, RESTRICTED_WORDS } from './words/restricted-words.js'

const NAMES = [
  'Purchase',
  'ClinicVisit',
  'depression',
  'creditScore',
  'a.b[income]',
  '__proto__',
  'constructor',
  '',
]
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme', maxLength: 80 }))
/** Values that no finding may repeat: none is a word of ours or a key's name. */
const secret = fc.string({ minLength: 6, maxLength: 40 }).map((text) => `secret ${text}`)
const click_cookie = fc
  .tuple(fc.nat(), fc.stringMatching(/^[A-Za-z0-9]{1,80}$/))
  .map(([ms, payload]) => `fb.1.${ms}.${payload}`)
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  name.map((text) => `https://shop.example/${text}?${text}=1&clinic`),
)
const user_data = fc.record(
  Object.fromEntries([
    ...HASHED_KEYS.map((key) => [key, fc.array(secret, { maxLength: 3 })]),
    ...CLEAR_KEYS.map((key) => [key, key === 'fbc' ? fc.oneof(click_cookie, secret) : secret]),
  ]),
  { requiredKeys: [] },
)
const seen: fc.Arbitrary<Seen> = fc.record({
  seq: fc.nat(),
  channel: fc.constantFrom('browser', 'server'),
  received_at_ms: fc.nat(),
  warnings: fc.array(fc.oneof(fc.constantFrom(...Object.keys(WARNINGS), 'match_key_unusable:em'), name)),
  automation: fc.array(fc.constantFrom('headless', 'bot_user_agent')),
  verdict: fc.constantFrom('counted', 'duplicate'),
  method: fc.constantFrom('event_id', 'fbp', 'external_id', 'offline', null),
  event: fc.record(
    {
      event_name: name,
      event_time: fc.integer(),
      event_id: fc.option(secret),
      action_source: fc.constantFrom('website', 'app', null),
      event_source_url: url,
      user_data,
      custom_data: fc.oneof(
        fc.dictionary(name, fc.oneof(secret, fc.jsonValue())),
        fc.record({ value: fc.double(), currency: secret, order_id: secret, content_category: name }),
      ),
    },
    { requiredKeys: ['event_name', 'event_time', 'event_id', 'action_source', 'user_data', 'custom_data'] },
  ) as unknown as fc.Arbitrary<IdentifiedEvent>,
}) as fc.Arbitrary<Seen>

const KEYS: ReadonlySet<string> = new Set([...HASHED_KEYS, ...CLEAR_KEYS])
const FIELDS = /^(|[a-z0-9_]{1,40})$/
const words = (kinds: readonly string[], lists: Record<string, string>): string[] =>
  kinds.flatMap((kind) => (lists[kind] ?? '').split(/\s+/).map((word) => `${kind}:${word}`))
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...words(RESTRICTED_CATEGORIES, RESTRICTED_WORDS),
  ...words(PROHIBITED_KINDS, PROHIBITED_KEYS),
])

test('findingsOf: never throws; details are key and field names or words of our lists, each once', () =>
  fc.assert(
    fc.property(seen, (one) => {
      const findings = findingsOf(one)
      for (const { code, detail } of findings) {
        expect(Object.hasOwn(DIAGNOSIS_CODES, code)).toBe(true)
        expect(detail.length).toBeLessThanOrEqual(64)
        expect(KEYS.has(detail) || OWN_WORDS.has(detail) || FIELDS.test(detail)).toBe(true)
        expect(detail).not.toContain('secret')
      }
      expect(new Set(findings.map(({ code, detail }) => `${code} ${detail}`)).size).toBe(findings.length)
      // What is remembered of names changes nothing.
      expect(findingsOf(one)).toEqual(findings)
    }),
  ))

test('pairFindingsOf: never throws, has no details, and says nothing of a sighting beside itself', () =>
  fc.assert(
    fc.property(seen, seen, (copy, anchor) => {
      for (const { code, detail } of pairFindingsOf(copy, anchor)) {
        expect(['pair', 'sighting']).toContain(DIAGNOSIS_CODES[code])
        expect(detail).toBe('')
      }
      expect(pairFindingsOf(copy, copy)).toEqual([])
    }),
  ))

const MEASURES = [
  'seen',
  'web',
  'id',
  'pairs',
  'pairs:cross',
  'delay:60',
  'delay:Infinity',
  'repeat:order',
  'repeat:second',
]
const measure = fc.oneof(
  fc.constantFrom(...MEASURES, 'both:browser_first', 'automation', 'id:uuid', 'key:em'),
  fc.constantFrom(...Object.keys(DIAGNOSIS_CODES)).map((code) => `finding:${code}`),
  fc.constantFrom(...Object.keys(DIAGNOSIS_CODES)).map((code) => `finding:${code}:em`),
)
const NOW_HOUR = 490_000
const hour = fc.integer({ min: NOW_HOUR - 29 * 24, max: NOW_HOUR })
const channel = fc.constantFrom('browser' as const, 'server' as const)
const count = fc.integer({ min: 0, max: 2_000 })
const counts = fc.array(fc.record({ hour, event_name: name, channel, measure, count }), { maxLength: 60 })
const ms = fc.integer({ min: 0, max: NOW_HOUR * 3_600_000 })
const samples = fc.array(fc.nat(), { maxLength: 20 })
const window: fc.Arbitrary<SignalsWindow> = fc.record({
  dataset_id: fc.constant('1'),
  now_ms: fc.constant(NOW_HOUR * 3_600_000 + 1),
  hourly: counts,
  daily: counts,
  books: fc.array(
    fc.record({
      hour,
      event_name: name,
      channel,
      state: fc.constantFrom('counted', 'duplicate', 'rejected', 'blocked'),
      code: fc.constantFrom('', '2804009', 'event_name_missing', 'traffic_permissions', 'odd'),
      count,
    }),
  ),
  found: fc.array(
    fc.record({
      code: fc.constantFrom(...(Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[])),
      event_name: name,
      channel,
      detail: fc.constantFrom('', 'em'),
      first_ms: ms,
      last_ms: ms,
      samples,
      urls: fc.array(fc.record({ url, count })),
    }),
  ),
  shared: fc.array(
    fc.record({
      kind: fc.constantFrom('client_ip_address', 'fbp', 'value'),
      event_name: fc.constantFrom('Purchase', 'Lead'),
      channel,
      what: fc.oneof(fc.constantFrom('0 USD', '9.5 EUR', '0.00'), secret),
      count,
      people: count,
      last_ms: ms,
      samples,
    }),
  ),
  hosts: fc.array(
    fc.record({ host: fc.oneof(fc.domain(), fc.string()), channel, first_ms: ms, last_ms: ms, count }),
  ),
  surroundings: fc.record({
    domain: fc.option(fc.domain()),
    allowed_domains: fc.array(fc.domain(), { maxLength: 2 }),
    verified_domains: fc.array(fc.domain(), { maxLength: 2 }),
    created_at_ms: ms,
    verifies_domains: fc.boolean(),
  }),
  behind_rows: fc.constantFrom(0, 10_000),
}) as fc.Arbitrary<SignalsWindow>

test('diagnose: never throws, whatever was counted; its numbers are numbers and its words hold no value', () =>
  fc.assert(
    fc.property(window, fc.option(fc.double()), (one, score) => {
      for (const diagnosis of diagnose(one, { score: () => score })) {
        const { affected, total, share, first_ms, last_ms, samples: places, urls, seen: said } = diagnosis
        for (const number of [affected, total, first_ms, last_ms, share ?? 0])
          expect(number).toSatisfy(Number.isFinite)
        expect(share ?? 0).toBeGreaterThanOrEqual(0)
        expect(share ?? 0).toBeLessThanOrEqual(1)
        expect(last_ms).toBeLessThanOrEqual(one.now_ms)
        expect(places.length).toBeLessThanOrEqual(20)
        expect(urls.length).toBeLessThanOrEqual(20)
        expect(said).toMatch(/\.$/)
        expect(`${said} ${diagnosis.cause}`).not.toMatch(/secret|NaN|undefined/)
      }
    }),
  ))
