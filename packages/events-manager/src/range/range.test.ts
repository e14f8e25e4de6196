import { expect, test } from 'vitest'
import { dayStart, rangeBefore, rangeOf, rangeSearchOf } from './range.js'

const NOW = Date.UTC(2026, 10, 23, 13, 3, 30)
const MINUTE_END = Date.UTC(2026, 10, 23, 13, 4)
const HOUR = 3_600_000
const DAY = 24 * HOUR

const SEARCHES: [search: { [name: string]: unknown }, read: unknown][] = [
  [{}, {}],
  [
    { since: '7d', until: 'soon', compare: 'before' },
    { since: '7d', compare: 'before' },
  ],
  [{ since: '<b>', until: '2026-11-01', compare: 'x' }, { until: '2026-11-01' }],
  [{ since: 7 }, {}],
]
for (const [search, read] of SEARCHES)
  test(`rangeSearchOf ${JSON.stringify(search)}`, () => expect(rangeSearchOf(search)).toEqual(read))

test('a span ends now, at the end of the minute', () =>
  expect(rangeOf({ since: '24h' }, NOW, 'UTC')).toEqual({
    since_ms: MINUTE_END - DAY,
    until_ms: MINUTE_END,
    step: 'hour',
  }))
test('nothing given is seven days, by the day', () =>
  expect(rangeOf({}, NOW, 'UTC')).toEqual({
    since_ms: MINUTE_END - 7 * DAY,
    until_ms: MINUTE_END,
    step: 'day',
  }))
test('days begin and end in the dataset’s zone', () =>
  expect(rangeOf({ since: '2026-11-01', until: '2026-11-10' }, NOW, 'America/New_York')).toMatchObject({
    since_ms: Date.UTC(2026, 10, 1, 4),
    until_ms: Date.UTC(2026, 10, 10, 5) + DAY,
  }))
test('a year is a year; what is longer than the server adds up is cut', () => {
  const days = (since: string) => {
    const { since_ms, until_ms, step } = rangeOf({ since }, NOW, 'UTC')
    return [(until_ms - since_ms) / DAY, step]
  }
  expect([days('365d'), days('999d'), days('2020-01-01')]).toEqual([
    [365, 'day'],
    [400, 'day'],
    [400, 'day'],
  ])
})
test('a range that is upside down or ahead still has an hour', () => {
  const { since_ms, until_ms } = rangeOf({ since: '2026-12-24', until: '2026-11-01' }, NOW, 'UTC')
  expect(until_ms - since_ms).toBe(HOUR)
})
test('before is as long, and ends where the range begins', () => {
  const range = rangeOf({ since: '28d' }, NOW, 'UTC')
  const before = rangeBefore(range)
  expect([before.until_ms, before.until_ms - before.since_ms]).toEqual([range.since_ms, 28 * DAY])
})
test('a day begins at midnight there, on the days on which clocks change too', () => {
  expect(dayStart('2026-03-29', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23))
  expect(dayStart('2026-03-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22))
  expect(dayStart('2026-10-26', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 23))
})
