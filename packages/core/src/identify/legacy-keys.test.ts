import { expect, test } from 'vitest'
import {
  normaliseBirthDay,
  normaliseBirthMonth,
  normaliseBirthYear,
  normaliseInitial,
  normaliseNameStart,
} from './legacy-keys.js'
import type { Normalise } from './match-keys.js'

const cases: [rule: Normalise, text: string, want: string | null][] = [
  [normaliseNameStart, 'Mary-Ann', 'marya'],
  [normaliseNameStart, '𝒜𝒷𝒸𝒹𝑒𝒻', '𝒜𝒷𝒸𝒹𝑒'],
  [normaliseNameStart, '-', null],
  [normaliseInitial, ' Özil', 'ö'],
  [normaliseBirthDay, '7', '07'],
  [normaliseBirthDay, '32', null],
  [normaliseBirthMonth, '12', '12'],
  [normaliseBirthMonth, '13', null],
  [normaliseBirthYear, ' 1997 ', '1997'],
  [normaliseBirthYear, '97', null],
]
for (const [rule, text, want] of cases)
  test(`${rule.name}: ${JSON.stringify(text)}`, () => expect(rule(text, 2026)).toBe(want))
