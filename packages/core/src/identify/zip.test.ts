import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseZip } from './zip.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['cut at the dash', '94035-1234', '94035'],
  ['inner space stays', ' M1 1AE ', 'm1 1ae'],
  ['letters', 'K1A-0B1', 'k1a'],
  ['leading zeros stay', '0123', '0123'],
  ['too short', '1', null],
  ['short before the dash', '1-234', null],
]
for (const [title, text, want] of cases)
  test(`normaliseZip: ${title}`, () => expect(normaliseZip(text)).toBe(want))

test('normaliseZip: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseZip(text)
      expect(once === null ? null : normaliseZip(once)).toBe(once)
    }),
  ))
