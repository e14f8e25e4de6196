import {
  again,
  beacons,
  DAY_MS,
  daysAgo,
  drop,
  HOUR_MS,
  MINUTE_MS,
  publicAddress,
  serverReports,
  someVisitors,
} from '@countersign/demo/shop'
import { type Fault, VISITORS_FOR_ORDERS } from './fault.js'
import { seen, sightings, silentDays, uncovered, warned } from './traces.js'

const HEADLESS =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36'
const HEADLESS_BIT = 128

/** Something does not arrive, or not in time, or not from people. */
export const COMPLETE: readonly Fault[] = [
  {
    code: 'coverage_low',
    says: 'The server sends the events of four visitors in ten: its consent setting is one that the pixel does not know.',
    expects: { mentions: /The server sent \d+ of this event in all/ },
    implies: [],
    breaks: ['server volume'],
    plant(traffic) {
      const left_out = someVisitors(0.6, traffic.random)
      drop(traffic, ({ channel, action }) => channel === 'server' && left_out(action.visitor))
    },
    shows: uncovered('PageView'),
  },
  {
    code: 'webhooks_silent',
    says: 'The order webhook was switched off two days ago; the pixel goes on.',
    expects: { event_name: 'Purchase' },
    implies: ['coverage_low', 'traffic_anomaly'],
    breaks: ['order volume', 'server volume'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      const off_ms = daysAgo(traffic, 2.2)
      drop(
        traffic,
        ({ channel, action, at_ms }) =>
          channel === 'server' && action.event_name === 'Purchase' && at_ms >= off_ms,
      )
    },
    shows(run) {
      const last_ms = sightings(run, 'server', 'Purchase').at(-1)?.received_at_ms ?? run.begin_ms
      return sightings(run, 'browser', 'Purchase').filter((line) => line.received_at_ms > last_ms).length
    },
  },
  {
    code: 'traffic_anomaly',
    says: 'A new theme two days ago has lost the product pages: nineteen ViewContent in twenty are gone.',
    expects: { event_name: 'ViewContent' },
    implies: [],
    breaks: ['product views'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      const new_ms = daysAgo(traffic, 2.2)
      const lost = someVisitors(0.95, traffic.random)
      drop(
        traffic,
        ({ action }) => action.event_name === 'ViewContent' && action.at_ms >= new_ms && lost(action.visitor),
      )
    },
    shows(run) {
      const { length: of_late } = run.journalled.filter(
        (line) =>
          'event' in line &&
          line.event.event_name === 'ViewContent' &&
          line.received_at_ms > run.now_ms - 2 * DAY_MS,
      )
      return 1_000 / (1 + of_late)
    },
  },
  {
    code: 'pixel_not_installed',
    says: 'The base code was removed more than a week ago; the server goes on.',
    expects: {},
    implies: ['traffic_anomaly'],
    breaks: ['browser volume'],
    alone: true,
    plant(traffic) {
      const off_ms = daysAgo(traffic, 7.5)
      drop(traffic, ({ channel, at_ms }) => channel === 'browser' && at_ms >= off_ms)
    },
    shows: silentDays('browser'),
  },
  {
    code: 'pixel_not_installed',
    says: 'The shop has moved to another system more than a week ago: neither pixel nor server came along.',
    expects: {},
    implies: ['traffic_anomaly'],
    breaks: ['browser volume', 'server volume'],
    alone: true,
    plant(traffic) {
      const off_ms = daysAgo(traffic, 7.5)
      drop(traffic, ({ at_ms }) => at_ms >= off_ms)
    },
    shows: silentDays('server'),
  },
  {
    code: 'freshness',
    says: 'A job sends what the server has gathered every now and then: an hour and more after it happened.',
    expects: { channel: 'server' },
    implies: ['late_upload'],
    breaks: ['server time'],
    plant(traffic) {
      for (const report of serverReports(traffic)) report.at_ms += traffic.random.int(65, 130) * MINUTE_MS
    },
    shows: seen('server', undefined, (line) => line.received_at_ms / 1000 - line.event.event_time > 3_600),
  },
  {
    code: 'late_upload',
    says: "The queue's worker rests from five to nine in the evening: carts, checkouts and orders wait for it.",
    expects: { channel: 'server', event_name: 'AddToCart' },
    implies: [],
    breaks: ['server time'],
    needs: ['cart name'],
    plant(traffic) {
      for (const report of serverReports(traffic, 'AddToCart', 'InitiateCheckout', 'Purchase')) {
        const midnight_ms = report.at_ms - (report.at_ms % DAY_MS)
        const hour = (report.at_ms - midnight_ms) / HOUR_MS
        if (hour >= 17 && hour < 21) report.at_ms = midnight_ms + 21 * HOUR_MS
      }
    },
    shows: seen('server', 'AddToCart', (line) => line.received_at_ms / 1000 - line.event.event_time > 3_600),
  },
  {
    code: 'clock_wrong',
    says: 'Every sixth visitor uses a tablet whose clock stands a year behind.',
    expects: { channel: 'browser' },
    implies: [],
    breaks: ['browser clock'],
    plant(traffic) {
      const is_off = someVisitors(0.17, traffic.random)
      for (const { params, action } of beacons(traffic))
        if (is_off(action.visitor)) params.ts = String(Number(params.ts) - 365 * DAY_MS)
    },
    shows: warned('browser', 'event_time_replaced'),
  },
  {
    code: 'automated_traffic',
    says: 'A monitoring service opens the shop in driven browsers, all day, from its data centres.',
    expects: { channel: 'browser' },
    implies: ['coverage_low', 'bad_ip_ua', 'shared_ip'],
    breaks: ['robots', 'page views'],
    plant(traffic) {
      const addresses = Array.from({ length: 40 }, () => publicAddress(traffic.random))
      for (const beacon of beacons(traffic, 'PageView')) {
        const robot = again(beacon, traffic.random.int(1, 60) * MINUTE_MS)
        robot.ip = traffic.random.pick(addresses)
        robot.user_agent = HEADLESS
        for (const name of Object.keys(robot.params)) if (name.startsWith('ud[')) delete robot.params[name]
        Object.assign(robot.params, { o: String(4126 + HEADLESS_BIT), eid: traffic.random.uuid() })
        robot.params.fbp = `fb.1.${robot.at_ms - 40}.${traffic.random.int(100_000_000, 999_999_999)}`
        delete robot.params.fbc
        traffic.reports.push(robot)
      }
    },
    shows: seen('browser', 'PageView', ({ automation }) => automation?.includes('headless') ?? false),
  },
]
