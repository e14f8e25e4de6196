import { HOUR_MS, serverReports } from '@countersign/demo/shop'
import type { Fault } from './fault.js'
import { seen } from './traces.js'

/** What is counted does not agree with the shop's own orders. */
export const OWN_BOOKS: readonly Fault[] = [
  {
    code: 'purchases_exceed_orders',
    says: "The shop's test system sends its trial orders into the live dataset; the order book does not have them.",
    expects: { event_name: 'Purchase' },
    implies: [],
    breaks: ['order volume'],
    // Below twenty purchases a day nothing is said of them.
    visitors_per_day: 150,
    tells_orders: true,
    plant(traffic) {
      const { random } = traffic
      for (const report of serverReports(traffic, 'Purchase')) {
        if (!random.chance(0.5)) continue
        const after_ms = random.int(0, HOUR_MS)
        const { event } = report
        const custom_data = { ...event.custom_data, order_id: `${TRIAL}${random.uuid()}` }
        const event_time = event.event_time + Math.floor(after_ms / 1_000)
        const trial = { ...event, custom_data, event_time, event_id: random.uuid() }
        traffic.reports.push({ ...report, at_ms: report.at_ms + after_ms, event: trial })
      }
    },
    shows: seen('server', 'Purchase', ({ event }) => String(event.custom_data.order_id).startsWith(TRIAL)),
  },
]
const TRIAL = 'TEST-'
