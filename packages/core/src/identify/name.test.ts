import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseName } from './name.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['punctuation', 'Mary-Ann', 'maryann'],
  ['an apostrophe', "O'Brien", 'obrien'],
  ['a dot and space', 'Dr. No', 'drno'],
  ['accents stay', 'José María', 'josémaría'],
  ['other scripts stay', '李 小龙', '李小龙'],
  ['an underscore', 'a_b', 'ab'],
  ['a sigma at the end of a word', 'ΜΑΡΙΟΣ ΠΑΠΑΣ', 'μαριοσπαπας'],
  ['nothing left', '---', null],
]
for (const [title, text, want] of cases)
  test(`normaliseName: ${title}`, () => expect(normaliseName(text)).toBe(want))

test('normaliseName: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseName(text)
      expect(once === null ? null : normaliseName(once)).toBe(once)
    }),
  ))
