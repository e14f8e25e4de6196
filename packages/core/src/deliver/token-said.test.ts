import { assert, constantFrom, dictionary, json, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer } from './decision.js'
import { readTokenSaid, type TokenSaid } from './token-said.js'

const NOW = 1_763_900_000_000
const DAY_S = 86_400
const http = (status: number, body: unknown): Answer => ({
  ...{ kind: 'http' as const, status, retry_after_s: null, usage_percent: null },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const data = (of: object) =>
  http(200, { data: { is_valid: true, expires_at: 0, scopes: ['ads_management'], ...of } })

/** @source reference 5.10 (the shape), 5.6 (190) */
const cases: [title: string, answer: Answer, want: Partial<TokenSaid>][] = [
  [
    'valid for ever',
    data({ application: 'Shop' }),
    { state: 'valid', expires_at_ms: null, application: 'Shop' },
  ],
  [
    "of Meta's Events Manager",
    data({ scopes: ['read_ads_dataset_quality'] }),
    { state: 'valid', scopes_missing: [] },
  ],
  [
    'valid, and may only read',
    data({ scopes: ['ads_read'] }),
    { state: 'valid', scopes_missing: ['ads_management'] },
  ],
  [
    'scopes that it does not say are not missing',
    data({ scopes: undefined }),
    { state: 'valid', scopes_missing: [] },
  ],
  [
    'valid for a while',
    data({ expires_at: NOW / 1000 + DAY_S }),
    { state: 'valid', expires_at_ms: NOW + DAY_S * 1000 },
  ],
  ['expired', data({ expires_at: NOW / 1000 - 1 }), { state: 'invalid', why: 'It has expired.' }],
  [
    'taken back, in its words',
    data({ is_valid: false, error: { code: 190, message: 'Session was invalidated' } }),
    { state: 'invalid', why: 'Session was invalidated' },
  ],
  [
    'one that may not even ask',
    http(401, { error: { code: 190, message: 'Cannot parse access token', type: 'OAuthException' } }),
    { state: 'invalid', why: 'Cannot parse access token' },
  ],
  [
    'another error says nothing of the token',
    http(400, { error: { code: 4, message: 'Application request limit reached' } }),
    { state: 'unknown', why: 'Application request limit reached' },
  ],
  ['no such address', http(404, '<html>'), { state: 'unknown', why: expect.stringContaining('HTTP 404') }],
  [
    'no answer',
    { kind: 'network', failure: 'timeout' },
    { state: 'unknown', why: 'It did not answer in time.' },
  ],
]
for (const [title, answer, want] of cases)
  test(`readTokenSaid: ${title}`, () => expect(readTokenSaid(answer, NOW)).toMatchObject(want))

test('a token that is repeated is taken out', () => {
  const token = `EAAB${'x'.repeat(60)}`
  const said = readTokenSaid(http(400, { error: { code: 190, message: `Bad token ${token}` } }), NOW)
  expect(JSON.stringify(said)).not.toContain(token)
})

test('readTokenSaid never throws, and says nothing endless', () => {
  const body = constantFrom('', '{"data":').chain((start) => json().map((rest) => start + rest))
  const of_data = dictionary(
    constantFrom('is_valid', 'expires_at', 'scopes', 'application', 'error'),
    json(),
  ).map((given) =>
    JSON.stringify({
      data: Object.fromEntries(Object.entries(given).map(([name, text]) => [name, JSON.parse(text)])),
    }),
  )
  assert(
    property(body, of_data, string(), (...texts) => {
      for (const text of texts)
        expect(JSON.stringify(readTokenSaid(http(200, text), NOW)).length).toBeLessThan(20_000)
    }),
  )
})
