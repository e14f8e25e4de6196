import type { Order } from '@countersign/core'
import { SHOP } from '../shop/journey.js'
import { addLeads } from '../shop/leads.js'
import { moveTo } from '../shop/move-to.js'
import { drop, serverReports, someVisitors } from '../shop/planting.js'
import { restrictSome } from '../shop/restrict.js'
import { sellAbroad } from '../shop/sell-abroad.js'
import { HOUR_MS } from '../shop/times.js'
import { type Traffic, trafficOf } from '../shop/traffic.js'
import { plantTroubles } from '../troubles/trouble.js'
import { TROUBLES } from '../troubles/troubles.js'

export const DAYS = 28
const VISITORS_PER_DAY = { healthy: 55, troubled: 65 }
const CHF_SHARE = 0.18
const OPTED_OUT_SHARE = 0.12
export const STORE = 'store.example'
/** The verified domain of the troubled shop: its second storefront. */
export const SECOND_STORE = 'store-at.example'

/** What one seed and one moment make of the simulated shops: the same each time. */
export interface Moment {
  seed: number
  now_ms: number
}

/** A shop in good order, with some visitors who have opted out. */
export function healthyShop({ seed, now_ms }: Moment): Traffic {
  const traffic = trafficOf({ seed, days: DAYS, visitors_per_day: VISITORS_PER_DAY.healthy, now_ms })
  addLeads(traffic)
  sellAbroad(traffic, CHF_SHARE, 'CHF')
  restrictSome(traffic, OPTED_OUT_SHARE)
  return untilNow(traffic)
}

/** A shop in which much went wrong midway. */
export function troubledShop({ seed, now_ms }: Moment): Traffic {
  const size = { days: DAYS, visitors_per_day: VISITORS_PER_DAY.troubled, now_ms }
  const traffic = trafficOf({ ...size, seed: seed + SECOND_SEED })
  addLeads(traffic)
  sellAbroad(traffic, CHF_SHARE, 'CHF')
  refuseSome(traffic)
  // Before the shop is moved to its own domain: what comes from elsewhere stays there.
  plantTroubles(traffic, TROUBLES)
  const buysAtSecond = someVisitors(0.12, traffic.random)
  for (const report of traffic.reports)
    moveTo(report, `https://${buysAtSecond(report.action.visitor) ? SECOND_STORE : STORE}`)
  disturbOrders(traffic)
  return untilNow(traffic)
}
/** So that the two shops have nobody in common. */
const SECOND_SEED = 1_000_003

/** The server leaves the currency out of what is sold abroad, and is refused. */
function refuseSome(traffic: Traffic): void {
  const since_ms = traffic.now_ms - REFUSED_DAYS * 24 * HOUR_MS
  for (const { event, action } of serverReports(traffic, 'Purchase'))
    if (action.at_ms >= since_ms && event.custom_data.currency === 'CHF') delete event.custom_data.currency
}
const REFUSED_DAYS = 9

/** Orders that were cancelled, refunded, tried out or placed by telephone, and sums that were changed afterwards. */
function disturbOrders(traffic: Traffic): void {
  const { random, orders } = traffic
  traffic.orders = orders.flatMap((order): Order[] => {
    const [cancelled, refunded, changed, telephone] = [0.03, 0.03, 0.04, 0.05].map((share) =>
      random.chance(share),
    )
    if (cancelled) return [{ ...order, status: 'cancelled' }]
    if (refunded) return [{ ...order, status: 'refunded' }]
    const kept = changed ? { ...order, value_e4: order.value_e4 + 49_000 } : order
    if (!telephone) return [kept]
    const placed_at_ms = order.placed_at_ms + random.int(60_000, HOUR_MS)
    return [kept, { ...order, order_id: `TEL-${order.order_id}`, placed_at_ms }]
  })
  // What the shop's books lack: trial orders, which the site reports all the same.
  const isLost = new Set(traffic.orders.filter(() => random.chance(0.03)).map(({ order_id }) => order_id))
  traffic.orders = traffic.orders.filter(({ order_id }) => !isLost.has(order_id))
}

/** What is delayed beyond now has not been sent yet. */
function untilNow(traffic: Traffic): Traffic {
  drop(traffic, ({ at_ms }) => at_ms >= traffic.now_ms)
  traffic.orders = traffic.orders.filter(({ placed_at_ms }) => placed_at_ms < traffic.now_ms)
  traffic.reports.sort((a, b) => a.at_ms - b.at_ms)
  return traffic
}

/** The healthy shop's domain. */
export const HEALTHY_SHOP = new URL(SHOP).hostname
