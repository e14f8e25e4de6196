import { expect, test } from 'vitest'
import { AddressLimit } from './address-limit.js'
import { hostOfUrl, isPermitted } from './traffic-permissions.js'
import { UserAgents } from './user-agents.js'

type Permission = [title: string, host: string | null, allowed: string[], blocked: string[], want: boolean]
const permissions: Permission[] = [
  ['no lists', 'a.example', [], [], true],
  ['no lists and no host', null, [], [], true],
  ['on the allow list', 'shop.example', ['shop.example'], [], true],
  ['a subdomain on the allow list', 'www.shop.example', ['shop.example'], [], true],
  ['a name that only ends so', 'notshop.example', ['shop.example'], [], false],
  ['not on the allow list', 'a.example', ['shop.example'], [], false],
  ['no host under an allow list', null, ['shop.example'], [], false],
  ['on the block list', 'evil.example', [], ['evil.example'], false],
  ['a subdomain on the block list', 'a.evil.example', [], ['evil.example'], false],
  ['no host under a block list', null, [], ['evil.example'], true],
]
for (const [title, host, allowed_domains, blocked_domains, want] of permissions)
  test(`isPermitted: ${title}`, () =>
    expect(isPermitted(host, { allowed_domains, blocked_domains })).toBe(want))

const urls: [url: string | undefined, want: string | null][] = [
  [undefined, null],
  ['', null],
  ['no url', null],
  ['/path', null],
  ['https://Shop.Example/a?b', 'shop.example'],
  ['https://shop.example.:8443#x', 'shop.example'],
  ['//shop.example/a', 'shop.example'],
  ['https://shop.example@evil.example/', 'evil.example'],
  ['https:\\\\evil.example\\@shop.example', 'evil.example'],
  ['https://[2001:db8::1]:80/', '[2001:db8::1]'],
]
for (const [url, want] of urls) test(`hostOfUrl: ${url}`, () => expect(hostOfUrl(url)).toBe(want))

test('AddressLimit counts by address and dataset, minute by minute', () => {
  const limit = new AddressLimit()
  const asked = ['a', 'a', 'b', 'a'].map((address) => limit.exceeded(address, '1', 2, 60_000))
  expect(asked).toEqual([false, false, false, true])
  expect(limit.exceeded('a', '2', 2, 60_000)).toBe(false)
  expect(limit.exceeded('a', '1', 2, 119_999)).toBe(true)
  expect(limit.exceeded('a', '1', 2, 120_000)).toBe(false)
  expect(limit.exceeded('a', '1', 0, 120_000)).toBe(false)
})

test('UserAgents knows bots, twice the same', () => {
  const user_agents = new UserAgents()
  for (let n = 0; n < 2; n += 1) {
    expect(user_agents.isBot('Googlebot/2.1 (+http://www.google.com/bot.html)')).toBe(true)
    expect(
      user_agents.isBot('Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'),
    ).toBe(false)
  }
})
