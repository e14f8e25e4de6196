import { expect, test } from 'vitest'
import { chosenOf, countedIn, deadByCode, type Standing, standingOf, takenOf } from './standing.js'

const NONE = { waiting: 0, sending: 0, sent: 0, refused: 0, expired: 0, suppressed: 0 }
const FINE = { stopped: null, paused_at_ms: null, breaker: null, lag_ms: 0, counts: { ...NONE, sent: 1 } }
const STOPPED = { why: 'token', at_ms: 1 }

const CASES: [Standing, Partial<Parameters<typeof standingOf>[0]>][] = [
  ['sending', {}],
  ['idle', { counts: NONE }],
  ['behind', { lag_ms: 300_001 }],
  ['sending', { lag_ms: 300_000 }],
  ['sending', { breaker: { failures: 2, open_until_ms: null } }],
  ['failing', { breaker: { failures: 3, open_until_ms: 5 }, lag_ms: 999_999 }],
  ['paused', { paused_at_ms: 1, lag_ms: 999_999 }],
  ['stopped', { paused_at_ms: 1, stopped: STOPPED, breaker: { failures: 9, open_until_ms: 5 } }],
]
for (const [standing, given] of CASES)
  test(`${JSON.stringify(given)} is ${standing}`, () => {
    expect(standingOf({ ...FINE, ...given })).toBe(standing)
  })

test('what is not to be sent is counted, and nobody has to take it', () => {
  const counts = { waiting: 1, sending: 2, sent: 4, refused: 8, expired: 16, suppressed: 32 }
  expect(countedIn(counts)).toBe(63)
  expect(takenOf([{ counts }, { counts }])).toEqual({ sent: 8, waiting: 6, dead: 48, all: 62 })
  expect(takenOf([])).toEqual({ sent: 0, waiting: 0, dead: 0, all: 0 })
})

test('codes of what is dead, the most first; one code of both fates is one row', () => {
  expect(deadByCode({ refused: { a: 1, b: 2 }, expired: { a: 2, c: 2 }, suppressed: { d: 9 } })).toEqual([
    { code: 'a', count: 3, is_expired: false },
    { code: 'b', count: 2, is_expired: false },
    { code: 'c', count: 2, is_expired: true },
  ])
})

test('the named destination, else the one that hurts most', () => {
  const one = (destination_id: number, given: object) => ({ ...FINE, destination_id, ...given }) as never
  const all = [one(1, {}), one(2, { stopped: STOPPED }), one(3, { paused_at_ms: 1 })]
  expect(chosenOf(all, '3')).toMatchObject({ destination_id: 3 })
  expect(chosenOf(all, undefined)).toMatchObject({ destination_id: 2 })
  expect(chosenOf(all, '9')).toMatchObject({ destination_id: 2 })
  expect(chosenOf([], undefined)).toBeUndefined()
})
