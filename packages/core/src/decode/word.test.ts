import { expect, test } from 'vitest'
import { isWord } from './word.js'

const cases: [sent: unknown, want: boolean][] = [
  ['LDU', true],
  ['existing_customer_to_business_line', true],
  ['', false],
  ['jo@shop.example', false],
  ['+14155550100', false],
  ['14155550100', false],
  ['Main Street', false],
  ['x'.repeat(65), false],
  [7, false],
]
for (const [sent, want] of cases)
  test(`isWord: ${JSON.stringify(sent).slice(0, 40)}`, () => expect(isWord(sent)).toBe(want))
