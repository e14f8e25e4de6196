import { expect, test } from 'vitest'
import { WARNINGS } from '../../problem/warnings.js'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import type { Seen } from '../seen.js'
import { findingsOf } from './findings-of.js'
import { CLICK_ID, DIGEST, NOW_MS, NOW_S, seenOf } from './seen.fixture.js'
import { WARNING_FINDINGS } from './warning-findings.js'

const warned = (...warnings: string[]): Seen => seenOf({}, { warnings })
const server = (user_agent: string): Seen =>
  seenOf({ user_data: { client_user_agent: user_agent } }, { channel: 'server' })
const fbc = (created_ms: number, payload = CLICK_ID): Seen =>
  seenOf({ user_data: { fbc: `fb.1.${created_ms}.${payload}` } })

/** One sighting that shows it, and one that nearly does. */
const cases: [code: DiagnosisCode, title: string, fires: Seen, near: Seen, detail: string][] = [
  [
    'invalid_value',
    'no number; a number as text',
    warned('value_invalid'),
    seenOf({ custom_data: { value: '9.5' } }),
    '',
  ],
  ['missing_value', 'none; zero', warned('value_missing'), seenOf({ custom_data: { value: 0 } }), ''],
  [
    'missing_currency',
    'none; lower case',
    warned('currency_missing'),
    seenOf({ custom_data: { currency: 'usd' } }),
    '',
  ],
  [
    'invalid_currency',
    'not ISO; a rare one',
    warned('currency_invalid'),
    seenOf({ custom_data: { currency: 'XOF' } }),
    '',
  ],
  ['negative_value', 'negative; zero', warned('value_negative'), seenOf({ custom_data: { value: 0 } }), ''],
  [
    'nonstandard_event_name',
    'nearly standard; custom',
    warned('event_name_nonstandard'),
    seenOf({ event_name: 'PurchaseOfTheDay' }),
    '',
  ],
  [
    'missing_action_source',
    'none; another one',
    warned('action_source_missing'),
    seenOf({ action_source: 'chat' }),
    '',
  ],
  [
    'missing_event_source_url',
    'none; the origin alone',
    warned('event_source_url_missing'),
    seenOf({ event_source_url: 'https://shop.example' }),
    '',
  ],
  ['missing_user_agent', 'none; a short one', warned('user_agent_missing'), server('Mozilla/5.0'), ''],
  [
    'invalid_contents',
    'no list; an empty one',
    warned('contents_invalid'),
    seenOf({ custom_data: { contents: [] } }),
    '',
  ],
  [
    'invalid_contents',
    'delivery category; a known one',
    warned('delivery_category_invalid'),
    seenOf({ custom_data: { delivery_category: 'curbside' } }),
    'delivery_category',
  ],
  ['invalid_event_id', 'too long; none', warned('event_id_too_long'), seenOf({ event_id: null }), ''],
  [
    'clock_wrong',
    'replaced; a minute old',
    warned('event_time_replaced'),
    seenOf({ event_time: NOW_S - 60 }),
    '',
  ],
  [
    'invalid_match_keys',
    'phone unusable; a word of old',
    warned('match_key_unusable:ph'),
    warned('match_key_odd:ph'),
    'ph',
  ],
  [
    'invalid_match_keys',
    'fbp; another index',
    warned('fbp_invalid'),
    seenOf({ user_data: { fbp: 'fb.2.1763000000000.12' } }),
    'fbp',
  ],
  [
    'invalid_match_keys',
    'a key that is no name is not repeated',
    warned('match_key_unusable:jo@shop.example'),
    warned('constructor:em'),
    '',
  ],
  [
    'hash_invalid',
    'MD5; SHA-256',
    seenOf({ user_data: { ph: ['ab'.repeat(16)] } }),
    seenOf({ user_data: { ph: [DIGEST] } }),
    'ph',
  ],
  ['hash_invalid', 'fbc hashed; fbc', warned('fbc_hashed'), seenOf(), 'fbc'],
  [
    'hash_of_nothing',
    'of empty text; no key',
    warned('hash_of_nothing:em'),
    seenOf({ user_data: { em: [] } }),
    'em',
  ],
  [
    'not_hashed',
    'in clear; hashed',
    warned('plain_match_key:fn'),
    seenOf({ user_data: { fn: [DIGEST] } }),
    'fn',
  ],
  [
    'bad_ip_ua',
    "a library's; a browser's",
    server('python-requests/2.31'),
    server('Mozilla/5.0 (python)'),
    'client_user_agent',
  ],
  [
    'bad_ip_ua',
    "a webhook's; from the browser channel",
    server('WooCommerce/9.1 Hookshot (WordPress/6.6)'),
    seenOf({ user_data: { client_user_agent: 'curl/8.0' } }),
    'client_user_agent',
  ],
  [
    'bad_ip_ua',
    'private address; an app of its own',
    warned('client_ip_address_not_public'),
    seenOf({ action_source: 'app', user_data: { client_user_agent: 'okhttp/4' } }, { channel: 'server' }),
    'client_ip_address',
  ],
  ['fbc_modified', 'lower case; mixed', fbc(NOW_MS, CLICK_ID.toLowerCase()), fbc(NOW_MS), ''],
  [
    'fbc_modified',
    'upper case; short and lower',
    fbc(NOW_MS, CLICK_ID.toUpperCase()),
    fbc(NOW_MS, 'abc123'),
    '',
  ],
  [
    'fbc_modified',
    "cut; an older click's",
    fbc(NOW_MS, CLICK_ID.slice(0, 40)),
    fbc(NOW_MS, `IwAR9${CLICK_ID.slice(5)}`),
    '',
  ],
  ['click_after_conversion', '61 s later; 59 s', fbc(NOW_MS + 61_000), fbc(NOW_MS + 59_000), ''],
  ['click_after_conversion', 'seconds, later; seconds, before', fbc(NOW_S + 120), fbc(NOW_S - 120), ''],
  [
    'pii_in_custom_data',
    'an address; a name that is none',
    warned('plain_identity_in_custom_data'),
    seenOf({ custom_data: { emailing: 'weekly' } }),
    'custom_data',
  ],
  [
    'pii_in_url',
    'an address; an at sign',
    warned('plain_identity_in_url'),
    seenOf({ event_source_url: 'https://shop.example/@brand' }),
    '',
  ],
  [
    'potential_violation',
    'a credit score; a review score',
    seenOf({ custom_data: { 'customer.credit-Score': 'x' } }),
    seenOf({ custom_data: { review_score: 5 } }),
    'finance:creditscore',
  ],
  [
    'potential_violation',
    'in a URL; the same in its fragment',
    seenOf({ event_source_url: 'https://shop.example/?a=1&diagnosis=x#top' }),
    seenOf({ event_source_url: 'https://shop.example/?a=1#diagnosis=x' }),
    'health:diagnosis',
  ],
  [
    'restricted_category',
    'in an event name; a word that holds one',
    seenOf({ event_name: 'BookClinicVisit' }),
    seenOf({ event_name: 'CompletedPolyclinics' }),
    'health:clinic',
  ],
  [
    'restricted_category',
    'in a path, in German; only inside a word',
    seenOf({ event_source_url: 'https://shop.example/Produkte/Hypotheken/2026' }),
    seenOf({ event_source_url: 'https://shop.example/produkte/hypothekenfrei' }),
    'finance:hypotheken',
  ],
  [
    'restricted_category',
    'accents, encoded; ready to wear',
    seenOf({ event_source_url: 'https://shop.example/m%C3%A9dicaments' }),
    seenOf({ event_source_url: 'https://shop.example/pr%C3%AAt-%C3%A0-porter' }),
    'health:medicaments',
  ],
  [
    'restricted_category',
    'two words; the same apart',
    seenOf({ custom_data: { content_category: 'Weight Loss > Pills' } }),
    seenOf({ custom_data: { content_category: 'Loss of weight' } }),
    'health:weight_loss',
  ],
  [
    'restricted_category',
    "a parameter's name; cart is not art",
    seenOf({ custom_data: { loan_type: 'x' } }),
    seenOf({ custom_data: { cart_type: 'x', power_bank: 1, store_credit: 2 } }),
    'finance:loan',
  ],
]

for (const [code, title, fires, near, detail] of cases)
  test(`findingsOf: ${code}: ${title}`, () => {
    expect(findingsOf(fires)).toEqual([{ code, detail }])
    expect(findingsOf(near)).toEqual([])
  })

test('findingsOf: a clean sighting shows nothing, on either channel', () => {
  expect(findingsOf(seenOf())).toEqual([])
  expect(findingsOf(seenOf({}, { channel: 'server' }))).toEqual([])
})

test('findingsOf: every code of level sighting has a case', () => {
  const codes = Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]
  const told = new Set(cases.map(([code]) => code))
  expect(codes.filter((code) => DIAGNOSIS_CODES[code] === 'sighting' && !told.has(code))).toEqual([])
})

test('WARNING_FINDINGS: says of every warning what it is, and only what a sighting can show', () => {
  expect(Object.keys(WARNING_FINDINGS).sort()).toEqual(Object.keys(WARNINGS).sort())
  const codes = Object.values(WARNING_FINDINGS).flatMap((named) => named?.[0] ?? [])
  expect(codes.filter((code) => DIAGNOSIS_CODES[code] !== 'sighting')).toEqual([])
})
