import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseCity } from './city.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['spaces', 'Menlo Park', 'menlopark'],
  ['accents go', 'São Paulo', 'sopaulo'],
  ['most goes', 'Łódź', 'd'],
  ['a foreign capital goes', 'İzmir', 'zmir'],
  ['other scripts', '東京', null],
  ['a digit inside', 'paris 9', 'paris9'],
  ['a digit first', '9paris', null],
]
for (const [title, text, want] of cases)
  test(`normaliseCity: ${title}`, () => expect(normaliseCity(text)).toBe(want))

test('normaliseCity: twice is once', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const once = normaliseCity(text)
      expect(once === null ? null : normaliseCity(once)).toBe(once)
    }),
  ))
