import { expect, test } from 'vitest'
import type { CountedEvent, Sighting } from '../../client/shapes.js'
import { words } from '../../words/words.js'
import { keyRows, matchRows } from './coverage.js'
import { besideOf, matchKeysBeside, parametersBeside, takenOver } from './side-by-side.js'

const sighting = (sighting_id: string, primary: boolean, custom_data: object | null, keys: string[] = []) =>
  ({
    sighting_id,
    primary,
    said: custom_data && { custom_data, user_data: keys.map((key) => ({ key, is_hashed: key === 'em' })) },
  }) as unknown as Sighting
const event = {
  custom_data: { value: 5, order_id: 'a' },
  user_data: [{ key: 'em', is_hashed: true }],
  primary: { sighting_id: 'two' },
  merged: [
    { at: 'custom_data', key: 'value', sighting_id: 'two' },
    { at: 'custom_data', key: 'order_id', sighting_id: 'one' },
    { at: 'user_data', key: 'em', sighting_id: 'one' },
  ],
  sightings: [
    sighting('one', false, { value: 4, order_id: 'a' }, ['em']),
    sighting('two', true, { value: 5, constructor: 'x' }, ['fbp']),
    sighting('three', false, null),
  ],
} as unknown as CountedEvent

test('the winner stands first, and each value says from which report it was taken', () => {
  const beside = besideOf(event.sightings)
  expect(beside.map(({ sighting_id }) => sighting_id)).toEqual(['two', 'one', 'three'])
  expect(parametersBeside(event, beside)).toEqual([
    { key: 'value', counted: 5, said: [5, 4, undefined], from: 0 },
    { key: 'order_id', counted: 'a', said: [undefined, 'a', undefined], from: 1 },
    { key: 'constructor', counted: undefined, said: ['x', undefined, undefined], from: null },
  ])
  expect(matchKeysBeside(event, beside)).toEqual([
    { key: 'em', counted: true, said: [undefined, true, undefined], from: 1 },
    { key: 'fbp', counted: undefined, said: [false, undefined, undefined], from: null },
  ])
  expect(takenOver(event)).toBe(2)
})

test('why a report is a duplicate, in words with its seconds', () => {
  const met = { sighting_id: 'one', channel: 'browser', received_at_ms: 0 } as const
  const numbers = { with: met, after_ms: 1_800, within_ms: 172_800_000 }
  expect(words.counted.why({ code: 'event_id_same', ...numbers, event_id_missing: 'neither' })).toBe(
    'Duplicate of the browser event received 1.8 s earlier: same event_name and event_id, within 2 d.',
  )
  expect(words.counted.why({ code: 'fbp_same', ...numbers, event_id_missing: 'this' })).toBe(
    'Duplicate of the browser event received 1.8 s earlier: same event_name and fbp, within 2 d. It carries no event_id.',
  )
})

test('coverage: of nothing there is none, and what most carry stands first', () =>
  expect(
    keyRows(
      [
        { name: 'rare', browser: 0, server: 1 },
        { name: 'value', browser: 0, server: 4 },
      ],
      { browser: 0, server: 4 },
    ).map(({ name, browser_share, server_share }) => [name, browser_share, server_share]),
  ).toEqual([
    ['value', null, 1],
    ['rare', null, 0.25],
  ]))

test('match keys: what lifts most first, those that count together as the rarer, unweighed ones last', () => {
  const weighed = [
    { key: 'em', label: 'High', coverage: 1, validity: 1, with_it: 8, gain: 0 },
    { key: 'fn+ln', label: 'Low', coverage: 0, validity: null, with_it: 8.3, gain: 0.3 },
  ]
  const named = [
    { name: 'ge', browser: 1, server: 1 },
    { name: 'fn', browser: 3, server: 9 },
    { name: 'ln', browser: 5, server: 2 },
    { name: 'em', browser: 4, server: 8 },
  ]
  expect(matchRows(weighed, named).map(({ key, browser, server }) => [key, browser, server])).toEqual([
    ['fn+ln', 3, 2],
    ['em', 4, 8],
    ['ge', 1, 1],
  ])
})
