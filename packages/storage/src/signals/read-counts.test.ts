import { expect, test } from 'vitest'
import { tellCounts } from './read-counts.js'

const NAMES = new Map([[1, 'Purchase']])
const MEASURES = new Map([
  [1, 'seen'],
  [2, 'id'],
  [3, 'web'],
])
const row = (at: number, channel: number, ...counts: number[]) => ({
  at,
  name: 1,
  channel,
  counts: JSON.stringify(counts),
})
const counted = (hour: number, channel: 'browser' | 'server', measure: string, count: number) => ({
  hour,
  event_name: 'Purchase',
  channel,
  measure,
  count,
})

test('counts are told as they stand, as one sum in the last hour of them, or not at all', () => {
  const rows = [row(10, 1, 1, 5, 2, 3, 3, 1), row(11, 1, 1, 7, 2, 2), row(11, 2, 2, 9), row(12, 1, 1, 1)]
  const how = { seen: 'told', id: 'summed', web: 'none' } as const
  const told = tellCounts(rows, NAMES, MEASURES, {
    hours: 24,
    telling: (_at, measure) => how[measure as keyof typeof how],
  })
  expect(told).toEqual([
    counted(240, 'browser', 'seen', 5),
    counted(264, 'browser', 'id', 5),
    counted(264, 'browser', 'seen', 7),
    counted(264, 'server', 'id', 9),
    counted(288, 'browser', 'seen', 1),
  ])
})

test('rows of several journal segments are one; what was taken back more often than counted is none', () => {
  const rows = [row(10, 1, 1, 5), row(10, 1, 1, 6, 2, -1, 3, 4), row(10, 1, 3, -4)]
  const told = tellCounts(rows, NAMES, MEASURES, { hours: 1, telling: () => 'told' })
  expect(told).toEqual([counted(10, 'browser', 'seen', 11)])
})
