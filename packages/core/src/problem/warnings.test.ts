import { expect, test } from 'vitest'
import { IDENTIFY_WARNINGS } from '../identify/warnings.js'
import { warningKindOf } from './warnings.js'

test('WARNINGS: has a row for all that identify warns of', () => {
  expect(IDENTIFY_WARNINGS.filter((code) => warningKindOf(code) === undefined)).toEqual([])
})

test('warningKindOf: names the match key; knows nothing of old codes and of prototypes', () => {
  expect(warningKindOf('match_key_unusable:em')?.title).toBe('Match key not usable: em')
  expect(warningKindOf('value_missing')?.title).toBe('Value missing')
  expect([warningKindOf('once_upon_a_time'), warningKindOf('constructor')]).toEqual([undefined, undefined])
})
