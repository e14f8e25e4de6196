import { DIAGNOSIS_CODES } from '@countersign/core'
import { expect, test } from 'vitest'
import { FAULTS, FAULTS_OF_EVENTS, NOT_PLANTED } from './faults/faults.js'
import { oneAtATime, testScenes } from './planted-faults.js'

test('every diagnosis has a fault, or a reason why it has none', () => {
  const planted = new Set<string>([...FAULTS.map(({ code }) => code), ...Object.keys(NOT_PLANTED)])
  expect(Object.keys(DIAGNOSIS_CODES).filter((code) => !planted.has(code))).toEqual([])
  expect(FAULTS.filter(({ code }) => code in NOT_PLANTED)).toEqual([])
})

testScenes(oneAtATime(FAULTS_OF_EVENTS, 11))
