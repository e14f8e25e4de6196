import { expect, test } from 'vitest'
import { TROUBLES } from '../troubles/troubles.js'
import { ACTS } from './owner-acts.js'
import { DAYS } from './shops.js'

test('owners act in the order of time, within the four weeks', () => {
  const days = ACTS.map(({ days_ago }) => days_ago)
  expect(days).toEqual([...days].sort((a, b) => b - a))
  expect(Math.max(...days)).toBeLessThan(DAYS)
})

test('what goes wrong does so within the four weeks, an earlier time before a later one', () => {
  for (const { says, lasts } of TROUBLES) {
    const edges = lasts.flat()
    expect(edges, says).toEqual([...edges].sort((a, b) => b - a))
    expect(Math.max(...edges), says).toBeLessThan(DAYS)
    expect(Math.min(...edges), says).toBeGreaterThanOrEqual(0)
  }
})
