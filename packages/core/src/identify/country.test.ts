import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseCountry } from './country.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['a name', 'United States of America', 'us'],
  ['dots', 'U.S.', 'us'],
  ['German', 'Deutschland', 'de'],
  ['a name inside', 'BrazilSouthAmerica', 'br'],
  ['of two inside the first by the alphabet', 'Taiwan, China', 'cn'],
  ['usa before all others', 'Georgia USA', 'us'],
  ['a name that Meta does not know', 'Great Britain', 'gr'],
  ['exact before inside', 'Guinea-Bissau', 'gw'],
  ['no country', 'xx', 'xx'],
  ['not repaired', 'UK', 'uk'],
  ['no letter', '12', null],
]
for (const [title, text, want] of cases)
  test(`normaliseCountry: ${title}`, () => expect(normaliseCountry(text)).toBe(want))

test('normaliseCountry: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseCountry(text)
      expect(once === null ? null : normaliseCountry(once)).toBe(once)
    }),
  ))
