import { assert, constantFrom, json, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer } from './decision.js'
import { readTokenSaid, type TokenSaid } from './token-said.js'

const TARGET = '1832195656904796'
const http = (status: number, body: unknown): Answer => ({
  ...{ kind: 'http' as const, status, retry_after_s: null, usage_percent: null },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** @source reference 5.6 (190, 4) */
const cases: [title: string, answer: Answer, want: { [Field in keyof TokenSaid]: unknown }][] = [
  ['the dataset answers', http(200, { id: TARGET }), { state: 'valid', why: '' }],
  [
    'one that is none, or was taken back, in its words',
    http(401, { error: { code: 190, message: 'Cannot parse access token', type: 'OAuthException' } }),
    { state: 'invalid', why: 'Cannot parse access token' },
  ],
  [
    'one that may not read the dataset may still send',
    http(403, { error: { code: 200, message: 'Missing Permissions' } }),
    { state: 'unknown', why: 'Missing Permissions' },
  ],
  [
    'another error says nothing of the token',
    http(400, { error: { code: 4, message: 'Application request limit reached' } }),
    { state: 'unknown', why: 'Application request limit reached' },
  ],
  ['another dataset', http(200, { id: '7' }), { state: 'unknown', why: expect.stringContaining('HTTP 200') }],
  ['no such address', http(404, '<html>'), { state: 'unknown', why: expect.stringContaining('HTTP 404') }],
  [
    'no answer',
    { kind: 'network', failure: 'timeout' },
    { state: 'unknown', why: 'It did not answer in time.' },
  ],
]
for (const [title, answer, want] of cases)
  test(`readTokenSaid: ${title}`, () => expect(readTokenSaid(answer, TARGET)).toEqual(want))

test('a token that is repeated is taken out', () => {
  const token = `EAAB${'x'.repeat(60)}`
  const said = readTokenSaid(http(400, { error: { code: 190, message: `Bad token ${token}` } }), TARGET)
  expect(JSON.stringify(said)).not.toContain(token)
})

test('readTokenSaid never throws, and says nothing endless', () => {
  const body = constantFrom('', '{"error":', '{"id":').chain((start) => json().map((rest) => start + rest))
  assert(
    property(body, string(), (...texts) => {
      for (const text of texts)
        expect(JSON.stringify(readTokenSaid(http(200, text), TARGET)).length).toBeLessThan(5_000)
    }),
  )
})
