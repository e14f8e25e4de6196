import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecimalSum } from './decimal-sum.js'

const decimals = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map(String),
  fc
    .tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.nat(4))
    .map(([n, places]) => new Big(n).div(10 ** places).toFixed()),
)

test('law: the sum is the exact one', () => {
  fc.assert(
    fc.property(fc.array(decimals, { maxLength: 50 }), (all) => {
      const sum = new DecimalSum()
      for (const decimal of all) sum.add(decimal)
      expect(sum.total().toFixed()).toBe(
        all.reduce((total, decimal) => total.plus(decimal), new Big(0)).toFixed(),
      )
    }),
    { numRuns: 500 },
  )
})

test('a tenth and two tenths are three tenths', () => {
  const sum = new DecimalSum()
  sum.add('0.1')
  sum.add('0.2')
  expect(sum.total().toFixed()).toBe('0.3')
})
