import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encode, grouped, type Parameters } from './encode.js'

const circle: Parameters = {}
circle.circle = circle

const cases: [title: string, given: Parameters, want: string][] = [
  ['texts and numbers', { a: 'x y', b: 0, c: '' }, 'a=x+y&b=0&c='],
  ['true and false', { a: true, b: false }, 'a=true&b=false'],
  ['nothing', { a: null, b: undefined, c: () => 1 }, ''],
  ['objects and lists as JSON', { a: { b: [1] }, c: ['x'] }, 'a=%7B%22b%22%3A[1]%7D&c=[%22x%22]'],
  ['what has no JSON', { a: circle, b: [1n], c: 1n }, 'c=1'],
  ['a symbol', { a: Symbol('x') }, 'a=Symbol%28x%29'],
  ['half a character', { a: '\ud800' }, 'a=%EF%BF%BD'],
  ['brackets in names stay', grouped('cd', { 'x y': 1, 'a[1]': 2 }), 'cd[x+y]=1&cd[a[1]]=2'],
  ['what is encoded already is encoded again', { a: '%5B' }, 'a=%255B'],
]
for (const [title, given, want] of cases) test(`encode: ${title}`, () => expect(encode(given)).toBe(want))

test('encode: what is read again is what was written', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (given) => {
      expect(Object.fromEntries(new URLSearchParams(encode(given)))).toEqual({ ...given })
    }),
  ))
