import { expect, test } from 'vitest'
import { nameTable, twoLetterCode } from './two-letter-code.js'

const names = nameTable('gn guinea, gw guineabissau, je jersey, us unitedstates usa, bq', ['usa'])
const cases: [text: string, want: string | null][] = [
  ['Guinea', 'gn'],
  ['Guinea-Bissau', 'gw'],
  ['Republic of Guinea', 'gn'],
  ['USA', 'us'],
  ['Bissau, Guinea-Bissau', 'gn'],
  ['Jerusalem', 'us'],
  ['New Jersey USA', 'us'],
  ['1', null],
]
for (const [text, want] of cases)
  test(`twoLetterCode: ${text}`, () => expect(twoLetterCode(text, names)).toBe(want))

test('nameTable: knows the codes that have no name', () => expect([...names.codes]).toContain('bq'))
