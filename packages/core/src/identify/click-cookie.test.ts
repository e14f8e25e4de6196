import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bareClickCookie, formatClickCookie, parseClickCookie, subdomainIndex } from './click-cookie.js'

const file = new URL('../../../../fixtures/identify/fbc-fbp.jsonl', import.meta.url)
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const vector = line === '' ? {} : JSON.parse(line)
  if (vector.op === 'cookie_parse')
    test(`parseClickCookie: ${vector.id}`, () =>
      expect(parseClickCookie(vector.input.cookie_value)).toEqual(vector.expected))
  if (vector.op === 'valid_format')
    test(`bareClickCookie: ${vector.id}`, () =>
      expect(bareClickCookie(vector.input.value) !== null).toBe(vector.expected.valid))
  if (vector.op === 'cookie_pack')
    test(`formatClickCookie: ${vector.id}`, () => {
      const [subdomain_index, creation_time_ms, payload] = vector.input.args
      expect(formatClickCookie({ subdomain_index, creation_time_ms, payload })).toBe(vector.expected)
    })
}

const cases: [title: string, text: string, want: string | null][] = [
  ['four parts', 'fb.1.1700000000000.IwAR2x', 'fb.1.1700000000000.IwAR2x'],
  ['an appendix', 'fb.1.1700000000000.IwAR2x.AQYAAQMA', 'fb.1.1700000000000.IwAR2x'],
  ['a fifth part that is none', 'fb.1.1700000000000.IwAR2x.abc', null],
  ['six parts', 'fb.1.1.a.AQ.AQ', null],
  ['percent-encoded', 'fb%2E1%2E1700000000000%2EIwAR2x', 'fb.1.1700000000000.IwAR2x'],
  ['seconds, as some plugins write', 'fb.1.1700000000.IwAR2x', 'fb.1.1700000000.IwAR2x'],
  ['an empty payload', 'fb.1.1700000000000.', null],
  ['an address as payload', 'fb.1.1700000000000.jo@shop', null],
  ['a payload too long', `fb.1.1700000000000.${'x'.repeat(501)}`, null],
  ['broken encoding', 'fb.1.1.%E0%A4%A', null],
  ['a hash', 'ab'.repeat(32), null],
]
for (const [title, text, want] of cases)
  test(`bareClickCookie: ${title}`, () => expect(bareClickCookie(text)).toBe(want))

test('parseClickCookie: a time in seconds comes back in ms', () =>
  expect(parseClickCookie('fb.2.1700000000.a__DOT__b.AQ')).toEqual({
    subdomain_index: 2,
    creation_time_ms: 1_700_000_000_000,
    payload: 'a.b',
  }))

test('formatClickCookie: what is written is read again', () =>
  fc.assert(
    fc.property(
      fc.nat(9),
      fc.nat({ max: 2 ** 40 }),
      fc.stringMatching(/^[A-Za-z0-9.-]{1,60}$/),
      (index, ms, payload) => {
        const creation_time_ms = ms + 10_000_000_000
        const cookie = { subdomain_index: index, creation_time_ms, payload }
        expect(parseClickCookie(formatClickCookie(cookie))).toEqual(cookie)
      },
    ),
  ))

test('bareClickCookie: never throws, twice is once', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((end) => `fb.1.17.${end}`),
      ),
      (text) => {
        const once = bareClickCookie(text)
        expect(once === null ? null : bareClickCookie(once)).toBe(once)
      },
    ),
  ))

const domains: [domain: string | null, want: number][] = [
  ['example.com', 1],
  ['example.co.uk', 2],
  ['localhost', 0],
  ['127.0.0.1', 0],
  ['[::1]', 0],
  [null, 0],
]
for (const [domain, want] of domains)
  test(`subdomainIndex: ${domain}`, () => expect(subdomainIndex(domain)).toBe(want))
