import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BACKOFF_MS_MAX, backoffMs, RETRY_AFTER_MS_MAX } from './backoff.js'

const cases: [attempt: number, random01: number, retry_after_ms: number | null, want: number][] = [
  [1, 1, null, 1_000],
  [2, 1, null, 2_000],
  [4, 1, null, 8_000],
  [10, 1, null, 512_000],
  [11, 1, null, 600_000],
  [1e9, 1, null, 600_000],
  [4, 0.5, null, 4_000],
  [4, 0, null, 0],
  [1, 0, 30_000, 30_000],
  [1, 0.5, 30_000, 30_500],
  [11, 1, 30_000, 600_000],
  [1, 0, 86_400_000, RETRY_AFTER_MS_MAX],
]
for (const [attempt, random01, retry_after_ms, want] of cases)
  test(`backoffMs: attempt ${attempt}, ${random01}, asked for ${retry_after_ms}`, () =>
    expect(backoffMs(attempt, random01, retry_after_ms)).toBe(want))

test('backoffMs: whole, within its bounds, never before what was asked for', () =>
  fc.assert(
    fc.property(
      fc.oneof(fc.integer(), fc.double()),
      fc.oneof(fc.double({ min: 0, max: 1 }), fc.double()),
      fc.option(fc.double()),
      (attempt, random01, asked) => {
        const ms = backoffMs(attempt, random01, asked)
        expect(Number.isInteger(ms)).toBe(true)
        expect(ms).toBeGreaterThanOrEqual(0)
        const is_asked = asked !== null && asked > 0
        expect(ms).toBeLessThanOrEqual(is_asked ? RETRY_AFTER_MS_MAX + 1_000 : BACKOFF_MS_MAX)
        if (is_asked) expect(ms).toBeGreaterThanOrEqual(Math.min(asked, RETRY_AFTER_MS_MAX))
      },
    ),
  ))
test('backoffMs: grows with the share and with the attempts', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random01) => {
        expect(backoffMs(attempt + 1, random01)).toBeGreaterThanOrEqual(backoffMs(attempt, random01))
        expect(backoffMs(attempt, random01)).toBeLessThanOrEqual(backoffMs(attempt, 1))
      },
    ),
  ))
