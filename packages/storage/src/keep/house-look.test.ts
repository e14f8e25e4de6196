import { expect, test } from 'vitest'
import { HouseLook } from './house-look.js'

const START_MS = 1_763_900_000_000

test('it looks at once, until it is done; then each 10 minutes', () => {
  const look = new HouseLook({ version: () => 1 })
  expect([look.isDue(START_MS), look.isDue(START_MS + 100)]).toEqual([true, true])
  look.done(START_MS)
  const due = [0, 100, 599_999, 600_000, 600_100].map((ms) => look.isDue(START_MS + ms))
  expect(due).toEqual([false, false, false, true, true])
  look.done(START_MS + 600_100)
  expect(look.isDue(START_MS + 600_200)).toBe(false)
})

test('a changed configuration is looked at at once, and until it is done', () => {
  let version = 1
  const look = new HouseLook({ version: () => version })
  look.isDue(START_MS)
  look.done(START_MS)
  version = 2
  expect([look.isDue(START_MS + 1), look.isDue(START_MS + 2)]).toEqual([true, true])
  look.done(START_MS + 3)
  expect(look.isDue(START_MS + 4)).toBe(false)
})

test('a clock that is set back does not have it wait', () => {
  const look = new HouseLook({ version: () => 1 })
  look.isDue(START_MS)
  look.done(START_MS)
  expect(look.isDue(START_MS - 86_400_000)).toBe(true)
})
