import { expect, test } from 'vitest'
import { windowOf } from '../../../testing/index.js'
import { DELAY_BUCKETS } from '../signals-window.js'
import { freshness } from './freshness.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const freshnessOf = (counts: number[]) =>
  freshness(
    windowOf({
      now_ms: NOW_MS,
      hourly: counts.map((count, at) => ({
        hour: Math.floor(NOW_MS / 3_600_000) - at,
        event_name: 'Lead',
        channel: 'server',
        measure: `delay:${DELAY_BUCKETS[at]}`,
        count,
      })),
    }),
  )

const cases: [title: string, counts: number[], word: string, median_s_max: number | null, late: number][] = [
  ['all at once', [9, 0, 0, 0, 0], 'real_time', 60, 0],
  ['half at once', [5, 0, 0, 0, 5], 'real_time', 60, 0.5],
  ['not half at once', [3, 2, 0, 0, 3], 'hourly', 3_600, 0.375],
  ['within two hours', [1, 0, 3, 0, 0], 'hourly', 7_200, 0],
  ['within a day', [0, 0, 0, 2, 0], 'daily', 86_400, 1],
  ['later', [0, 1, 0, 1, 3], 'weekly', null, 0.8],
]
for (const [title, counts, upload_frequency, median_s_max, late] of cases)
  test(`freshness: ${title} is ${upload_frequency}`, () =>
    expect(freshnessOf(counts)).toEqual([
      {
        event_name: 'Lead',
        sightings: counts.reduce((a, b) => a + b),
        upload_frequency,
        median_s_max,
        late,
      },
    ]))

test('freshness: an event that the server did not report has none', () =>
  expect(freshnessOf([0, 0, 0, 0, 0])).toEqual([]))
