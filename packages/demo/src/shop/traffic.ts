import type { Order } from '@countersign/core'
import type { Action, Report } from './action.js'
import { beaconOf } from './beacon.js'
import { centsOf } from './catalogue.js'
import { Journey } from './journey.js'
import { addOddities } from './oddities.js'
import { Random } from './random.js'
import { serverReportOf } from './server-report.js'
import { DAY_MS, HOUR_MS } from './times.js'
import { type Visitor, visitorOf } from './visitor.js'

export interface ShopSize {
  seed: number
  /** up to `now_ms` */
  days: number
  visitors_per_day: number
  now_ms: number
}

/** All that is sent of a shop over some days, in no particular order. A fault changes it. */
export interface Traffic {
  reports: Report[]
  /** what was bought, as the shop's own books have it, whether it was reported or not */
  orders: Order[]
  begin_ms: number
  now_ms: number
  random: Random
}

/** How busy each hour of the day is (UTC, customers in Germany), and each day from Sunday on. */
const HOURS = [2, 1, 1, 1, 2, 4, 7, 9, 10, 10, 11, 12, 12, 11, 11, 12, 13, 15, 17, 18, 16, 12, 7, 4]
const WEEKDAYS = [1.15, 1.05, 0.95, 0.95, 0.95, 0.9, 1.05]
/** Of the visitors, those who come again some days later; of all visits that a server could tell of, those it does. */
const RETURNING_SHARE = 0.18
const SERVER_COPY_SHARE = 0.93
const SERVER_ORDER_SHARE = 0.985

/** What a shop in good order sends: most by both channels, a little of it odd. */
export function trafficOf({ seed, days, visitors_per_day, now_ms }: ShopSize): Traffic {
  const random = new Random(seed)
  const traffic: Traffic = { reports: [], orders: [], begin_ms: now_ms - days * DAY_MS, now_ms, random }
  let orders = 1_000 + random.int(0, 5_000)
  const newOrderId = () => {
    orders += 1
    return `SO-${orders}`
  }
  for (let n = 0; n < days * visitors_per_day; n += 1) {
    const came_ms = arrival(traffic.begin_ms, days, random)
    const visitor = visitorOf(came_ms, random)
    const visits_ms = [came_ms]
    if (random.chance(RETURNING_SHARE)) visits_ms.push(came_ms + random.int(2 * HOUR_MS, 4 * DAY_MS))
    for (const [nth, at_ms] of visits_ms.entries())
      report(new Journey(at_ms, visitor, random, newOrderId).walk(nth === 0), visitor, traffic)
  }
  addOddities(traffic)
  traffic.reports = traffic.reports.filter(({ at_ms }) => at_ms < now_ms)
  traffic.orders = traffic.orders.filter(({ placed_at_ms }) => placed_at_ms < now_ms)
  return traffic
}

/** When somebody comes: by the hour of the day and the day of the week. */
function arrival(begin_ms: number, days: number, random: Random): number {
  for (;;) {
    const at_ms = begin_ms + Math.floor(random.next() * days * DAY_MS)
    const date = new Date(at_ms)
    const busy = (HOURS[date.getUTCHours()] ?? 1) * (WEEKDAYS[date.getUTCDay()] ?? 1)
    if (random.chance(busy / 21)) return at_ms
  }
}

function report(actions: readonly Action[], visitor: Visitor, { reports, orders, random }: Traffic): void {
  for (const action of actions) {
    if (action.event_name === 'Purchase' && action.order_id !== null)
      orders.push(orderOf(action, action.order_id))
    if (!visitor.blocks_pixel) reports.push(beaconOf(action, random))
    const share = action.event_name === 'Purchase' ? SERVER_ORDER_SHARE : SERVER_COPY_SHARE
    if (random.chance(share)) reports.push(serverReportOf(action, random))
  }
}

/** An order in the shop's own books. */
const orderOf = ({ at_ms, lines }: Action, order_id: string): Order => ({
  order_id,
  placed_at_ms: at_ms,
  value_e4: centsOf(lines) * 100,
  currency: 'EUR',
  status: 'paid',
  em: null,
  ph: null,
  external_id: null,
})
