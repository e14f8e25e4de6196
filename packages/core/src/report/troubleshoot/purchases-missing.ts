import { kindCountedAs } from '../../problem/counted-as.js'
import { thousands } from '../sentences.js'
import { blockKindOf } from '../test-events/blocks.js'
import { askDiagnoses, BRING_ORDERS, type Check, cause, clear, unknown } from './check.js'
import { booked, type Evidence, measured, mostFrequentCode } from './evidence.js'
import { blockedFor, notTrackedFor, restrictedFor } from './reasons.js'

const PURCHASE = 'Purchase'
/** Server copies that come later than this are late for attribution. @source reference 9.2 */
const LATE = 'delay:Infinity'

/** The shop shows purchases that tracking lacks: where they were lost. */
export function purchasesMissing(evidence: Evidence): Check[] {
  return [
    arrive(evidence),
    refused(evidence),
    blocked(evidence),
    restricted(evidence),
    serverPath(evidence),
    askDiagnoses(
      evidence,
      PURCHASE,
      'Are several purchases taken for one?',
      ['same_event_id', 'cached_event_id', 'invalid_event_id'],
      'No event_id stands for different purchases.',
    ),
    late(evidence),
    orders(evidence),
  ]
}

function arrive(evidence: Evidence): Check {
  const asks = 'Do purchases arrive at all?'
  const counted = booked(evidence, PURCHASE, ['counted'])
  if (counted > 0) return clear(asks, `${thousands(counted)} purchases were counted in the last 7 days.`)
  const others = evidence.window.books.some(({ state }) => state === 'counted')
  return others
    ? cause(
        asks,
        'Other events arrive, and no Purchase in 7 days.',
        null,
        'Send Purchase from the page that follows the payment, and from your server.',
        ['pixel_not_installed'],
      )
    : cause(
        asks,
        'No event of any kind arrived in 7 days.',
        null,
        'Put the pixel into every page, or check that the server can reach this address.',
        ['pixel_not_installed'],
      )
}

function refused(evidence: Evidence): Check {
  const asks = 'Are they refused?'
  const most = mostFrequentCode(evidence, PURCHASE, 'rejected')
  if (most === null) return clear(asks, 'No Purchase was refused in 7 days.')
  const all = booked(evidence, PURCHASE, ['rejected'])
  const kind = kindCountedAs(most.code)
  return cause(
    asks,
    `${thousands(all)} purchases were refused in 7 days, most of them (${thousands(most.count)}) with ${most.code}${kind === null ? '' : `: ${kind.title}`}.`,
    all,
    `${kind?.fix ?? `docs/errors.md says what ${most.code} wants.`} A request is refused whole: one bad event takes the others with it.`,
    ['events_rejected'],
  )
}

function blocked(evidence: Evidence): Check {
  const asks = 'Does a rule of yours block them?'
  const most = mostFrequentCode(evidence, PURCHASE, 'blocked')
  if (most === null) return clear(asks, 'None was blocked in 7 days.')
  const all = booked(evidence, PURCHASE, ['blocked'])
  const says = `${thousands(all)} purchases were blocked in 7 days, most of them (${thousands(most.count)}) since ${blockedFor(most.code)}.`
  return cause(asks, says, all, blockKindOf(most.code).fix)
}

function restricted(evidence: Evidence): Check {
  const asks = 'Are they held back for lack of consent?'
  const most = mostFrequentCode(evidence, PURCHASE, 'restricted')
  if (most === null) return clear(asks, 'None was restricted in 7 days.')
  const all = booked(evidence, PURCHASE, ['restricted'])
  const says = `${thousands(all)} purchases were restricted in 7 days, most of them (${thousands(most.count)}) for ${restrictedFor(most.code)}.`
  const fix =
    'Nothing is to be mended: people wish it so. They are reported as counts, on the page of priorities or by countersign aem.'
  return cause(asks, says, all, fix, [], 'aem')
}

function serverPath(evidence: Evidence): Check {
  const asks = 'Does the server report the purchases that browsers do not?'
  const silent = askDiagnoses(evidence, PURCHASE, asks, ['webhooks_silent'], '')
  if (silent.state === 'cause') return silent
  const server = measured(evidence, PURCHASE, 'seen', 'server')
  const browser = measured(evidence, PURCHASE, 'seen', 'browser')
  if (server === 0 && browser > 0)
    return cause(
      asks,
      `All ${thousands(browser)} reports of Purchase came from browsers. What blocks scripts or refuses cookies is lost.`,
      null,
      'Send Purchase from the server too, under the same event_id: docs/migrate-from-meta-pixel.md.',
      ['coverage_low'],
    )
  return askDiagnoses(
    evidence,
    PURCHASE,
    asks,
    ['coverage_low'],
    `${thousands(server)} reports of Purchase came from the server, ${thousands(browser)} from browsers.`,
    () => null,
  )
}

function late(evidence: Evidence): Check {
  const asks = 'Do they come too late?'
  const all = measured(evidence, PURCHASE, 'seen', 'server')
  const late = measured(evidence, PURCHASE, LATE, 'server')
  if (late === 0) return clear(asks, 'No Purchase came more than a day after it happened.')
  return cause(
    asks,
    `${thousands(late)} of ${thousands(all)} purchases from the server came more than a day after they happened.`,
    null,
    'Send each Purchase when it happens, not in a nightly upload.',
    ['late_upload'],
  )
}

function orders({ orders }: Evidence): Check {
  const asks = 'What do the orders of the shop say?'
  if (orders === null) return unknown(asks, "The shop's orders are not known here.", BRING_ORDERS, 'orders')
  if (orders.only_shop === 0) return clear(asks, `All ${thousands(orders.orders)} orders were tracked.`)
  const reasons = [...orders.reasons].sort((a, b) => b.orders - a.orders)
  const told = reasons.map(({ reason, orders }) => `${thousands(orders)} ${notTrackedFor(reason)}`).join(', ')
  return cause(
    asks,
    `${thousands(orders.only_shop)} of ${thousands(orders.orders)} orders were not tracked${told === '' ? '' : `: ${told}`}.`,
    orders.only_shop,
    'Look at each of them with its reason, on the page of orders or by countersign reconcile.',
    [],
    'orders',
  )
}
