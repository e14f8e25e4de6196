import { expect, test } from 'vitest'
import { printable } from './report.js'

test.each([
  ['order 1001 ü 注文', 'order 1001 ü 注文'],
  ['a\u001b[31m', 'a\\u001b[31m'],
  ['\u009b31m', '?31m'],
  ['1\u202e001\u2066\u200f', '1?001??'],
  ['a\u2028b', 'a?b'],
])('printable: %j', (text, want) => expect(printable(text)).toBe(want))
