import { expect, test } from 'vitest'
import { percentText } from './sentences.js'

const cases: [share: number, text: string][] = [
  [0, '0 %'],
  [0.0001, 'under 0.1 %'],
  [0.125, '12.5 %'],
  [0.9999, 'over 99.9 %'],
  [1, '100 %'],
]
for (const [share, text] of cases)
  test(`percentText: ${share} is ${text}`, () => expect(percentText(share)).toBe(text))
