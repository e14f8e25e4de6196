import { expect, test } from 'vitest'
import { type Picked, picksOfText, picksOfUrl } from './seen.js'

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

const texts: [text: string, want: string[]][] = [
  ['Send', ['contains Send', 'equals Send']],
  ['Pay 00.00 EUR now', ['contains EUR now']],
  ['Send to @', ['contains Send to']],
  ['0', []],
  ['', []],
]
for (const [text, want] of texts)
  test(`picksOfText: ${text}`, () => expect(said(picksOfText(text))).toEqual(want))
