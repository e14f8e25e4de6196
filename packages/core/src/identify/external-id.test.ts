import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseExternalId } from './external-id.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['white space', ' User 123\t', 'user123'],
  ['signs stay', 'ABC-1', 'abc-1'],
  ['a sigma at the end of a word', 'ΜΑΡΙΟΣ 7', 'μαριος7'],
  ['a sigma before white space', 'ΜΑΡΙΟΣ Α', 'μαριοσα'],
  ['nothing', ' ', null],
]
for (const [title, text, want] of cases)
  test(`normaliseExternalId: ${title}`, () => expect(normaliseExternalId(text)).toBe(want))

test('normaliseExternalId: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseExternalId(text)
      expect(once === null ? null : normaliseExternalId(once)).toBe(once)
    }),
  ))
