import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDatasetId, newDatasetId } from './dataset-id.js'

const cases: [title: string, text: string, is: boolean][] = [
  ['15 digits', '100000000000001', true],
  ['16 digits', '1000000000000001', true],
  ['the largest below 2^53', '9007199254740991', true],
  ['2^53', '9007199254740992', false],
  ['14 digits', '10000000000001', false],
  ['17 digits', '10000000000000001', false],
  ['a zero before it', '0100000000000001', false],
  ['space around it', ' 100000000000001', false],
  ['a line behind it', '100000000000001\n', false],
  ['no digits', 'abcdefghijklmnop', false],
]
for (const [title, text, is] of cases) test(`isDatasetId: ${title}`, () => expect(isDatasetId(text)).toBe(is))

test('law: whatever the randomness, a new id is one', () => {
  const bytes = fc.uint8Array({ minLength: 7, maxLength: 7 })
  fc.assert(fc.property(bytes, (given) => isDatasetId(newDatasetId(() => given))))
})
for (const byte of [0, 255])
  test(`newDatasetId: every byte ${byte}`, () => {
    expect(isDatasetId(newDatasetId((count) => new Uint8Array(count).fill(byte)))).toBe(true)
  })
