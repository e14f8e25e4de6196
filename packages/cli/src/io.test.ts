import { expect, test } from 'vitest'
import { printable, printableCell } from './io.js'

test.each([
  ['order 1001 ü 注文', 'order 1001 ü 注文'],
  ['a\u001b[31m', 'a\\u001b[31m'],
  ['\u009b31m', '?31m'],
  ['1\u202e001\u2066\u200f', '1?001??'],
  ['a\u2028b', 'a?b'],
])('printable: %j', (text, want) => expect(printable(text)).toBe(want))

test.each([
  [null, '-'],
  ['Lead\u001b[2J', 'Lead\\u001b[2J'],
  ['x'.repeat(61), 'x'.repeat(60)],
])('printableCell: %j', (text, want) => expect(printableCell(text)).toBe(want))
