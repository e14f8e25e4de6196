import { again, beacons, digest, drop, HOUR_MS, serverReports } from '@countersign/demo/shop'
import { type Fault, VISITORS_FOR_ORDERS } from './fault.js'
import { mostSaid, repeats, seen, warned } from './traces.js'

/** One conversion is not counted once. */
export const COUNTED_ONCE: readonly Fault[] = [
  {
    code: 'missing_event_id',
    says: 'A tag manager sends the pixel events without event ids; the server sends them with.',
    expects: { channel: 'browser' },
    implies: [],
    breaks: ['ids'],
    plant(traffic) {
      for (const { params } of beacons(traffic)) delete params.eid
    },
    shows: seen('browser', undefined, ({ event }) => event.event_id === null),
  },
  {
    code: 'missing_event_id',
    says: 'The order webhook sends Purchase without the event id that the page has used.',
    expects: { channel: 'server', event_name: 'Purchase' },
    implies: [],
    breaks: ['ids'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const { event } of serverReports(traffic, 'Purchase')) delete event.event_id
    },
    shows: seen('server', 'Purchase', ({ event }) => event.event_id === null),
  },
  {
    code: 'dedup_not_set',
    says: 'Pixel and server were set up apart: no event ids, and the server knows neither fbp nor external_id.',
    expects: { mentions: /Neither channel sends event_id/ },
    implies: ['missing_event_id', 'coverage_low', 'missing_match_keys', 'low_match'],
    breaks: ['ids', 'server fbp', 'server match keys'],
    plant(traffic) {
      for (const { params } of beacons(traffic)) {
        delete params.eid
        delete params['ud[external_id]']
      }
      for (const { event } of serverReports(traffic)) {
        delete event.event_id
        delete event.user_data.fbp
        delete event.user_data.external_id
      }
    },
    shows: seen('server', undefined, ({ event }) => event.event_id === null && !event.user_data.fbp),
  },
  {
    code: 'ids_never_meet',
    says: 'Page and server each make event ids of their own: both have one, and no two are the same.',
    expects: { mentions: /differ in form: the browser mostly sends a UUID/ },
    implies: ['coverage_low'],
    breaks: ['ids'],
    plant(traffic) {
      for (const { event } of serverReports(traffic))
        event.event_id = `srv_${digest(event.event_id ?? '')}`.slice(0, 40)
    },
    shows: seen('server', undefined, ({ event }) => event.event_id?.startsWith('srv_') ?? false),
  },
  {
    code: 'same_event_id',
    says: 'The event id of every AddToCart is a constant, the name of the tag.',
    expects: { event_name: 'AddToCart', mentions: /a constant/ },
    implies: ['value_differs', 'ip_mismatch', 'ipv6', 'coverage_low'],
    breaks: ['ids'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'AddToCart')) params.eid = 'fb-add-to-cart'
      for (const { event } of serverReports(traffic, 'AddToCart')) event.event_id = 'fb-add-to-cart'
    },
    shows: mostSaid('browser', 'AddToCart', ({ event }) => event.event_id),
  },
  {
    code: 'cached_event_id',
    says: 'A page cache keeps the rendered HTML for six hours and serves its event id to everybody.',
    expects: { event_name: 'PageView', mentions: /page cache/ },
    implies: ['same_event_id', 'ip_mismatch', 'ipv6', 'coverage_low'],
    breaks: ['ids', 'page views'],
    plant(traffic) {
      const idOf = ({ action }: { action: { url: string; at_ms: number } }) =>
        digest(`${action.url.split('?')[0]} ${Math.floor(action.at_ms / (6 * HOUR_MS))}`).slice(0, 32)
      for (const beacon of beacons(traffic, 'PageView')) beacon.params.eid = idOf(beacon)
      // The server tells of a page when it renders it: once for all who then get it from the cache.
      const rendered = new Set<string>()
      const late = new Set<unknown>()
      for (const report of serverReports(traffic, 'PageView').sort(
        (a, b) => a.action.at_ms - b.action.at_ms,
      )) {
        report.event.event_id = idOf(report)
        if (rendered.has(report.event.event_id)) late.add(report)
        rendered.add(report.event.event_id)
      }
      drop(traffic, (report) => late.has(report))
    },
    shows: repeats('browser', 'PageView', ({ event }) => event.event_id),
  },
  {
    code: 'purchase_on_refresh',
    says: 'The thank-you page sends Purchase with a new event id each time that it is loaded again.',
    expects: { event_name: 'Purchase', mentions: /the others counted again/ },
    implies: ['coverage_low'],
    breaks: ['order volume'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const beacon of beacons(traffic, 'Purchase'))
        for (let reloads = traffic.random.pick([0, 0, 1, 1, 2, 3]); reloads > 0; reloads -= 1) {
          const copy = again(beacon, traffic.random.int(30_000, 20 * HOUR_MS))
          copy.params.eid = traffic.random.uuid()
          traffic.reports.push(copy)
        }
    },
    shows: repeats('browser', 'Purchase', ({ event }) => event.custom_data.order_id as string),
  },
  {
    code: 'multiple_pixel',
    says: "An app has put a second base code beside the theme's: every page is reported twice, once without id.",
    expects: { event_name: 'PageView', channel: 'browser' },
    implies: ['missing_event_id', 'coverage_low'],
    breaks: ['ids', 'page views'],
    plant(traffic) {
      for (const beacon of beacons(traffic, 'PageView')) {
        const copy = again(beacon, traffic.random.int(40, 700))
        delete copy.params.eid
        traffic.reports.push(copy)
      }
    },
    shows: seen('browser', 'PageView', ({ event }) => event.event_id === null),
  },
  {
    code: 'invalid_event_id',
    says: 'The event id is made of the page, the session and the time: 110 characters and more.',
    expects: {},
    implies: [],
    breaks: ['ids'],
    plant(traffic) {
      const idOf = (id = '') => `https-shop-example-${id}-${digest(id)}-session-${id}`.slice(0, 120)
      for (const { params } of beacons(traffic)) params.eid = idOf(params.eid)
      for (const { event } of serverReports(traffic)) event.event_id = idOf(event.event_id)
    },
    shows: warned('browser', 'event_id_too_long'),
  },
]
