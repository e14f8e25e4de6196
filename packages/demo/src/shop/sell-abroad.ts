import { someVisitors } from './planting.js'
import type { Traffic } from './traffic.js'

/** A share of the visitors buys in another currency: both channels and the order book say so. */
export function sellAbroad(traffic: Traffic, share: number, currency: string): void {
  const isAbroad = someVisitors(share, traffic.random)
  const abroad = new Set<string>()
  for (const report of traffic.reports) {
    if (!isAbroad(report.action.visitor)) continue
    if (report.action.order_id !== null) abroad.add(report.action.order_id)
    if (report.channel === 'server') {
      if (report.event.custom_data.currency !== undefined) report.event.custom_data.currency = currency
    } else if (report.params['cd[currency]'] !== undefined) report.params['cd[currency]'] = currency
  }
  traffic.orders = traffic.orders.map((order) =>
    abroad.has(order.order_id) ? { ...order, currency } : order,
  )
}
