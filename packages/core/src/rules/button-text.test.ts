import { expect, test } from 'vitest'
import { masked } from './button-text.js'

const masks: [text: string, want: string][] = [
  ['Pay 42.50 EUR', 'Pay 00.00 EUR'],
  ['Send to jo@shop.example now', 'Send to @ now'],
  ['<jo@shop.example>', '<@>'],
  ['a@b @', '@ @'],
]
for (const [text, want] of masks) test(`masked: ${text}`, () => expect(masked(text)).toBe(want))
