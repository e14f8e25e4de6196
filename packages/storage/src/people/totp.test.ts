import { expect, test } from 'vitest'
import { totpStepOf, totpUri } from './totp.js'

/** RFC 6238, appendix B: the ASCII key 12345678901234567890; its codes have eight digits, of which the last six are ours. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const rfc: [time_s: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
]
for (const [time_s, code] of rfc)
  test(`totpStepOf: ${code} is the code at ${time_s}`, () =>
    expect(totpStepOf(SECRET, code, time_s * 1000, 0)).toBe(Math.floor(time_s / 30)))

const STEP = 1_111_111_109 / 30
const cases: [title: string, code: string, time_s: number, after_step: number, is_right: boolean][] = [
  ['a step late', '081804', 1_111_111_109 + 30, 0, true],
  ['a step early', '081804', 1_111_111_109 - 30, 0, true],
  ['two steps late', '081804', 1_111_111_109 + 61, 0, false],
  ['used already', '081804', 1_111_111_109, Math.floor(STEP), false],
  ['before one that was used', '081804', 1_111_111_109 + 30, Math.floor(STEP) + 1, false],
  ['with a space, as apps show it', '081 804', 1_111_111_109, 0, true],
  ['another', '081805', 1_111_111_109, 0, false],
  ['five digits', '81804', 1_111_111_109, 0, false],
  ['none', '', 1_111_111_109, 0, false],
]
for (const [title, code, time_s, after_step, is_right] of cases)
  test(`totpStepOf: ${title}`, () =>
    expect(totpStepOf(SECRET, code, time_s * 1000, after_step) !== null).toBe(is_right))

test('totpUri: an address that apps read, with a hostile email inside', () => {
  const { protocol, searchParams } = new URL(totpUri(SECRET, 'a?secret=x&b@shop.example'))
  expect([protocol, searchParams.get('secret'), searchParams.get('issuer')]).toEqual([
    'otpauth:',
    SECRET,
    'Countersign',
  ])
})
