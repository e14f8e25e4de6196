import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePairs, PAIRS_MAX } from './pairs.js'
import { decodePercent } from './percent.js'

const cases: [title: string, text: string, want: [string, string][]][] = [
  ['nothing', '', []],
  ['one', 'a=1', [['a', '1']]],
  [
    'no value',
    'a&b=',
    [
      ['a', ''],
      ['b', ''],
    ],
  ],
  ['empty parameters are left out', '&&a=1&', [['a', '1']]],
  ['only the first = parts', 'a=b=c', [['a', 'b=c']]],
  ['no name', '=1', [['', '1']]],
  ['plus is a space', 'a+b=c+d', [['a b', 'c d']]],
  [
    'brackets either way',
    'cd[a]=1&cd%5Bb%5D=2',
    [
      ['cd[a]', '1'],
      ['cd[b]', '2'],
    ],
  ],
  [
    'a repeated name stays repeated',
    'a=1&a=2',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['UTF-8', 'n=Z%C3%BCrich%20%E2%80%93%20%E6%97%A5', [['n', 'Zürich – 日']]],
]
for (const [title, text, want] of cases)
  test(`decodePairs: ${title}`, () => expect(decodePairs(text)).toEqual(want))

const percents: [title: string, text: string, want: string][] = [
  ['a lone percent stays', '100%', '100%'],
  ['a bad sequence stays, the others are decoded', '%zz%41%', '%zzA%'],
  ['half a character stays', '%C3%41', '%C3A'],
  ['Latin-1 stays beside UTF-8', '%FC%C3%BC', '%FCü'],
  ['a cut character stays', 'x%E2%80', 'x%E2%80'],
  ['a surrogate in UTF-8 stays', '%ED%A0%80', '%ED%A0%80'],
]
for (const [title, text, want] of percents)
  test(`decodePercent: ${title}`, () => expect(decodePercent(text)).toBe(want))

test('decodePairs: reads at most PAIRS_MAX', () => {
  expect(decodePairs('a=1&'.repeat(PAIRS_MAX + 5))).toHaveLength(PAIRS_MAX)
})

test('decodePairs: what was encoded comes back', () => {
  const pair = fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const query = pairs
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&')
      expect(decodePairs(query)).toEqual(pairs)
    }),
  )
})

test('decodePairs: never throws', () => {
  const text = fc.string({
    unit: fc.constantFrom('%', 'C', '3', 'f', '&', '=', '+', '[', ']', 'é', '\ud800'),
  })
  fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (query) => void decodePairs(query)))
})
