import { expect, test } from 'vitest'
import { originOf, welcomeLink } from './welcome-link.js'

const cases: [text: string, want: string | null][] = [
  ['https://t.shop.example', 'https://t.shop.example'],
  ['https://T.Shop.example/', 'https://t.shop.example'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['https://shop.example/path', null],
  ['https://a:b@shop.example', null],
  ['https://shop.example/?a', null],
  ['https://shop.example/#a', null],
  ['javascript:alert(1)', null],
  ['shop.example', null],
  ['', null],
]
for (const [text, want] of cases)
  test(`originOf: ${text || 'nothing'} is ${want}`, () => expect(originOf(text)).toBe(want))

test("a link's secret stands behind the #", () =>
  expect(new URL(welcomeLink('https://t.shop.example')('secret')).hash).toBe('#secret'))

test('what is no origin is refused by the name of what gave it', () =>
  expect(() => welcomeLink('shop.example')).toThrow(/^--origin: /))
