import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../time.js'
import type { HostSeen } from '../../signals-window.js'
import { diagnose } from '../diagnose.js'
import { NOW_MS } from '../seen.fixture.js'
import { healthyShop, host, windowOf } from '../window.fixture.js'

function told(hosts: HostSeen[], domain: string | null) {
  const shop = healthyShop()
  shop.hosts = hosts
  shop.surroundings = { ...shop.surroundings, domain }
  return diagnose(windowOf(shop), { score: () => null })
}
const at = (name: string, count: number, days_ago: number): HostSeen => ({
  ...host(name, count),
  first_ms: NOW_MS - days_ago * DAY_MS,
})

test('new_domain: a thousand invented hosts are ten by name and one for all others', () => {
  const invented = Array.from({ length: 1_000 }, (_, nth) => host(`h${nth}.test`, 3 + (nth < 10 ? nth : 0)))
  const all = told([host('shop.example'), ...invented], 'shop.example')
  expect(all).toHaveLength(11)
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(['new_domain']))
  expect(all.filter(({ detail }) => detail !== null).map(({ detail }) => detail)).toContain('h9.test')
  const others = all.find(({ detail }) => detail === null)
  expect(others).toMatchObject({ affected: 2_970, last_ms: NOW_MS - HOUR_MS })
  expect(others?.seen).toBe('2,970 events came from 990 more hosts, which are not among your domains.')
})

test('new_domain: ten are ten, eleven are ten and another', () => {
  const some = (count: number) => Array.from({ length: count }, (_, nth) => host(`h${nth}.test`, 9))
  expect(told([host('shop.example'), ...some(10)], 'shop.example')).toHaveLength(10)
  const eleven = told([host('shop.example'), ...some(11)], 'shop.example')
  expect(eleven.find(({ detail }) => detail === null)?.seen).toBe(
    '9 events came from 1 more host, which is not among your domains.',
  )
})

const sites: [title: string, hosts: HostSeen[], unknown: string[]][] = [
  ['a flood came later', [at('shop.example', 1_000, 50), at('evil.test', 90_000, 2)], ['evil.test']],
  [
    'of those of the first week the one with most events',
    [at('staging.test', 200, 50), at('shop.example', 90_000, 47)],
    ['staging.test'],
  ],
  [
    'a test from the own machine is no site',
    [at('localhost', 20, 50), at('shop.example', 9_000, 30)],
    ['localhost'],
  ],
  [
    'what is no longer in use is none',
    [{ ...at('old.test', 9_000, 90), last_ms: NOW_MS - 30 * DAY_MS }, at('shop.example', 900, 30)],
    [],
  ],
  ['a few events', [at('shop.example', 5, 30), at('evil.test', 9, 2)], ['evil.test']],
  ['none', [], []],
]
for (const [title, hosts, unknown] of sites)
  test(`new_domain: without a domain the site is the host that was there first: ${title}`, () =>
    expect(told(hosts, null).map(({ detail }) => detail)).toEqual(unknown))
