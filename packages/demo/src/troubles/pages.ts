import { moveTo } from '../shop/move-to.js'
import { again, beacons, someVisitors } from '../shop/planting.js'
import type { Trouble } from './trouble.js'

/** The host of a copy of the shop that nobody has named. */
export const UNKNOWN_HOST = 'store-staging.example.net'

/** Where events come from, what their addresses carry, and what they are called. */
export const PAGES: readonly Trouble[] = [
  {
    says: `The staging site at ${UNKNOWN_HOST} sends its test orders into the live dataset.`,
    lasts: [[3, 0]],
    found: { code: 'new_domain', detail: UNKNOWN_HOST },
    issue: 'active',
    plant(traffic, lasts) {
      const is_there = someVisitors(0.06, traffic.random)
      for (const report of traffic.reports)
        if (lasts(report.action.at_ms) && is_there(report.action.visitor))
          moveTo(report, `https://${UNKNOWN_HOST}`)
    },
  },
  {
    says: 'The newsletter puts the email address of its reader into every link: once, and now again.',
    lasts: [
      [26, 25],
      [2, 0],
    ],
    found: { code: 'pii_in_url', event_name: 'PageView', channel: 'browser' },
    issue: 'returned',
    plant(traffic, lasts) {
      const reads = someVisitors(0.3, traffic.random)
      for (const { params, action } of beacons(traffic, 'PageView'))
        if (lasts(action.at_ms) && reads(action.visitor))
          params.dl = withReader(params.dl ?? '', action.visitor.person.em)
    },
  },
  {
    says: 'A widget reports add_to_wishlist, which is no standard event; the owner knows and ignores it.',
    lasts: [[14, 0]],
    found: { code: 'nonstandard_event_name', event_name: 'add_to_wishlist', channel: 'browser' },
    issue: 'ignored',
    plant(traffic, lasts) {
      for (const beacon of beacons(traffic, 'ViewContent')) {
        if (!lasts(beacon.action.at_ms) || !traffic.random.chance(0.08)) continue
        const wish = again(beacon, traffic.random.int(2_000, 9_000))
        Object.assign(wish.params, { ev: 'add_to_wishlist', eid: traffic.random.uuid() })
        traffic.reports.push(wish)
      }
    },
  },
]

const withReader = (url: string, em: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}utm_source=newsletter&email=${encodeURIComponent(em)}`
