import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../event.js'
import { readIds, readInteger, readJson, readList, readNumber, readObject } from './loose-value.js'
import { readProcessingOptions } from './processing-options.js'
import { utf8Bytes } from './utf8-bytes.js'

const numbers: [sent: unknown, want: number | null][] = [
  [9.5, 9.5],
  ['9.5', 9.5],
  [' 0.00 ', 0],
  ['-3', -3],
  ['+.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['', null],
  [' ', null],
  ['12,50', null],
  ['12,50 €', null],
  ['$5', null],
  ['0x10', null],
  ['NaN', null],
  ['Infinity', null],
  ['1e999', null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [true, null],
  [null, null],
  [['1'], null],
  ['1'.repeat(65), null],
]
for (const [sent, want] of numbers)
  test(`readNumber: ${typeof sent} ${String(sent).slice(0, 12)}`, () => expect(readNumber(sent)).toBe(want))

test('readInteger: whole numbers only', () => {
  expect(['1000', 0, '1.5', '', 2 ** 60].map(readInteger)).toEqual([1000, 0, null, null, null])
})

test('readJson: nothing deep, and no key that a careless copy takes for the prototype', () => {
  expect(readJson('[1,{"a":"b"}]')).toEqual([1, { a: 'b' }])
  expect(readJson(`${'['.repeat(9)}${']'.repeat(9)}`)).toBeUndefined()
  expect(readJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined()
  expect(readJson('{"__proto__":{"x":1},"a":[{"__proto__":1,"b":2}]}')).toEqual({ a: [{ b: 2 }] })
  expect(readJson('{')).toBeUndefined()
})

test('readObject, readList: themselves or their JSON text', () => {
  expect([readObject({ a: 1 }), readObject(' {"a":1}')]).toEqual([{ a: 1 }, { a: 1 }])
  expect([readObject([1]), readObject('[1]'), readObject(null), readObject('{')]).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect([readList([1]), readList(' [1]')]).toEqual([[1], [1]])
  expect([readList({}), readList('a'), readList('[')]).toEqual([null, null, null])
})

const ids: [sent: unknown, want: Json[] | null][] = [
  [
    ['a', 1],
    ['a', 1],
  ],
  ['["a",1]', ['a', 1]],
  ['a, b,,c', ['a', 'b', 'c']],
  ['a', ['a']],
  [7, [7]],
  [{ a: 1 }, null],
  [null, null],
]
for (const [sent, want] of ids)
  test(`readIds: ${JSON.stringify(sent)}`, () => expect(readIds(sent)).toEqual(want))

const options: [sent: unknown, want: string[] | null][] = [
  [['LDU'], ['LDU']],
  ['["ldu"]', ['LDU']],
  ['LDU', ['LDU']],
  ['LDU, X', ['LDU', 'X']],
  ['', []],
  [[], []],
  [[1], null],
  [{}, null],
  ['jo@shop.example', null],
  [['LDU', 'jo@shop.example'], null],
]
for (const [sent, want] of options)
  test(`readProcessingOptions: ${JSON.stringify(sent)}`, () =>
    expect(readProcessingOptions(sent)).toEqual(want))

test('utf8Bytes: as an encoder counts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
    }),
  )
})

test('loose values: never throw', () => {
  const reads = [readNumber, readInteger, readObject, readList, readIds, readProcessingOptions]
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json()), (value) => {
      for (const read of reads) read(value)
    }),
  )
})
