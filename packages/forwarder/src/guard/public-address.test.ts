import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.js'

const cases: [address: string, is_public: boolean][] = [
  ['157.240.22.35', true],
  ['8.8.8.8', true],
  ['2a03:2880:f12f:83:face:b00c:0:25de', true],
  ['2606:4700:4700::1111', true],

  ['0.0.0.0', false],
  ['0.1.2.3', false],
  ['10.0.0.1', false],
  ['100.64.0.1', false],
  ['100.127.255.255', false],
  ['127.0.0.1', false],
  ['127.255.255.254', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.0.0.1', false],
  ['192.0.2.1', false],
  ['192.88.99.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['198.51.100.7', false],
  ['203.0.113.7', false],
  ['224.0.0.1', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],

  ['::', false],
  ['::1', false],
  ['::127.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['::ffff:0a00:1', false],
  ['64:ff9b::a00:1', false],
  ['64:ff9b::808:808', false],
  ['64:ff9b:1::1', false],
  ['100::1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['2002:a00:1::1', false],
  ['2002:808:808::1', false],
  ['3fff::1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['4000::1', false],

  // As URLs are never left, but a resolver could give them.
  ['127.1', false],
  ['2130706433', false],
  ['0177.0.0.1', false],
  ['0x7f.0.0.1', false],
  ['', false],
  ['graph.facebook.com', false],
]
for (const [address, is_public] of cases)
  test(`isPublicAddress: '${address}' is ${is_public ? 'public' : 'not'}`, () => {
    expect(isPublicAddress(address)).toBe(is_public)
  })

test('isPublicAddress never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof isPublicAddress(text) === 'boolean'))
})

// How URLs write this machine's address: as the guard sees them.
for (const written of ['127.1', '2130706433', '0177.0.0.1', '0x7f000001', '127.0.1', '①②⑦.0.0.1'])
  test(`a URL with the host ${written} is one of this machine`, () => {
    const { hostname } = new URL(`https://${written}/`)
    expect(hostname).toBe('127.0.0.1')
    expect(isPublicAddress(hostname)).toBe(false)
  })
