import { expect, test } from 'vitest'
import { followed, type Typed } from './typed.js'

const at = (text: string): Typed => ({ text, seen: text, awaited: null })
const typed = (text: string, before: Typed): Typed => ({ ...before, text, awaited: text })

test.each<[title: string, typed: Typed, addresses: string[], shows: string]>([
  ['nothing happens', at('a'), ['a', 'a'], 'a'],
  ['the address comes to what was typed', typed('ab', at('a')), ['a', 'ab'], 'ab'],
  ['it comes letter by letter, behind', typed('abc', at('')), ['a', 'ab'], 'abc'],
  ['it has come, and somebody goes back', typed('ab', at('')), ['a', 'ab', ''], ''],
  ['a link leads to another text', at('a'), ['b'], 'b'],
  ['typed, and taken out again', typed('', at('')), ['', 'a', ''], ''],
])('a field and the address: %s', (_title, before, addresses, shows) => {
  const after = addresses.reduce(followed, before)
  expect(after.text).toBe(shows)
  expect(followed(after, after.seen)).toBe(after)
})
