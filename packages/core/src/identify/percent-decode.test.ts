import { expect, test } from 'vitest'
import { percentDecoded } from './percent-decode.js'

const cases: [text: string, want: string][] = [
  ['a%2Eb', 'a.b'],
  ['a+b', 'a+b'],
  ['%E0%A4%A', '%E0%A4%A'],
  ['100%', '100%'],
]
for (const [text, want] of cases)
  test(`percentDecoded: ${text}`, () => expect(percentDecoded(text)).toBe(want))
