import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from './sha256.js'

const known = (text: string) => createHash('sha256').update(text).digest('hex')

const texts = [
  '',
  'abc',
  'john_smith@gmail.com',
  'valéry',
  '정',
  '😀',
  'x'.repeat(55),
  'x'.repeat(56),
  'x'.repeat(64),
]
for (const text of texts)
  test(`sha256 of ${JSON.stringify(text)}`, () => expect(sha256(text)).toBe(known(text)))

test('sha256: as node:crypto has it, for any text', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => sha256(text) === known(text)),
  ))
