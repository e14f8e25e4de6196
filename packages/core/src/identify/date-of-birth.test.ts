import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseDateOfBirth } from './date-of-birth.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['month first', '2/16/1997', '19970216'],
  ['day first where it must be', '16/02/1997', '19970216'],
  ['year first', '1997-2-6', '19970206'],
  ['eight digits', '02161997', '02161997'],
  ['eight digits with text around them', 'Born: 19901231.', '19901231'],
  ['eight digits and more', '19901231 12', null],
  ['the year between: the month follows it', '01/1990/02', '19900201'],
  ['the year between, no such month', '02/1990/13', '19900213'],
  ['text around it', 'Born: 12-31-1990 (ok)', '19901231'],
  ['two digits for the year', '16.2.97', null],
  ['a named month', 'Feb 16 1997', null],
  ['month 13', '13/13/2000', null],
  ['too long ago', '1700-01-01', null],
  ['next year', '01-01-2027', '20270101'],
  ['the year after', '01-01-2028', null],
  ['no such day', '01-32-1990', null],
]
for (const [title, text, want] of cases)
  test(`normaliseDateOfBirth: ${title}`, () => expect(normaliseDateOfBirth(text, 2026)).toBe(want))

test('normaliseDateOfBirth: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseDateOfBirth(text, 2026)
      expect(once === null ? null : normaliseDateOfBirth(once, 2026)).toBe(once)
    }),
  ))
