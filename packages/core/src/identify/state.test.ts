import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseState } from './state.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['a name', 'California', 'ca'],
  ['a code', 'CA', 'ca'],
  ['a name inside', 'California, USA', 'ca'],
  ['the longer name', 'West Virginia', 'wv'],
  ['of two inside the first by the alphabet', 'West Virginia, USA', 'va'],
  ['no state', 'District of Columbia', 'di'],
  ['a province', 'Ontario (CA)', 'on'],
  ['elsewhere', 'New South Wales', 'ne'],
  ['two letters', 'US-CA', 'us'],
  ['dots', 'D.C.', 'dc'],
  ['no letter', '12', null],
]
for (const [title, text, want] of cases)
  test(`normaliseState: ${title}`, () => expect(normaliseState(text)).toBe(want))

test('normaliseState: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseState(text)
      expect(once === null ? null : normaliseState(once)).toBe(once)
    }),
  ))
