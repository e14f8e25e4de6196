import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable } from './printable.js'

const cases: [title: string, text: unknown, want: string][] = [
  [
    'plain words stay',
    '(#100) Missing Permission: data[3].user_data.em',
    '(#100) Missing Permission: data[3].user_data.em',
  ],
  ['other languages stay', 'Horário do evento é 事件', 'Horário do evento é 事件'],
  ['lines become one', 'a\r\n\tb\u2028c', 'a b c'],
  ['controls and direction marks go', '\u001b[31mred\u202egnp\u0000', '[31mred gnp'],
  ['half a character goes', 'a\ud800b', 'a b'],
  ['a token', `token EAABsbCS1iHg expired`, 'token _removed_ expired'],
  ['an app token', 'token 123456789|abcdefghijk is bad', 'token _removed_ is bad'],
  ['a token of another kind', `cs_1_${'Ab9-'.repeat(12)}!`, '_removed_!'],
  ['a digest', `em ${'ab'.repeat(32)} unknown`, 'em _removed_ unknown'],
  ['an address', 'jo@shop.example unknown', '_removed_ unknown'],
  ['the longest name stays', 'data_processing_options_country', 'data_processing_options_country'],
  ['no text', { a: 1 }, ''],
  ['nothing', undefined, ''],
]
for (const [title, text, want] of cases) test(`printable: ${title}`, () => expect(printable(text)).toBe(want))

test('printable: is cut between characters, and says so', () => {
  expect(printable('abcdef', 4)).toBe('abc…')
  expect(printable('ab😀def', 4)).toBe('ab…')
})
test('printable: bounded, printable, and twice is once', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.integer({ min: 2, max: 600 }),
      (text, max) => {
        const once = printable(text, max)
        expect(once.length).toBeLessThanOrEqual(max)
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(printable(once, max)).toBe(once)
      },
    ),
  ))
