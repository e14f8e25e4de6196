import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIpAddress } from './ip-address.js'

const cases: [text: string, want: 'public' | 'private' | null][] = [
  ['8.8.8.8', 'public'],
  ['203.0.113.7', 'public'],
  ['10.1.2.3', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['127.0.0.1', 'private'],
  ['169.254.1.1', 'private'],
  ['224.0.0.1', 'private'],
  ['255.255.255.255', 'private'],
  ['256.1.1.1', null],
  ['1.2.3', null],
  ['1.2.3.4.5', null],
  ['01.2.3.4', null],
  ['1.2.3.4 ', null],
  ['1..2.3', null],
  ['2001:4860:4860::8888', 'public'],
  ['2001:db8::1', 'public'],
  ['::', 'private'],
  ['::1', 'private'],
  ['fe80::1', 'private'],
  ['fd00::1', 'private'],
  ['ff02::1', 'private'],
  ['::ffff:8.8.8.8', 'public'],
  ['::ffff:10.0.0.1', 'private'],
  ['1:2:3:4:5:6:7:8', 'private'],
  ['1:2:3:4:5:6:7', null],
  ['1:2:3:4:5:6:7:8:9', null],
  ['1::2::3', null],
  ['2001:::1', null],
  ['fe80::1%eth0', null],
  ['[::1]', null],
  ['', null],
]
for (const [text, want] of cases)
  test(`parseIpAddress: ${text}`, () => {
    const got = parseIpAddress(text)
    expect(got === null ? null : got.is_public ? 'public' : 'private').toBe(want)
  })

test('parseIpAddress: an IPv4 address inside IPv6 is that address', () =>
  expect(parseIpAddress('::ffff:8.8.4.4')).toEqual({ text: '8.8.4.4', version: 4, is_public: true }))

const anything = fc.string({ unit: fc.constantFrom(...'0123456789abf:.') })
test('parseIpAddress: reads every IPv4 address', () =>
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      expect(parseIpAddress(text)).toMatchObject({ text, version: 4 })
    }),
  ))
test('parseIpAddress: reads every IPv6 address', () =>
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      expect(parseIpAddress(text)).not.toBeNull()
    }),
  ))
test('parseIpAddress: never throws', () =>
  fc.assert(
    fc.property(anything, (text) => {
      parseIpAddress(text)
    }),
  ))
