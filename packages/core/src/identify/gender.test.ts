import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseGender } from './gender.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['a word', 'Female', 'f'],
  ['a title', 'Mr', 'm'],
  ['a letter', ' M ', 'm'],
  ['with an apostrophe', "Ma'am", 'f'],
  ['another', 'non-binary', null],
  ['not exactly', 'male!', null],
]
for (const [title, text, want] of cases)
  test(`normaliseGender: ${title}`, () => expect(normaliseGender(text)).toBe(want))

test('normaliseGender: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseGender(text)
      expect(once === null ? null : normaliseGender(once)).toBe(once)
    }),
  ))
