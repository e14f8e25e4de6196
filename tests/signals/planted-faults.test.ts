import { DIAGNOSIS_CODES } from '@countersign/core'
import { expect, test } from 'vitest'
import { FAULTS, FAULTS_OF_EVENTS } from './faults/faults.js'
import { oneAtATime, testScenes } from './planted-faults.js'

test('every diagnosis has a fault', () => {
  const planted = new Set<string>(FAULTS.map(({ code }) => code))
  expect(Object.keys(DIAGNOSIS_CODES).filter((code) => !planted.has(code))).toEqual([])
})

testScenes(oneAtATime(FAULTS_OF_EVENTS, 11))
