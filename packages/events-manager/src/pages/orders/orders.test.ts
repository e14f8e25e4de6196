import { expect, test } from 'vitest'
import { daysBefore, daysOf, listedDays } from './days.js'
import { kindOf, pointsBetween, seenIn, stateOf } from './reasons.js'

const RANGE = { since_ms: Date.parse('2026-11-21T18:00Z'), until_ms: Date.parse('2026-11-28T18:00Z') }

test('days of a range: those that it names, else those that it touches', () => {
  expect(daysOf(RANGE, { since: '7d' })).toEqual({ since: '2026-11-21' })
  expect(daysOf(RANGE, {})).toEqual({ since: '2026-11-21' })
  expect(daysOf(RANGE, { since: '2026-11-03', until: '2026-11-05' })).toEqual({
    since: '2026-11-03',
    until: '2026-11-05',
  })
})

test('as many days before', () => {
  const now = Date.parse('2026-11-28T01:00Z')
  expect(daysBefore({ since: '2026-11-03', until: '2026-11-05' }, now)).toEqual({
    since: '2026-10-31',
    until: '2026-11-02',
  })
  expect(daysBefore({ since: '2026-11-28' }, now)).toEqual({ since: '2026-11-27', until: '2026-11-27' })
})

test('a day in the address narrows the list', () => {
  const days = { since: '2026-11-03' }
  expect(listedDays(days, '2026-11-04')).toEqual({ since: '2026-11-04', until: '2026-11-04' })
  expect(listedDays(days, undefined)).toBe(days)
  expect(listedDays(days, 'x')).toBe(days)
})

test('the list begins with what is wrong', () => {
  const report = { only_shop: 0, both_differs: 2, only_tracked: 1, both: 9, excluded: 0 }
  expect(stateOf('both', report)).toBe('both')
  expect(stateOf('nonsense', report)).toBe('both_differs')
  expect(stateOf(undefined, { ...report, both_differs: 0, only_tracked: 0 })).toBe('only_shop')
})

test('what is wrong by reason, the most first; what is as it should be is not wrong', () => {
  expect(
    seenIn({
      only_shop: { nothing_arrived: 2, consent: 9 },
      only_tracked: { no_order: 4, test_event: 9 },
      excluded: { refunded: 3 },
    }),
  ).toEqual([
    { state: 'only_tracked', code: 'no_order', count: 4 },
    { state: 'only_shop', code: 'nothing_arrived', count: 2 },
  ])
  expect(kindOf('rejected:2804010')).toBe('rejected')
})

test('points of accuracy', () => {
  expect(pointsBetween(89.15, 91.25)).toBe(-2.1)
  expect(pointsBetween(null, 1)).toBeNull()
  expect(pointsBetween(1, undefined)).toBeNull()
})
