import { expect, test } from 'vitest'
import { FIELDS } from './fields.js'
import { moved } from './moved.js'
import { EDITED_APART, GROUPS, sectionOf } from './sections.js'

test('every field stands in one section, once', () => {
  const shown = Object.values(GROUPS).flatMap((groups) => Object.values(groups).flat())
  expect(shown.toSorted()).toEqual(Object.keys(FIELDS).toSorted())
  expect(shown.filter((name) => name in EDITED_APART)).toEqual([])
})

test.each([
  ['privacy', 'privacy'],
  ['constructor', 'general'],
  [undefined, 'general'],
])('%s leads to %s', (text, section) => {
  expect(sectionOf(text)).toBe(section)
})

test.each([
  [0, 1, ['b', 'a', 'c']],
  [2, -1, ['a', 'c', 'b']],
  [0, -1, ['a', 'b', 'c']],
  [2, 1, ['a', 'b', 'c']],
  [3, -1, ['a', 'b', 'c']],
])('number %i moved by %i', (at, step, list) => {
  expect(moved(['a', 'b', 'c'], at, step)).toEqual(list)
})
