import { isOfSite, namedSites } from '@countersign/core'
import { clipped } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { hourOf } from '../fold/port.js'
import type { OrderStore } from './order-store.js'
import type { OrderRow, PurchaseRow } from './rows.js'

/** Why an order or a Purchase is alone, or differs, and what was seen that says so. What came in an event is hostile text. */
export interface Reason {
  /** the class's reason, made more exact where the hour of the order says more */
  code: string
  /** one sentence for people; no identity in it */
  says: string
}

/** How far around an hour a channel that was silent in it is looked for. */
const AROUND_HOURS = 7 * 24
export const HOURS_QUERY = `SELECT what, hour, count FROM hours WHERE dataset_id = ? AND hour >= ? AND hour <= ?`

/** Reasons are found when they are asked for: refusals carry no order id, and consent may be withdrawn later. */
export class Reasons {
  private readonly hours: Database.Statement<
    [number, number, number],
    { what: string; hour: number; count: number }
  >

  constructor(
    db: Database.Database,
    private readonly store: Pick<OrderStore, 'order'>,
    private readonly configuration: Pick<Configuration, 'hasRevoked' | 'dataset' | 'domains'>,
  ) {
    this.hours = db.prepare(HOURS_QUERY)
  }

  ofOrder(row: OrderRow, purchase: PurchaseRow | undefined): Reason {
    const reason = row.reason ?? ''
    const named = purchase?.event_id ? ` (event_id ${clipped(purchase.event_id)})` : ''
    if (reason === 'nothing_arrived') return this.ofNothing(row)
    return { code: reason, says: `${ORDER_TEXTS[reason] ?? ''}${named}` }
  }

  ofPurchase(row: PurchaseRow): Reason {
    const reason = row.reason ?? ''
    if (reason === 'no_order' && row.host !== null && this.isElsewhere(row.host, String(row.dataset_id)))
      return {
        code: 'other_site',
        says: `It came from ${clipped(row.host)}, which is not this dataset's domain.`,
      }
    const named = row.order_key === null ? '' : ` (order ${clipped(row.order_key)})`
    return { code: reason, says: `${PURCHASE_TEXTS[reason] ?? ''}${named}` }
  }

  /** Whether a host is none that its owner has named or shown to own. Where none is named nobody can say. */
  private isElsewhere(host: string, dataset_id: string): boolean {
    const dataset = this.configuration.dataset(dataset_id)
    if (!dataset) return false
    const { domain, settings } = dataset
    const named = namedSites({ domain, allowed_domains: settings.allowed_domains })
    if (named.length === 0 || isOfSite(host, named)) return false
    const verified = this.configuration.domains.list(dataset_id).filter((one) => one.verified_at_ms !== null)
    return !isOfSite(
      host,
      verified.map((one) => one.domain),
    )
  }

  /** Nothing of the order was counted: consent, then what was refused in its hour, then a channel that was silent in it. */
  private ofNothing({ dataset_id, order_key, at_ms }: OrderRow): Reason {
    const order = this.store.order(String(dataset_id), order_key)
    if (order) {
      const user_data = {
        ...listed('em', order.em),
        ...listed('ph', order.ph),
        ...listed('external_id', order.external_id),
      }
      if (this.configuration.hasRevoked(String(dataset_id), { user_data }))
        return { code: 'consent', says: 'Whoever placed it has withdrawn their consent.' }
    }
    const hour = hourOf(at_ms)
    const around = this.hours.all(dataset_id, hour - AROUND_HOURS, hour + AROUND_HOURS)
    // An order placed at the end of an hour is reported in the next.
    const then = around.filter((count) => count.hour === hour || count.hour === hour + 1)
    const sum = (rows: typeof around, what: string) =>
      rows.reduce((all, row) => all + (row.what === what ? row.count : 0), 0)
    for (const refused of ['rejected', 'blocked', 'restricted']) {
      const found = then.find(({ what }) => what.startsWith(`${refused} `))
      if (!found) continue
      const code = found.what.slice(refused.length + 1)
      const n = sum(then, found.what)
      const count = n === 1 ? '1 Purchase was' : `${n} Purchases were`
      return { code: `${refused}:${code}`, says: `${count} ${refused} with ${code} in that hour.` }
    }
    for (const [channel, code, says] of SILENT) {
      const before = sum(around, channel)
      if (before > 0 && sum(then, channel) === 0)
        return { code, says: `${says} in that hour, though ${before} did in the week before and after.` }
    }
    return { code: 'nothing_arrived', says: 'Nothing of it arrived, and nothing else says why.' }
  }
}

const SILENT = [
  ['browser', 'no_beacon', 'No Purchase came from a browser'],
  ['server', 'no_server_event', 'No Purchase came from the server'],
] as const

const ORDER_TEXTS: { [reason: string]: string } = {
  '': 'Counted as the shop has it.',
  value: 'Its Purchase has another value.',
  currency: 'Its Purchase has another currency.',
  value_and_currency: 'Its Purchase has another value and another currency.',
  duplicate_id:
    "Its Purchase was taken for a copy of another order's: both have the same event_id, or the same visitor.",
  late: 'Its Purchase was received more than 7 days after it was placed.',
  cancelled: 'It was cancelled, or never paid, and is not compared.',
  refunded: 'It was refunded, and is not compared.',
  test: 'It is a test order, and is not compared.',
}
const PURCHASE_TEXTS: { [reason: string]: string } = {
  test_order: 'Its order is a test.',
  cancelled_order: 'Its order was cancelled, or never paid.',
  counted_twice: 'Its order has another Purchase already: it is counted twice.',
  late: 'It was received more than 7 days after its order was placed.',
  test_event: 'It came with a test_event_code, and the shop knows no such order.',
  no_order: 'The shop has told of no such order.',
  refunded: 'Its order was refunded.',
}

const listed = (key: 'em' | 'ph' | 'external_id', digest: string | null) =>
  digest === null ? {} : { [key]: [digest] }
