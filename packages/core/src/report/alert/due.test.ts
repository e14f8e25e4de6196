import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALERT_HOUR_MS, type AlertPace, type AlertTries, alertDueAt, alertRetryMs } from './due.js'

const MINUTE = 60_000
const pace: AlertPace = { digest_ms: 5 * MINUTE, per_hour_max: 2 }
const tries = (more: Partial<AlertTries> = {}): AlertTries => ({
  tried_ms: [],
  failures: 0,
  retry_at_ms: null,
  ...more,
})

const cases: [title: string, oldest_ms: number | null, tries: AlertTries, want: number | null][] = [
  ['nothing waits', null, tries({ retry_at_ms: 7 }), null],
  ['waits for others', 100, tries(), 100 + 5 * MINUTE],
  ['one of two in this hour', 100, tries({ tried_ms: [90] }), 100 + 5 * MINUTE],
  ['the hour is full', 100, tries({ tried_ms: [50, 90] }), 50 + ALERT_HOUR_MS],
  ['of many the last ones count', 100, tries({ tried_ms: [1, 2, 50, 90] }), 50 + ALERT_HOUR_MS],
  ['after a failure', 100, tries({ retry_at_ms: 10 * MINUTE }), 10 * MINUTE],
]
for (const [title, oldest_ms, tried, want] of cases)
  test(`alertDueAt: ${title}`, () => expect(alertDueAt(oldest_ms, pace, tried)).toBe(want))

const waits: [failures: number, asked_ms: number | null, want: number][] = [
  [1, null, MINUTE],
  [2, null, 2 * MINUTE],
  [6, null, 32 * MINUTE],
  [7, null, 60 * MINUTE],
  [1e9, null, 60 * MINUTE],
  [1, 10 * MINUTE, 10 * MINUTE],
  [1, 1e12, 60 * MINUTE],
  [3, -5, 4 * MINUTE],
]
for (const [failures, asked_ms, want] of waits)
  test(`alertRetryMs: failure ${failures}, asked for ${asked_ms}`, () =>
    expect(alertRetryMs(failures, asked_ms)).toBe(want))

test('law: whatever comes when, no hour has more messages than it may', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 * MINUTE }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 30 * MINUTE }),
      (gaps, per_hour_max, digest_ms) => {
        const sent: number[] = []
        let now_ms = 0
        for (const gap_ms of gaps) {
          now_ms += gap_ms
          const due_ms = alertDueAt(now_ms, { digest_ms, per_hour_max }, tries({ tried_ms: sent }))
          now_ms = Math.max(now_ms, due_ms ?? 0)
          sent.push(now_ms)
        }
        for (const from of sent)
          expect(sent.filter((at) => at >= from && at < from + ALERT_HOUR_MS).length).toBeLessThanOrEqual(
            per_hour_max,
          )
      },
    ),
  ))
