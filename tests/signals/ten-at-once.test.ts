import { expect, test } from 'vitest'
import { areCompatible, chooseCompatible } from './faults/compatible.js'
import { FAULTS } from './faults/faults.js'
import { type Scene, testScenes } from './planted-faults.js'

const TOGETHER = 10

test('ten faults can be chosen with any seed, none of which hides another', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const chosen = chooseCompatible(FAULTS, TOGETHER, seed)
    expect(chosen).toHaveLength(TOGETHER)
    for (const one of chosen)
      for (const other of chosen) expect(one === other || areCompatible(one, other)).toBe(true)
  }
})

testScenes(
  [21, 22, 23].map(
    (seed): Scene => ({
      shop: `ten at once, seed ${seed}`,
      seed,
      visitors_per_day: 100,
      faults: chooseCompatible(FAULTS, TOGETHER, seed),
    }),
  ),
)
