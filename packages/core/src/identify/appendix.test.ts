import { expect, test } from 'vitest'
import { isAppendix, urlWithoutAppendix, withoutAppendix } from './appendix.js'

const tokens: [token: string, want: boolean][] = [
  ['AQ', true],
  ['Bg', true],
  ['aq', false],
  ['XX', false],
  ['AQQCAQMA', true],
  ['AQ_C-QMA', true],
  ['AQQCAQM', false],
  ['AQQC QMA', false],
]
for (const [token, want] of tokens) test(`isAppendix: ${token}`, () => expect(isAppendix(token)).toBe(want))

const values: [text: string, want: string][] = [
  ['8.8.8.8.AQ', '8.8.8.8'],
  ['2001:4860:4860::8888.AQQCAQAA.AQQCAQAA.AQQCAQAA', '2001:4860:4860::8888'],
  ['8.8.8.8', '8.8.8.8'],
  ['.AQ', '.AQ'],
]
for (const [text, want] of values)
  test(`withoutAppendix: ${text}`, () => expect(withoutAppendix(text)).toBe(want))

const urls: [url: string, want: string][] = [
  ['https://shop.example/p?a=1.AQQCAQMA', 'https://shop.example/p?a=1'],
  ['https://shop.example.AQIAAQMC', 'https://shop.example'],
  ['https://shop.example/file.download', 'https://shop.example/file.download'],
  ['https://shop.example/AQQCAQMA', 'https://shop.example/AQQCAQMA'],
  ['HTTPS://SHOP.BA', 'HTTPS://SHOP.BA'],
  ['', ''],
]
for (const [url, want] of urls)
  test(`urlWithoutAppendix: ${url}`, () => expect(urlWithoutAppendix(url)).toBe(want))
