import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { ClientAddresses } from './client-address.js'

const requestOf = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

type Case = [title: string, trusted: string[], peer: string, forwarded: string | undefined, want: string]
const cases: Case[] = [
  ['no proxy', [], '8.8.8.8', undefined, '8.8.8.8'],
  ['no proxy is believed', [], '8.8.8.8', '1.1.1.1', '8.8.8.8'],
  ['a proxy of a range', ['10.0.0.0/8'], '10.1.2.3', '8.8.8.8', '8.8.8.8'],
  ['a proxy over IPv6 that is IPv4', ['10.0.0.0/8'], '::ffff:10.1.2.3', '8.8.8.8', '8.8.8.8'],
  ['what anyone can write', ['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 8.8.8.8', '8.8.8.8'],
  ['a chain of proxies', ['10.0.0.0/8'], '10.1.2.3', '8.8.8.8, 10.0.0.1', '8.8.8.8'],
  ['nothing but proxies', ['10.0.0.0/8'], '10.1.2.3', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
  ['no address', ['10.0.0.1'], '10.0.0.1', 'unknown, 8.8.8.8', '8.8.8.8'],
  ['no address last', ['10.0.0.1'], '10.0.0.1', '8.8.8.8, unknown', '10.0.0.1'],
  ['a port', ['10.0.0.1'], '10.0.0.1', '8.8.8.8:4711', '8.8.8.8'],
  ['IPv6 in brackets', ['::1'], '::1', '[2001:4860::8888]:80', '2001:4860::8888'],
  ['too long to be true', ['::1'], '::1', '8.8.8.8,'.repeat(500), '::1'],
]
for (const [title, trusted, peer, forwarded, want] of cases)
  test(`ClientAddresses: ${title}`, () =>
    expect(new ClientAddresses(trusted).of(requestOf(peer, forwarded))).toBe(want))

const limits: [address: string, want: string | null][] = [
  ['127.0.0.1', null],
  ['192.168.1.1', null],
  ['fd00::1', null],
  ['8.8.8.8', '8.8.8.8'],
  ['::ffff:8.8.8.8', '8.8.8.8'],
  ['2001:4860:1:2:3:4:5:6', '2001486000010002'],
  ['2001:4860:1:2::', '2001486000010002'],
  ['nothing', null],
]
for (const [address, want] of limits)
  test(`ClientAddresses limits ${address} as ${want}`, () =>
    expect(new ClientAddresses([]).limitedAs(address)).toBe(want))

test('ClientAddresses refuses a proxy that is no address', () =>
  expect(() => new ClientAddresses(['proxy.example'])).toThrow('neither an IP address nor a CIDR range'))
