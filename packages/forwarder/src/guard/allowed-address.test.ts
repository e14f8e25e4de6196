import { expect, test } from 'vitest'
import { type Addressed, allowedAddress } from './allowed-address.js'

const of = (options: Partial<Addressed>): Addressed => ({
  kind: 'conversions_api',
  url: null,
  api_version: 'v24.0',
  target_id: '987654321098765',
  allowed_private_hosts: [],
  ...options,
})
const PATH = '/v24.0/987654321098765/events'

type Case = [
  title: string,
  options: Partial<Addressed>,
  meta_url: string | null,
  url: string,
  may_be_private: boolean,
]
const allowed: Case[] = [
  ["Meta's by default", { kind: 'meta' }, null, `https://graph.facebook.com${PATH}`, false],
  ["the operator's", { kind: 'meta' }, 'http://127.0.0.1:8788', `http://127.0.0.1:8788${PATH}`, true],
  ['with a path', { kind: 'meta' }, 'https://proxy.example/meta/', `https://proxy.example/meta${PATH}`, true],
  [
    "Meta's own, named",
    { kind: 'meta', url: 'https://graph.facebook.com' },
    null,
    `https://graph.facebook.com${PATH}`,
    false,
  ],
  ['another server', { url: 'https://capi.example' }, null, `https://capi.example${PATH}`, false],
  [
    'another, with COUNTERSIGN_META_URL set',
    { url: 'https://capi.example' },
    'http://127.0.0.1:1',
    `https://capi.example${PATH}`,
    false,
  ],
  [
    'a base with a path',
    { url: 'https://capi.example/graph/' },
    null,
    `https://capi.example/graph${PATH}`,
    false,
  ],
  [
    'a whole address',
    { url: 'https://capi.example/capi/12/events' },
    null,
    'https://capi.example/capi/12/events',
    false,
  ],
  [
    'a private host by name',
    { url: 'http://collector:8787', allowed_private_hosts: ['Collector'] },
    null,
    `http://collector:8787${PATH}`,
    true,
  ],
  [
    'an IPv6 by name',
    { url: 'http://[::1]:8787', allowed_private_hosts: ['::1'] },
    null,
    `http://[::1]:8787${PATH}`,
    true,
  ],
  [
    'a name with its last dot',
    { url: 'https://a.internal.', allowed_private_hosts: ['a.internal'] },
    null,
    `https://a.internal.${PATH}`,
    true,
  ],
]
for (const [title, options, meta_url, url, may_be_private] of allowed)
  test(`allowedAddress: ${title}`, () => {
    expect(allowedAddress(of(options), meta_url)).toEqual({ url, may_be_private })
  })

const forbidden: [title: string, options: Partial<Addressed>, meta_url: string | null, says: RegExp][] = [
  [
    'kind meta to another host',
    { kind: 'meta', url: 'https://evil.example' },
    null,
    /graph\.facebook\.com only.*evil\.example/,
  ],
  [
    'kind meta to a host that ends alike',
    { kind: 'meta', url: 'https://graph.facebook.com.evil.example' },
    null,
    /only/,
  ],
  ['no TLS', { url: 'http://capi.example' }, null, /https/],
  ['no TLS on this machine, not named', { url: 'http://localhost:1' }, null, /allowed_private_hosts/],
  ['another scheme', { url: 'ftp://capi.example' }, null, /no address/],
  ['no address', { url: 'capi' }, null, /no address/],
]
for (const [title, options, meta_url, says] of forbidden)
  test(`allowedAddress: ${title} is refused`, () => {
    const found = allowedAddress(of(options), meta_url)
    expect('forbidden' in found ? found.forbidden : found).toMatch(says)
  })
