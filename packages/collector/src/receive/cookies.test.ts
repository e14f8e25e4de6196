import { expect, test } from 'vitest'
import { type ClickCookies, readClickCookies } from './cookie-header.js'
import { OwnSites } from './own-site.js'

const headers: [title: string, header: string | undefined, want: ClickCookies][] = [
  ['none', undefined, {}],
  ['no cookie of ours', 'a=1; constructor=2; __proto__=3', {}],
  [
    'all three',
    '_fbp=fb.1.1.2;_fbc=fb.1.1.Ab ; a=b; _fbi=8.8.8.8',
    { fbp: 'fb.1.1.2', fbc: 'fb.1.1.Ab', fbi: '8.8.8.8' },
  ],
  ['the first of two', '_fbp=a; _fbp=b', { fbp: 'a' }],
  ['encoded', '_fbc=fb.1.1.A%2Bb', { fbc: 'fb.1.1.A+b' }],
  ['wrongly encoded', '_fbc=fb.1.1.A%', { fbc: 'fb.1.1.A%' }],
  ['quoted', '_fbp="fb.1.1.2"', { fbp: 'fb.1.1.2' }],
  ['empty', '_fbp=; _fbc', {}],
  ['too long', `_fbp=${'x'.repeat(1_001)}`, {}],
]
for (const [title, header, want] of headers)
  test(`readClickCookies: ${title}`, () => expect(readClickCookies(header)).toEqual(want))

type Site = [host: string, domain: string, want: [domain: string, index: number] | null]
const sites: Site[] = [
  ['t.shop.example', 'shop.example', ['shop.example', 1]],
  ['T.SHOP.example:8787', 'www.shop.example', ['shop.example', 1]],
  ['a.b.shop.co.uk', 'shop.co.uk', ['shop.co.uk', 2]],
  ['other.co.uk', 'shop.co.uk', null],
  ['notshop.example', 'shop.example', null],
  // The list's private part: browsers refuse a cookie for all of github.io.
  ['a.github.io', 'b.github.io', null],
  ['127.0.0.1:8787', '127.0.0.1', null],
  ['localhost', 'localhost', null],
  [`${'a.'.repeat(200)}shop.example`, 'shop.example', null],
]
for (const [host, domain, want] of sites)
  test(`OwnSites: ${host.slice(0, 30)} and ${domain}`, () => {
    const site = new OwnSites().shared(host, domain)
    expect(site && [site.registrable_domain, site.subdomain_index]).toEqual(want)
  })
