import { expect, test } from 'vitest'
import { judged } from './judged.fixture.js'
import { isNearlyStandard, STANDARD_EVENTS } from './standard-events.js'

const cases: [title: string, event_name: unknown, problems: string[], warnings: string[]][] = [
  ['a standard name', 'ViewContent', [], []],
  ['a name of their own', 'Spin the wheel', [], []],
  ['a name close to a standard one', 'view_content', [], ['event_name_nonstandard']],
  ['256 characters', 'x'.repeat(256), [], []],
  ['257 characters', 'x'.repeat(257), ['event_name_too_long event_name'], []],
  ['none', undefined, ['event_name_missing event_name'], []],
  ['null', null, ['event_name_missing event_name'], []],
  ['white space', ' \t', ['event_name_missing event_name'], []],
  ['a number', 7, ['event_name_missing event_name'], []],
]
for (const [title, event_name, problems, warnings] of cases)
  test(`validateEventName: ${title}`, () =>
    expect(judged({ event_name })).toMatchObject({ problems, warnings }))

test('STANDARD_EVENTS: 18 names, each itself and no near miss', () => {
  expect(STANDARD_EVENTS.size).toBe(18)
  expect([...STANDARD_EVENTS].some(isNearlyStandard)).toBe(false)
  expect([...STANDARD_EVENTS].every((name) => isNearlyStandard(name.toUpperCase()))).toBe(true)
})
