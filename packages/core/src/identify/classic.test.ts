import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HASHED_KEYS, type HashedKey } from '../event.js'
import { normaliseClassically } from './classic.js'

const cases: [key: HashedKey, text: string, want: string | null][] = [
  ['em', ' Jo@Shop.Example ', 'jo@shop.example'],
  ['ph', '+1 (650) 555-1212', '16505551212'],
  ['ph', '0044 7700 900123', '447700900123'],
  ['ph', '07700900123', '7700900123'],
  ['ph', '00012345678', '00012345678'],
  ['ph', '12345', null],
  ['fn', " Mary-Ann O'Brien ", "mary-ann o'brien"],
  ['ge', 'Male.', 'm'],
  ['ge', 'man', null],
  ['db', ' 2/16/1997 ', '2/16/1997'],
  ['ct', 'São Paulo (SP) 9', 'sãopaulosp'],
  ['ct', '東京', '東京'],
  ['st', 'New York', 'newyork'],
  ['zp', 'M1 1AE', 'm11ae'],
  ['zp', '94035 - 1234', '94035'],
  ['country', 'US', 'us'],
  ['country', 'UK', null],
  ['external_id', ' User 123 ', 'user 123'],
  ['f5first', 'Mary-Ann', 'mary-'],
]
for (const [key, text, want] of cases)
  test(`normaliseClassically: ${key} ${text}`, () => expect(normaliseClassically(key, text)).toBe(want))

test('normaliseClassically: never throws', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...HASHED_KEYS),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      (key, text) => {
        normaliseClassically(key, text)
      },
    ),
  ))
