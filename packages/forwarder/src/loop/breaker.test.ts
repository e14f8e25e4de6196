import { expect, test } from 'vitest'
import { FORWARDER_LIMITS } from '../limits.js'
import { Breaker } from './breaker.js'

const ONE = { at_once: false, after_ms: null }
const breaker = (random = 1) => new Breaker(FORWARDER_LIMITS, () => random)

test('it opens at the third failure in a row, for longer each time, up to a minute', () => {
  const one = breaker()
  let now_ms = 0
  for (const wait_ms of [0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    one.failed(one.begin(now_ms), now_ms, ONE)
    expect((one.open_until_ms ?? now_ms) - now_ms).toBe(wait_ms)
    now_ms = one.open_until_ms ?? now_ms
  }
})

test('a success between them, and it does not open', () => {
  const one = breaker()
  for (let turn = 0; turn < 10; turn += 1) {
    one.failed(one.begin(0), 0, ONE)
    one.failed(one.begin(0), 0, ONE)
    one.succeeded(one.begin(0))
  }
  expect(one.mode(0)).toBe('closed')
})

test('one request tries how things are; it closes, or opens it again', () => {
  const one = breaker()
  one.failed(one.begin(0), 0, { at_once: true, after_ms: null })
  expect(one.mode(999)).toBe('open')
  expect(one.mode(1_000)).toBe('probe')
  const probe = one.begin(1_000)
  expect(one.mode(1_000)).toBe('open')
  one.failed(probe, 2_000, ONE)
  expect(one.open_until_ms).toBe(4_000)
  one.succeeded(one.begin(4_000))
  expect(one.mode(4_000)).toBe('closed')
  expect(one.failures).toBe(0)
})

test('what was under way when it opened neither closes it nor opens it for longer', () => {
  const one = breaker()
  const before = [one.begin(0), one.begin(0), one.begin(0)] as const
  one.failed(before[0], 0, { at_once: true, after_ms: 30_000 })
  const until_ms = one.open_until_ms
  one.succeeded(before[1])
  one.failed(before[2], 10, { at_once: true, after_ms: 60_000 })
  expect(one.open_until_ms).toBe(until_ms)
})

test('a destination is asked again no sooner than it asked for, within the hour', () => {
  for (const [after_ms, least_ms, most_ms] of [
    [120_000, 120_000, 121_000],
    [86_400_000, 3_600_000, 3_601_000],
    [5, 1_000, 1_005],
  ] as const) {
    const one = breaker()
    one.failed(one.begin(0), 0, { at_once: true, after_ms })
    expect(one.open_until_ms).toBeGreaterThanOrEqual(least_ms)
    expect(one.open_until_ms).toBeLessThanOrEqual(most_ms)
  }
})

test('a request that was given up lets the next one try', () => {
  const one = breaker()
  one.failed(one.begin(0), 0, { at_once: true, after_ms: null })
  one.ended(one.begin(1_000))
  expect(one.mode(1_000)).toBe('probe')
})
