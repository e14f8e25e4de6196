import { expect, test } from 'vitest'
import { Failure } from '../../client/failure.js'
import { backTo, outcomeOf } from './outcome.js'

const refused = (status: number, code: string, retry_after_s: number | null = null) =>
  new Failure(status, code, 'Said.', null, 'Do that.', retry_after_s)

const CASES: [what: string, error: unknown, with_code: boolean, outcome: unknown][] = [
  ['a code is wanted', refused(401, 'totp_missing'), false, { kind: 'code_wanted' }],
  ['a wrong password', refused(401, 'sign_in_refused'), false, { text: /belong together/ }],
  ['a wrong code', refused(401, 'sign_in_refused'), true, { text: /code does not hold/ }],
  ['too many tries', refused(429, 'sign_in_locked', 90), false, { text: /in 2 min/ }],
  ['too many, and nobody says how long', refused(429, 'sign_in_locked'), false, { text: /in 1 min/ }],
  [
    'what is not foreseen, in the server’s words',
    refused(500, 'internal'),
    false,
    { text: /Said. Do that./ },
  ],
  ['no server', refused(0, 'unreachable'), false, { text: /Said/ }],
]
for (const [what, error, with_code, outcome] of CASES)
  test(`outcomeOf: ${what}`, () => {
    const { text, ...rest } = outcomeOf(error, with_code) as { kind: string; text?: string }
    const expected = outcome as { kind?: string; text?: RegExp }
    if (expected.text) expect(text).toMatch(expected.text)
    else expect(rest).toEqual(expected)
  })

const ADDRESSES: [address: string | undefined, goes: string][] = [
  [undefined, '/'],
  ['/d/1832195656904796/events?since=7d', '/d/1832195656904796/events?since=7d'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
]
for (const [address, goes] of ADDRESSES)
  test(`backTo: ${address} leads to ${goes}`, () => expect(backTo(address)).toBe(goes))
