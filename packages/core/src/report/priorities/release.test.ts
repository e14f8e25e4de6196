import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayOf, dayText } from '../../time.js'
import { dueOf } from './release.js'

test('a window is reported 24 to 48 hours after its end, always at the same time', () =>
  fc.assert(
    fc.property(fc.nat(), fc.integer(), (ends_ms, random) => {
      const due_ms = dueOf(ends_ms, random)
      expect(due_ms).toBeGreaterThanOrEqual(ends_ms + DAY_MS)
      expect(due_ms).toBeLessThan(ends_ms + 2 * DAY_MS)
      expect(dueOf(ends_ms, random)).toBe(due_ms)
    }),
  ))

test('the delays are spread over the whole day', () => {
  expect(dueOf(0, 0)).toBe(DAY_MS)
  expect(dueOf(0, 2 ** 31)).toBe(1.5 * DAY_MS)
  expect(dueOf(0, 2 ** 32 - 1)).toBeGreaterThan(2 * DAY_MS - 1_000)
})

test('a day is UTC', () => {
  expect(dayText(dayOf(Date.UTC(2026, 10, 23, 23, 59)))).toBe('2026-11-23')
})
