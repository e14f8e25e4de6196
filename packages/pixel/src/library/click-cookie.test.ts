import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fbcOf, fbpOf } from './click-cookie.js'

const NOW = 'fb.1.1795000000000.'
const HELD = 'fb.2.1700000000000.AbC'

const cases: [title: string, held: string, click_id: string, want: string][] = [
  ['no click', '', '', ''],
  ['a first click', '', 'AbC', `${NOW}AbC`],
  ['the same click keeps its time and index', HELD, 'AbC', HELD],
  ['another click', HELD, 'abc', `${NOW}abc`],
  ['no click keeps the cookie', HELD, '', HELD],
  ['an appendix is kept', `${HELD}.AQYAAQMA`, 'AbC', `${HELD}.AQYAAQMA`],
  ['an old appendix is kept', `${HELD}.Bg`, '', `${HELD}.Bg`],
  ['dots are written as words', '', 'a.b.c', `${NOW}a__DOT__b__DOT__c`],
  ['and found again', `${NOW}a__DOT__b`, 'a.b', `${NOW}a__DOT__b`],
  ['a fifth part that is no appendix', `${HELD}.xyz`, '', ''],
  ['a cookie that is none', 'hello', '', ''],
  ['a cookie that is none, and a click', 'fb.x.1.y', 'AbC', `${NOW}AbC`],
  ['500 characters', '', 'a'.repeat(500), NOW + 'a'.repeat(500)],
  ['501 characters', HELD, 'a'.repeat(501), HELD],
  ['what no cookie can hold', HELD, 'a;b', HELD],
  ['what could be an address', '', 'jo@shop.example', ''],
]
for (const [title, held, click_id, want] of cases)
  test(`fbcOf: ${title}`, () => expect(fbcOf(held, click_id, NOW)).toBe(want))

test('fbcOf: twice is once', () =>
  fc.assert(
    fc.property(fc.string(), fc.string(), (held, click_id) => {
      const first = fbcOf(held, click_id, NOW)
      expect(fbcOf(first, click_id, 'fb.1.1.')).toBe(first)
    }),
  ))

test('fbpOf: a cookie that is there stays', () => {
  expect(fbpOf('fb.1.1700000000000.12', NOW)).toBe('fb.1.1700000000000.12')
  expect(fbpOf('', NOW)).toMatch(/^fb\.1\.1795000000000\.\d+$/)
  expect(fbpOf('fb.1.2', NOW)).toMatch(/^fb\.1\.1795000000000\.\d+$/)
})
