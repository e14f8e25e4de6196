import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digestOf, isHashOfNothing } from './digest.js'

const SHA = 'a1'.repeat(32)
const cases: [title: string, text: string, want: string | null][] = [
  ['a SHA-256', SHA, SHA],
  ['in upper case', ` ${SHA.toUpperCase()}\n`, SHA],
  ['with an appendix', `${SHA}.AQYAAQMA`, SHA],
  ['with an older appendix', `${SHA}.Bg`, SHA],
  ['with another ending', `${SHA}.com`, null],
  ['an MD5', 'AB'.repeat(16), 'ab'.repeat(16)],
  ['an MD5 with an appendix', `${'ab'.repeat(16)}.BA`, 'ab'.repeat(16)],
  ['one digit more', `${SHA}a`, null],
  ['one digit less', SHA.slice(1), null],
  ['another letter', `g${SHA.slice(1)}`, null],
  ['plain', 'jo@shop.example', null],
  ['empty', '', null],
]
for (const [title, text, want] of cases) test(`digestOf: ${title}`, () => expect(digestOf(text)).toBe(want))

const NOTHING = [
  '',
  ' ',
  'null',
  'NULL',
  'undefined',
  'NaN',
  'None',
  'none',
  '[object Object]',
  '[object object]',
]
NOTHING.push('objectobject', 'n/a', 'N/A', 'false', 'true', '-')
for (const algorithm of ['sha256', 'md5'])
  for (const text of NOTHING)
    test(`isHashOfNothing: ${algorithm} of ${JSON.stringify(text)}`, () =>
      expect(isHashOfNothing(createHash(algorithm).update(text).digest('hex'))).toBe(true))
test('isHashOfNothing: not of a name', () =>
  expect(isHashOfNothing(createHash('sha256').update('mary').digest('hex'))).toBe(false))
