import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalisePhone } from './phone.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['keeps digits', '+1 (650) 555-1212', '16505551212'],
  ['drops all leading zeros', '0044 7700 900123', '447700900123'],
  ['no country code', '07700900123', '7700900123'],
  ['zeros after the plus', '+0 12', '12'],
  ['letters', '1-800-FLOWERS', '1800'],
  ['no digit', 'abc', null],
  ['other digits', '٠١٢', null],
  ['zeros only', '000', null],
]
for (const [title, text, want] of cases)
  test(`normalisePhone: ${title}`, () => expect(normalisePhone(text)).toBe(want))

test('normalisePhone: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normalisePhone(text)
      expect(once === null ? null : normalisePhone(once)).toBe(once)
    }),
  ))
