import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ValueFilter } from './value-filter.js'

test('law: what was added may be held', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (values) => {
      const filter = new ValueFilter(10)
      for (const value of values) filter.add(value)
      expect(values.every((value) => filter.mayHold(value))).toBe(true)
    }),
  )
})

const kinds: [what: string, value: (n: number) => string][] = [
  ['digests', (n) => createHash('sha256').update(String(n)).digest('hex')],
  ['fbp', (n) => `fb.1.${1_763_900_000_000 + n}.${n * 7919}`],
]
for (const [what, value] of kinds)
  test(`of what was not added little looks as if it were: ${what}, as full as with a million of them`, () => {
    const filter = new ValueFilter(20)
    for (let n = 0; n < 31_250; n++) filter.add(value(n))
    let mistaken = 0
    for (let n = 0; n < 100_000; n++) if (filter.mayHold(value(1_000_000 + n))) mistaken += 1
    expect(mistaken).toBeLessThan(600)
  })
