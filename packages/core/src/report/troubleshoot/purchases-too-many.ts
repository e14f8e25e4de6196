import { thousands } from '../sentences.js'
import { askDiagnoses, BRING_ORDERS, type Check, cause, clear, unknown } from './check.js'
import { booked, type Evidence } from './evidence.js'

const PURCHASE = 'Purchase'

/** Too many purchases: what is counted twice, or should not be counted. */
export function purchasesTooMany(evidence: Evidence): Check[] {
  const browser = booked(evidence, PURCHASE, ['counted'], ({ channel }) => channel === 'browser')
  const server = booked(evidence, PURCHASE, ['counted'], ({ channel }) => channel === 'server')
  return [
    askDiagnoses(
      evidence,
      PURCHASE,
      "Are the browser's and the server's reports of one purchase recognised as one?",
      ['ids_never_meet', 'dedup_not_set', 'missing_event_id'],
      'Nothing points at reports of one purchase that are counted as two.',
      () => Math.min(browser, server),
    ),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Is Purchase sent again when the page is loaded again?',
      ['purchase_on_refresh'],
      'No browser has sent the same purchase again.',
    ),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Is the pixel in the page twice?',
      ['multiple_pixel'],
      'No page has sent the same event twice at once.',
    ),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Do events come from somewhere else, a test shop for instance?',
      ['new_domain', 'automated_traffic'],
      'No events come from a new domain, and hardly any from programs.',
    ),
    orders(evidence),
  ]
}

function orders({ orders }: Evidence): Check {
  const asks = 'What do the orders of the shop say?'
  if (orders === null) return unknown(asks, "The shop's orders are not known here.", BRING_ORDERS, 'orders')
  if (orders.only_tracked === 0)
    return clear(asks, `Each counted purchase is one of the shop's ${thousands(orders.orders)} orders.`)
  return cause(
    asks,
    `${thousands(orders.only_tracked)} counted purchases are no order of the shop's, beside ${thousands(orders.orders)} orders.`,
    orders.only_tracked,
    'Look at each of them with its reason, on the page of orders or by countersign reconcile.',
    ['purchases_exceed_orders'],
    'orders',
  )
}
