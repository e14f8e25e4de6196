import { expect, test } from 'vitest'
import { type Picked, picksOfPlace, picksOfText, picksOfUrl } from './seen.js'

const said = (picks: Picked[]) => picks.map(({ how, value }) => `${how} ${value}`)
const urls: [url: string, want: string[]][] = [
  [
    'https://shop.example/thanks',
    ['contains /thanks', 'starts_with https://shop.example/thanks', 'equals https://shop.example/thanks'],
  ],
  ['https://shop.example/', ['starts_with https://shop.example/', 'equals https://shop.example/']],
  ['not an address', ['starts_with not an address', 'equals not an address']],
]
for (const [url, want] of urls) test(`picksOfUrl: ${url}`, () => expect(said(picksOfUrl(url))).toEqual(want))

test('picksOfPlace: what many addresses begin with is none of them', () => {
  const products = { url: 'https://shop.example/product/', addresses: 2, events: 9 }
  expect(said(picksOfPlace(products))).toEqual([
    'contains /product/',
    'starts_with https://shop.example/product/',
  ])
  expect(said(picksOfPlace({ ...products, addresses: 1 }))).toContain('equals https://shop.example/product/')
})

const texts: [text: string, want: string[]][] = [
  ['Send', ['contains Send', 'equals Send']],
  ['Pay 00.00 EUR now', ['contains EUR now']],
  ['Send to @', ['contains Send to']],
  ['0', []],
  ['', []],
]
for (const [text, want] of texts)
  test(`picksOfText: ${text}`, () => expect(said(picksOfText(text))).toEqual(want))
