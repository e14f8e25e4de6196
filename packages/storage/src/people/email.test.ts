import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEmail } from './email.js'

const cases: [title: string, text: string, want: string | null][] = [
  ['trims and lowers', ' Ada@Shop.Example\n', 'ada@shop.example'],
  ['letters of other scripts', 'änne@bücher.example', 'änne@bücher.example'],
  ['two ways to write a letter are one', 'a\u0308nne@shop.example', 'änne@shop.example'],
  ['no at', 'ada.shop.example', null],
  ['two', 'a@b@shop.example', null],
  ['space inside', 'a da@shop.example', null],
  ['a null byte', 'ada\u0000@shop.example', null],
  ['text that turns its direction', 'ada\u202e@shop.example', null],
  ['too long', `${'a'.repeat(64)}@${'b'.repeat(200)}.example`, null],
  ['nothing', '', null],
]
for (const [title, text, want] of cases) test(`readEmail: ${title}`, () => expect(readEmail(text)).toBe(want))

test('readEmail: twice is once', () =>
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
      const once = readEmail(text)
      expect(once === null ? null : readEmail(once)).toBe(once)
    }),
  ))
