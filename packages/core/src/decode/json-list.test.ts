import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonList } from './json-list.js'

const EXAMPLE = 'a JSON list, e.g. [1]'
const cases: [title: string, text: string, reads: unknown][] = [
  ['nothing', '', []],
  ['an empty list', '[]', []],
  ['a list', ' [1, {"a": null}] ', [1, { a: null }]],
  ['an object', '{"a": 1}', EXAMPLE],
  ['a text', '"[1]"', EXAMPLE],
  ['null', 'null', EXAMPLE],
  ['what is no JSON', '[1', EXAMPLE],
  ['as many characters as there may be', `[${' '.repeat(38)}]`, []],
  ['one more', `[${' '.repeat(39)}]`, 'at most 40 characters; these are 41'],
]
for (const [title, text, reads] of cases)
  test(`readJsonList: ${title}`, () => expect(readJsonList(text, EXAMPLE, 40)).toEqual(reads))

test('every list comes back as it is, and nothing throws', () => {
  const json = fc.array(fc.jsonValue({ noUnicodeString: false }))
  fc.assert(
    fc.property(json, fc.string(), (list, text) => {
      const written = JSON.stringify(list)
      expect(readJsonList(written, EXAMPLE, written.length)).toEqual(JSON.parse(written))
      readJsonList(text, EXAMPLE, 10)
    }),
  )
})
