import { beacons, serverReports } from '@countersign/demo/shop'
import type { Fault } from './fault.js'
import { refusedAs, warned } from './traces.js'

/** What comes is not an event, or not a whole one. */
export const WHOLE_EVENTS: readonly Fault[] = [
  {
    code: 'missing_event_name',
    says: 'A product page calls fbq("track") with a variable that is empty, beside its real events.',
    expects: { channel: 'browser' },
    implies: [],
    breaks: [],
    needs: ['product views'],
    plant(traffic) {
      for (const beacon of beacons(traffic, 'ViewContent')) {
        const { dl = '', rl = '', ts = '', fbp = '' } = beacon.params
        const params = { ev: '', dl, rl, if: 'false', ts, v: '2.9.324', fbp, rqm: 'GET', 'ie[d]': '1' }
        traffic.reports.push({ ...beacon, at_ms: beacon.at_ms + 90, params })
      }
    },
    shows: refusedAs('event_name_missing'),
  },
  {
    code: 'nonstandard_event_name',
    says: 'A tag sends add_to_cart, as another analytics tool calls it, in place of AddToCart.',
    expects: { event_name: 'add_to_cart' },
    implies: [],
    breaks: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'AddToCart')) params.ev = 'add_to_cart'
      for (const { event } of serverReports(traffic, 'AddToCart')) event.event_name = 'add_to_cart'
    },
    shows: warned('browser', 'event_name_nonstandard'),
  },
  {
    code: 'missing_action_source',
    says: 'A server integration of 2020 does not say where its events happened.',
    expects: { channel: 'server' },
    implies: [],
    breaks: ['action_source'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) delete event.action_source
    },
    shows: warned('server', 'action_source_missing'),
  },
  {
    code: 'missing_event_source_url',
    says: 'The server does not say on which page its events happened.',
    expects: { channel: 'server' },
    implies: [],
    breaks: ['page address'],
    needs: ['action_source'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) delete event.event_source_url
    },
    shows: warned('server', 'event_source_url_missing'),
  },
  {
    code: 'missing_user_agent',
    says: 'The queue between page and server does not carry the user agent along.',
    expects: { channel: 'server' },
    implies: ['missing_match_keys', 'low_match'],
    breaks: ['server user agent'],
    needs: ['action_source'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) delete event.user_data.client_user_agent
    },
    shows: warned('server', 'user_agent_missing'),
  },
  {
    code: 'invalid_contents',
    says: 'The tag joins objects to text: contents is [object Object].',
    expects: { channel: 'browser', event_name: 'AddToCart' },
    implies: [],
    breaks: ['contents'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'ViewContent', 'AddToCart'))
        params['cd[contents]'] = '[object Object]'
    },
    shows: warned('browser', 'contents_invalid', 'AddToCart'),
  },
  {
    code: 'events_rejected',
    says: 'The new checkout sends event_time in milliseconds: carts and checkouts are refused.',
    expects: { channel: 'server', mentions: /2804004/ },
    implies: ['coverage_low'],
    breaks: ['server time', 'server volume'],
    plant(traffic) {
      for (const { event } of serverReports(traffic, 'AddToCart', 'InitiateCheckout'))
        event.event_time *= 1000
    },
    shows: refusedAs('2804004'),
  },
]
