import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeCharacters } from './whole-characters.js'

const cases: [title: string, json: string, value: unknown][] = [
  ['what has no escapes', '{"a":"b"}', { a: 'b' }],
  ['a first half', '"a\\ud800b"', 'a\ufffdb'],
  ['a second half', '"\\udfff"', '\ufffd'],
  ['halves in the wrong order', '"\\udfff\\ud800"', '\ufffd\ufffd'],
  ['both halves, escaped', '"\\ud83d\\ude00"', '\u{1f600}'],
  ['a backslash before letters', '"\\\\ud800"', '\\ud800'],
  ['a backslash before a half', '"\\\\\\ud800"', '\\\ufffd'],
  ['another escape before a half', '"\\n\\ud800"', '\n\ufffd'],
  ['a name', '{"\\ud800":1}', { '\ufffd': 1 }],
  ['capitals', '"\\uD800"', '\ufffd'],
]
for (const [title, json, value] of cases)
  test(`wholeCharacters: ${title}`, () => expect(JSON.parse(wholeCharacters(json))).toEqual(value))

const units = fc
  .array(fc.oneof(fc.integer({ min: 0xd7ff, max: 0xe000 }), fc.integer({ min: 0, max: 0xffff })))
  .map((codes) => String.fromCharCode(...codes))

test('wholeCharacters: any text can stand in an address afterwards, and whole ones stay as they are', () =>
  fc.assert(
    fc.property(units, (text) => {
      const read = JSON.parse(wholeCharacters(JSON.stringify(text))) as string
      expect(decodeURIComponent(encodeURIComponent(read))).toBe(read)
      expect(read).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    }),
  ))
