import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitWords } from './split-words.js'

const cases: [text: string, words: string[]][] = [
  ['bookClinic_visit', ['book', 'clinic', 'visit']],
  ['/Produkte/HIVTest/2026', ['produkte', 'hiv', 'test']],
  ['HIVtest', ['hi', 'vtest']],
  ['cart', ['cart']],
  ['m\u00e9dicaments H\u00d4PITAL', ['medicaments', 'hopital']],
  ['\u5eb7\u590d-clinic', ['\u5eb7\u590d', 'clinic']],
  ['%20&=1', []],
]

for (const [text, words] of cases) test(`splitWords: ${text}`, () => expect(splitWords(text)).toEqual(words))

test('splitWords: never throws, and reads plain letters the same beside letters with marks', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.stringMatching(/^[ -~]{0,80}$/),
      (any, plain) => {
        expect(() => splitWords(any)).not.toThrow()
        expect(splitWords(`${plain} \u00e9`)).toEqual([...splitWords(plain), 'e'])
      },
    ),
  ))
