import { expect, test } from 'vitest'
import { isOfSite, isWithin, namedSites, siteOf } from './within.js'

const cases: [host: string, domain: string, is_within: boolean, is_of_site: boolean][] = [
  ['shop.example', 'shop.example', true, true],
  ['pay.shop.example', 'shop.example', true, true],
  ['www.shop.example', 'shop.example', true, true],
  // What is permitted is permitted as it was written; what is one's own is one's own either way.
  ['shop.example', 'www.shop.example', false, true],
  ['pay.shop.example', 'www.shop.example', false, true],
  ['www.shop.example', 'www.shop.example', true, true],
  ['myshop.example', 'shop.example', false, false],
  ['shop.example.evil.example', 'shop.example', false, false],
  ['example', 'shop.example', false, false],
  ['', 'shop.example', false, false],
]
for (const [host, domain, is_within, is_of_site] of cases)
  test(`${JSON.stringify(host)} and ${domain}`, () => {
    expect([isWithin(host, domain), isOfSite(host, [domain])]).toEqual([is_within, is_of_site])
  })

test('of a site, letters may be of any case, and any of its domains will do', () => {
  expect(isOfSite('PAY.Shop.example', ['other.example', 'WWW.SHOP.example'])).toBe(true)
  expect(isOfSite('shop.example', [])).toBe(false)
  expect(siteOf('WWW.Shop.example')).toBe('shop.example')
})

test('named are the domain and the allowed ones', () => {
  expect(namedSites({ domain: 'www.shop.example', allowed_domains: ['Pay.example'] })).toEqual([
    'shop.example',
    'pay.example',
  ])
  expect(namedSites({ domain: null, allowed_domains: [] })).toEqual([])
})
