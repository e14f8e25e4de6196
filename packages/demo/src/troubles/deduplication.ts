import { again, beacons, serverReports, someVisitors } from '../shop/planting.js'
import type { Trouble } from './trouble.js'

/** A conversion is not counted once, or cannot be. */
export const DEDUPLICATION: readonly Trouble[] = [
  {
    says: 'Since an update of the order webhook the server sends Purchase without the event_id that the page has used.',
    lasts: [[10, 0]],
    found: { code: 'missing_event_id', event_name: 'Purchase', channel: 'server' },
    issue: 'active',
    plant(traffic, lasts) {
      for (const { event, action } of serverReports(traffic, 'Purchase'))
        if (lasts(action.at_ms)) delete event.event_id
    },
  },
  {
    says: 'A stale tag in an old template of the theme reports each page a second time, without an event_id.',
    lasts: [[8, 0]],
    found: { code: 'multiple_pixel', event_name: 'PageView', channel: 'browser' },
    issue: 'active',
    plant(traffic, lasts) {
      const is_there = someVisitors(0.4, traffic.random)
      for (const beacon of beacons(traffic, 'PageView')) {
        if (!lasts(beacon.action.at_ms) || !is_there(beacon.action.visitor)) continue
        const copy = again(beacon, traffic.random.int(40, 700))
        delete copy.params.eid
        traffic.reports.push(copy)
      }
    },
  },
]
