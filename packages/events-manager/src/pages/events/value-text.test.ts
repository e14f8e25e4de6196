import { expect, test } from 'vitest'
import { valueText } from './value-text.js'

/** What may come as `value` and `currency`. Source: reference/meta-protocol.md, custom_data; the rest is hostile. */
const CASES: [value: unknown, currency: unknown, shown: string | null][] = [
  [9.5, 'USD', '$9.50'],
  ['9.50', 'USD', '$9.50'],
  [5, null, '5'],
  [5, { code: 'USD' }, '5'],
  ['about five', 'USD', 'about five USD'],
  ['', 'USD', ' USD'],
  [{ amount: 5 }, 'USD', '{"amount":5} USD'],
  [[1, 2], null, '[1,2]'],
  [null, 'USD', null],
  [undefined, null, null],
]
for (const [value, currency, shown] of CASES)
  test(`${JSON.stringify(value)} of ${JSON.stringify(currency)}`, () =>
    expect(valueText(value, currency)).toBe(shown))
