import { expect, test } from 'vitest'
import { isOwnOrigin } from './origin.js'

type Case = [
  title: string,
  origin: string | undefined,
  host: string | undefined,
  https: boolean | null,
  own: boolean,
]
const HOST = 't.shop.example'
const cases: Case[] = [
  ['the host asked', `https://${HOST}`, HOST, true, true],
  ['its port', 'http://127.0.0.1:8787', '127.0.0.1:8787', null, true],
  ['in capitals', `https://${HOST}`, 'T.Shop.Example', null, true],
  ["the scheme's own port", `https://${HOST}`, `${HOST}:443`, true, true],
  ['IPv6', 'http://[::1]:8787', '[::1]:8787', null, true],
  ['none', undefined, HOST, null, false],
  ['no host', `https://${HOST}`, undefined, null, false],
  ['a page without one', 'null', HOST, null, false],
  ['another host', 'https://evil.example', HOST, null, false],
  ['a host above', 'https://shop.example', HOST, null, false],
  ['a host below', `https://a.${HOST}`, HOST, null, false],
  ['a host that begins alike', `https://${HOST}.evil.example`, HOST, null, false],
  ['a host that ends alike', `https://evil-${HOST}`, HOST, null, false],
  ['another port', 'http://127.0.0.1:3000', '127.0.0.1:8787', null, false],
  ["another scheme's port", `http://${HOST}`, `${HOST}:443`, null, false],
  ['another scheme, which a proxy told', `http://${HOST}`, HOST, true, false],
  ['a name before the host', `https://${HOST}@evil.example`, HOST, null, false],
  ['a path', `https://${HOST}/`, HOST, null, false],
  ['two', `https://${HOST} https://evil.example`, HOST, null, false],
  ['a list of a repeated header', `https://evil.example,https://${HOST}`, HOST, null, false],
  ['another kind', `file://${HOST}`, HOST, null, false],
]
for (const [title, origin, host, is_by_https, own] of cases)
  test(`isOwnOrigin: ${title}`, () => expect(isOwnOrigin(origin, host, is_by_https)).toBe(own))
