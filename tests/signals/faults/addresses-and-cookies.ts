import { beacons, MINUTE_MS, publicAddress, serverReports } from '@countersign/demo/shop'
import type { Fault } from './fault.js'
import { mostSaid, pairs, seen, warned } from './traces.js'

/** From the documentation's example, copied with the rest of it. */
const EXAMPLE_FBP = 'fb.1.1596403881668.1116446470'

/** Events carry another address, browser or cookie than the visitor's. */
export const ADDRESSES_AND_COOKIES: readonly Fault[] = [
  {
    code: 'bad_ip_ua',
    says: 'The server stands behind a load balancer and sends the address that this has in the private network.',
    expects: { channel: 'server', mentions: /client_ip_address/ },
    implies: ['ip_mismatch', 'ipv6', 'shared_ip', 'missing_match_keys', 'low_match', 'invalid_match_keys'],
    breaks: ['server ip'],
    plant(traffic) {
      for (const { event } of serverReports(traffic))
        event.user_data.client_ip_address = `10.0.3.${traffic.random.int(10, 13)}`
    },
    shows: warned('server', 'client_ip_address_not_public'),
  },
  {
    code: 'bad_ip_ua',
    says: "The server sends its own HTTP client's name as the visitor's user agent.",
    expects: { channel: 'server', mentions: /client_user_agent/ },
    implies: [],
    breaks: ['server user agent'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) event.user_data.client_user_agent = 'GuzzleHttp/7'
    },
    shows: seen('server', undefined, ({ event }) => event.user_data.client_user_agent === 'GuzzleHttp/7'),
  },
  {
    code: 'ipv6',
    says: 'The shop is reached by IPv4 only, the collector by IPv6: the server sends the IPv4 of those who have both.',
    expects: {},
    implies: [],
    breaks: ['server ip'],
    needs: ['ids', 'server volume', 'browser ip'],
    plant(traffic) {
      for (const { event, action } of serverReports(traffic))
        event.user_data.client_ip_address = action.visitor.ip4
    },
    shows: pairs(undefined, (a, b) => addressOf(a).includes(':') && addressOf(b).includes('.')),
  },
  {
    code: 'ip_mismatch',
    says: "The server takes its CDN's address for the visitor's: a different one of two hundred each time.",
    expects: {},
    implies: ['shared_ip', 'ipv6'],
    breaks: ['server ip'],
    needs: ['ids', 'server volume', 'browser ip'],
    plant(traffic) {
      for (const { event } of serverReports(traffic))
        event.user_data.client_ip_address = `104.28.${traffic.random.int(1, 4)}.${traffic.random.int(1, 50)}`
    },
    shows: pairs(undefined, (a, b) => addressOf(a) !== addressOf(b)),
  },
  {
    code: 'shared_ip',
    says: 'The server sends its own public address as that of every visitor.',
    expects: { channel: 'server', mentions: /your own server's address/ },
    implies: ['ip_mismatch', 'ipv6'],
    breaks: ['server ip'],
    plant(traffic) {
      const own = publicAddress(traffic.random)
      for (const { event } of serverReports(traffic)) event.user_data.client_ip_address = own
    },
    shows: mostSaid('server', undefined, addressOf),
  },
  {
    code: 'shared_ip',
    says: 'Beacons come through a proxy that hands its own address on as that of every visitor.',
    expects: { channel: 'browser', mentions: /TRUSTED_PROXIES/ },
    implies: ['ip_mismatch'],
    breaks: ['browser ip'],
    plant(traffic) {
      const own = publicAddress(traffic.random)
      for (const beacon of beacons(traffic)) beacon.ip = own
    },
    shows: mostSaid('browser', undefined, addressOf),
  },
  {
    code: 'fbp_fixed',
    says: "The server sends the fbp of the documentation's example for everybody.",
    expects: { channel: 'server', mentions: /sent for everybody/ },
    implies: [],
    breaks: ['server fbp'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) event.user_data.fbp = EXAMPLE_FBP
    },
    shows: seen('server', undefined, ({ event }) => event.user_data.fbp === EXAMPLE_FBP),
  },
  {
    code: 'fbc_modified',
    says: 'The server reads its query in lower case and builds fbc from what is left of the click id.',
    expects: { channel: 'server' },
    implies: [],
    breaks: ['server fbc'],
    plant(traffic) {
      for (const { event } of serverReports(traffic))
        if (typeof event.user_data.fbc === 'string') event.user_data.fbc = event.user_data.fbc.toLowerCase()
    },
    shows: seen('server', undefined, ({ event: { user_data } }) => {
      const { fbc } = user_data
      return fbc !== undefined && fbc === fbc.toLowerCase()
    }),
  },
  {
    code: 'click_after_conversion',
    says: 'The server tag makes a new fbc of the click id as it sends, half an hour after the event.',
    expects: { channel: 'server' },
    implies: [],
    breaks: ['server fbc', 'server time'],
    plant(traffic) {
      for (const report of serverReports(traffic)) {
        const { fbclid } = report.action.visitor
        if (fbclid === null) continue
        report.at_ms += traffic.random.int(25, 35) * MINUTE_MS
        report.event.user_data.fbc = `fb.1.${report.at_ms - 50}.${fbclid}`
      }
    },
    shows: seen('server', undefined, ({ event }) => {
      const created_ms = Number(event.user_data.fbc?.split('.')[2] ?? 0)
      return created_ms > event.event_time * 1000 + MINUTE_MS
    }),
  },
]

function addressOf({ event }: { event: { user_data: { client_ip_address?: string } } }): string {
  return event.user_data.client_ip_address ?? ''
}
