import { expect, test } from 'vitest'
import { isDataUseLimited, LIMITED_STATES } from './limited-data-use.js'

type Case = [
  title: string,
  options: string[] | undefined,
  country: number | undefined,
  state: number | undefined,
  want: boolean,
]
/** @source reference 13.1 */
const cases: Case[] = [
  ['nothing said', undefined, undefined, undefined, false],
  ['explicitly not limited', [], 1, 1000, false],
  ['another option', ['OTHER'], 1, 1000, false],
  ['the one-argument form: no place, so to be found out', ['LDU'], undefined, undefined, true],
  ['to be found out', ['LDU'], 0, 0, true],
  ['country to be found out, state named', ['LDU'], 0, 1000, true],
  ['United States, state to be found out', ['LDU'], 1, 0, true],
  ['United States, no state', ['LDU'], 1, undefined, true],
  ['California', ['LDU'], 1, 1000, true],
  ['Rhode Island, the last of the list', ['LDU'], 1, 1013, true],
  ['a state without such a law', ['LDU'], 1, 1014, false],
  ['a number that every object knows nothing of', ['LDU'], 1, -1, false],
  ['another country', ['LDU'], 49, 1000, false],
]
for (const [title, options, country, state, want] of cases)
  test(`isDataUseLimited: ${title}`, () =>
    expect(
      isDataUseLimited({
        ...(options && { data_processing_options: options }),
        ...(country !== undefined && { data_processing_options_country: country }),
        ...(state !== undefined && { data_processing_options_state: state }),
      }),
    ).toBe(want))

test('the list of states has the fourteen of the reference', () =>
  expect(Object.keys(LIMITED_STATES)).toHaveLength(14))
