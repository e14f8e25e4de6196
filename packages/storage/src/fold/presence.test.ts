import { expect, test } from 'vitest'
import { hostOf } from './presence.js'

const longest = `${'a'.repeat(245)}.example`

/** @source RFC 3986, 3.2; RFC 1035, 2.3.4 for the length */
const cases: [url: string, host: string][] = [
  ['https://Shop.example/thanks?a=1', 'shop.example'],
  ['https://shop.example', 'shop.example'],
  ['http://shop.example:8080/', 'shop.example'],
  ['https://shop.example?a', 'shop.example'],
  ['https://shop.example#a', 'shop.example'],
  ['https:///thanks', ''],
  ['/thanks', ''],
  ['', ''],
  [`https://${longest}`, longest],
  [`https://${longest}/a`, longest],
  [`https://a${longest}`, ''],
  [`https://${'a'.repeat(60_000)}/a`, ''],
]
for (const [url, host] of cases)
  test(`hostOf: ${url.slice(0, 40)}, ${url.length} characters`, () => expect(hostOf(url)).toBe(host))
