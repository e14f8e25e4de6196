import { expect, test } from 'vitest'
import { painOf, statusOf, worstOf } from './status.js'

const NOW = 1_764_000_000_000
const HOUR = 3_600_000

const STATES: [archived: number | null, last: number | null, status: string][] = [
  [null, null, 'none'],
  [null, NOW, 'receiving'],
  [null, NOW - 23 * HOUR, 'receiving'],
  [null, NOW - 24 * HOUR, 'quiet'],
  [NOW - HOUR, NOW, 'archived'],
]
for (const [archived, last, status] of STATES)
  test(`statusOf: archived ${archived}, last ${last} is ${status}`, () =>
    expect(statusOf(archived, last, NOW)).toBe(status))

const WORST: [issues: { [severity: string]: number }, worst: unknown][] = [
  [{}, null],
  [{ error: 0, warning: 0 }, null],
  [
    { warning: 3, info: 2 },
    { severity: 'warning', count: 3, all: 5 },
  ],
  [
    { error: 1, warning: 30 },
    { severity: 'error', count: 1, all: 31 },
  ],
]
for (const [issues, worst] of WORST)
  test(`worstOf ${JSON.stringify(issues)}`, () => expect(worstOf(issues)).toEqual(worst))

test('painOf: one error hurts more than any number of warnings', () => {
  expect(painOf({ error: 1 })).toBeGreaterThan(painOf({ warning: 999_999, info: 5 }))
  expect(painOf({ warning: 1 })).toBeGreaterThan(painOf({ info: 999_999 }))
  expect(painOf({})).toBe(0)
})
