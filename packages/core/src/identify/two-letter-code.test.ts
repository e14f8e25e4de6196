import { expect, test } from 'vitest'
import { nameTable, twoLetterCode } from './two-letter-code.js'

const names = nameTable('gn guinea, gw guineabissau, us unitedstates usa')
const cases: [text: string, want: string | null][] = [
  ['Guinea', 'gn'],
  ['Guinea-Bissau', 'gw'],
  ['Republic of Guinea', 'gn'],
  ['USA', 'us'],
  ['Jerusalem', 'je'],
  ['1', null],
]
for (const [text, want] of cases)
  test(`twoLetterCode: ${text}`, () => expect(twoLetterCode(text, names)).toBe(want))
