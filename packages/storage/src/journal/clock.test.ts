import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startStamps } from './clock.js'
import { FakeClocks, NOON_MS } from './clocks.fixture.js'

const MINUTE_MS = 60_000
const starts: [title: string, last_ms: number, first_ms: number][] = [
  ['an empty journal begins now', 0, NOON_MS],
  ['a journal of the past goes on now', NOON_MS - 1_000, NOON_MS],
  ['the same millisecond is not used twice', NOON_MS, NOON_MS + 1],
  ['the wall clock was set back by little: goes on behind the last', NOON_MS + 30_000, NOON_MS + 30_001],
  ['exactly a minute ahead is still gone on from', NOON_MS + MINUTE_MS - 1, NOON_MS + MINUTE_MS],
  ['never more than a minute ahead of the wall clock', NOON_MS + 86_400_000, NOON_MS + MINUTE_MS],
]
for (const [title, last_ms, first_ms] of starts)
  test(`startStamps: ${title}`, () => expect(startStamps(last_ms, new FakeClocks())()).toBe(first_ms))

test('startStamps: time passes as the steady clock says', () => {
  const clocks = new FakeClocks()
  const stamp = startStamps(0, clocks)
  clocks.pass(1_500.75)
  expect(stamp()).toBe(NOON_MS + 1_500)
})

test('law: stamps grow, and a wall clock that jumps while running never matters', () => {
  const moves = fc.array(fc.record({ pass: fc.nat(5_000), jump: fc.integer({ min: -1e10, max: 1e10 }) }))
  fc.assert(
    fc.property(moves, fc.integer({ min: -100_000, max: 100_000 }), (moves, last) => {
      const [calm, jumping] = [new FakeClocks(), new FakeClocks()]
      const stamps = [calm, jumping].map((clocks) => startStamps(NOON_MS + last, clocks))
      let latest_ms = 0
      for (const { pass, jump } of moves) {
        calm.pass(pass)
        jumping.pass(pass)
        jumping.jump(jump)
        const [stamped_ms = 0, jumped_ms] = stamps.map((stamp) => stamp())
        expect(jumped_ms).toBe(stamped_ms)
        expect(stamped_ms).toBeGreaterThan(latest_ms)
        latest_ms = stamped_ms
      }
    }),
  )
})
