import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterFailure, type Failures, FORGOTTEN_AFTER_MS, lockedUntil, standing } from './lock-out.js'

const NOW = 1_763_900_000_000
const MINUTE = 60_000
const waits: [failures: number, wait_ms: number][] = [
  [0, 0],
  [1, 0],
  [4, 0],
  [5, 1_000],
  [6, 2_000],
  [7, 4_000],
  [10, 32_000],
  [14, 512_000],
  [15, 15 * MINUTE],
  [16, 15 * MINUTE],
  [1_000_000, 15 * MINUTE],
]
for (const [failures, wait_ms] of waits)
  test(`lockedUntil: after ${failures} failures nobody tries for ${wait_ms} ms`, () =>
    expect(Math.max(0, lockedUntil({ failures, last_ms: NOW }) - NOW)).toBe(wait_ms))

const { email: DAY_MS, address: HOUR_MS } = FORGOTTEN_AFTER_MS
const kept: [title: string, since_ms: number, forgotten_after_ms: number, failures: number][] = [
  ['just now', 0, DAY_MS, 20],
  ["a person's, a moment less than a day ago", DAY_MS - 1, DAY_MS, 20],
  ["a person's, a day ago", DAY_MS, DAY_MS, 0],
  ["an address's, a moment less than an hour ago", HOUR_MS - 1, HOUR_MS, 20],
  ["an address's, an hour ago", HOUR_MS, HOUR_MS, 0],
]
for (const [title, since_ms, forgotten_after_ms, failures] of kept)
  test(`standing: failures of ${title} are ${failures}`, () =>
    expect(standing({ failures: 20, last_ms: NOW - since_ms }, NOW, forgotten_after_ms).failures).toBe(
      failures,
    ))

/** How many tries on one person get through within a day, each made after its pause. */
function triesWithinADay(pauses_ms: Iterable<number>): number {
  let known: Failures | undefined
  let now_ms = NOW
  let tries = 0
  for (const pause_ms of pauses_ms) {
    now_ms += pause_ms
    if (now_ms >= NOW + DAY_MS) break
    if (lockedUntil(standing(known, now_ms, DAY_MS)) > now_ms) continue
    known = afterFailure(known, now_ms, DAY_MS)
    tries += 1
  }
  return tries
}

test('who tries each second gets 109 a day through', () =>
  expect(triesWithinADay(Array.from({ length: 86_400 }, () => 1_000))).toBe(109))

test('law: no other rhythm gets more through', () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * HOUR_MS }), fc.constant(900_000)), {
        maxLength: 400,
      }),
      (pauses_ms) => {
        expect(triesWithinADay(pauses_ms)).toBeLessThanOrEqual(109)
      },
    ),
  ))

test('law: one failure more never shortens the wait', () => {
  fc.assert(
    fc.property(fc.nat(100), (failures) => {
      const wait = (count: number) => lockedUntil({ failures: count, last_ms: NOW })
      expect(wait(failures + 1)).toBeGreaterThanOrEqual(wait(failures))
    }),
  )
})
