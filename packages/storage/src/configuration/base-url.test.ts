import { expect, test } from 'vitest'
import { isHost, isLoopback, isPrivateHost, readBaseUrl } from './base-url.js'

const taken: [title: string, text: string, url: string][] = [
  ['https', 'https://capi.example', 'https://capi.example'],
  ['a slash at the end', 'https://capi.example/', 'https://capi.example'],
  ['a port and a path', 'https://capi.example:8443/gateway/', 'https://capi.example:8443/gateway'],
  ['space and capitals', ' HTTPS://CAPI.Example ', 'https://capi.example'],
  ['http to this machine', 'http://127.0.0.1:8788', 'http://127.0.0.1:8788'],
  ['http to this machine by name', 'http://localhost:8788/', 'http://localhost:8788'],
  ['http to this machine by IPv6', 'http://[::1]:8788', 'http://[::1]:8788'],
  ['http to a host that is named', 'http://emulator:8788', 'http://emulator:8788'],
]
for (const [title, text, url] of taken)
  test(`readBaseUrl: ${title}`, () => expect(readBaseUrl(text, ['emulator'])).toEqual({ url }))

const refused: [title: string, text: string, says: RegExp][] = [
  ['nothing', '', /an address such as/],
  ['a host only', 'capi.example', /an address such as/],
  ['no host', 'https:///x', /an address such as/],
  ['another protocol', 'file:///etc/passwd', /an address such as/],
  ['no slashes', 'https:capi.example', /an address such as/],
  ['what is no address', 'https://a b', /an address such as/],
  ['an endless one', `https://capi.example/${'x'.repeat(500)}`, /an address such as/],
  ['a name and a password', 'https://user:hunter2@capi.example', /without a name or a password/],
  ['a query', 'https://capi.example/?access_token=hunter2', /nothing from a \?/],
  ['an empty query', 'https://capi.example/?', /nothing from a \?/],
  ['a fragment', 'https://capi.example/#x', /nothing from a \?/],
  ['http to anyone', 'http://capi.example', /give https/],
  ['http to a host that begins as this machine', 'http://127.0.0.1.example', /give https/],
  ['http to every address of this machine', 'http://0.0.0.0', /give https/],
]
for (const [title, text, says] of refused)
  test(`readBaseUrl refuses ${title}, and does not repeat it`, () => {
    expect(readBaseUrl(text, ['emulator'])).toMatch(says)
    expect(readBaseUrl(text, ['emulator'])).not.toMatch(/hunter2/)
  })

const hosts: [host: string, loopback: boolean, is_private: boolean][] = [
  ['localhost', true, true],
  ['meta.localhost', true, true],
  ['127.8.9.1', true, true],
  ['::1', true, true],
  ['10.0.0.5', false, true],
  ['192.168.1.1', false, true],
  ['169.254.169.254', false, true],
  ['fd00::1', false, true],
  ['203.0.113.7', false, false],
  ['31.13.72.8', false, false],
  ['graph.facebook.com', false, false],
]
for (const [host, loopback, is_private] of hosts)
  test(`isLoopback, isPrivateHost: ${host}`, () =>
    expect([isLoopback(host), isPrivateHost(host)]).toEqual([loopback, is_private]))

const names: [text: string, is: boolean][] = [
  ['emulator', true],
  ['capi_gateway.internal', true],
  ['10.0.0.5', true],
  ['::1', true],
  ['Emulator', false],
  ['emulator:8788', false],
  ['http://emulator', false],
  ['*.internal', false],
  ['', false],
]
for (const [text, is] of names) test(`isHost: "${text}"`, () => expect(isHost(text)).toBe(is))
