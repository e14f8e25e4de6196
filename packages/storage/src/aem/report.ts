import { DAY_MS, dayOf, dayText, orderAt, pendingOrder, type SlotOrder } from '@countersign/core'
import { type Cell, type Placed, slotsOf } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { Dataset } from '../configuration/port.js'
import { type AemBooks, AemBookTable, noAemBooks } from './books.js'
import { monthOf, spentIn } from './budget.js'

/** How many days of counts a report shows. */
const DAYS = 90

/** What Aggregated Event Measurement has to say of a dataset: `aem --json`. */
export interface AemReport {
  dataset_id: string
  aem: boolean
  minimum: number
  order: ShownOrder | null
  /** the order that waits for its delay */
  pending: ShownOrder | null
  /** published days, newest first */
  days: PublishedDay[]
  /** where the books of restricted sightings stand; exact, and so for the owner only */
  books: AemBooks
  pcm_books: AemBooks
  /** of each domain's privacy budget this month; empty without noise */
  budget: { domain: string; month: string; epsilon: number; spent: number; left: number }[]
}
export interface ShownOrder {
  effective_ms: number
  window_days: number
  domains: { domain: string; slots: Placed[] }[]
}
export interface PublishedDay {
  day: string
  domain: string
  cells: Cell[]
  /** how many counts were too small; null with noise, where that number would be exact */
  hidden_cells: number | null
  minimum: number
  noise: { mechanism: string; epsilon: number; delta: number; scale: number; threshold: number } | null
}
interface Release {
  day: number
  domain: string
  minimum: number
  hidden_cells: number
  mechanism: string | null
  epsilon: number
  delta: number
  scale: number
  threshold: number
}

/** Reads the report of one moment. */
export const readAemReport = (db: Database.Database, dataset: Dataset, now_ms: number): AemReport =>
  db
    .transaction((): AemReport => {
      const { aem_events, aem, aem_minimum } = dataset.settings
      const books = new AemBookTable(db)
      return {
        dataset_id: dataset.id,
        aem,
        minimum: aem_minimum,
        order: shownOrder(orderAt(aem_events, now_ms)),
        pending: shownOrder(pendingOrder(aem_events, now_ms)),
        days: readDays(db, Number(dataset.id), dayOf(now_ms) - DAYS),
        books: books.read(dataset.id, 'restricted'),
        pcm_books: books.read(dataset.id, 'pcm'),
        budget: readBudget(db, dataset, now_ms),
      }
    })
    .deferred()

/** The same where nothing was ever measured. */
export const emptyAemReport = ({ id, settings }: Dataset, now_ms: number): AemReport => ({
  dataset_id: id,
  aem: settings.aem,
  minimum: settings.aem_minimum,
  order: shownOrder(orderAt(settings.aem_events, now_ms)),
  pending: shownOrder(pendingOrder(settings.aem_events, now_ms)),
  days: [],
  books: noAemBooks(),
  pcm_books: noAemBooks(),
  budget: [],
})

function shownOrder(order: SlotOrder | undefined): ShownOrder | null {
  if (order === undefined) return null
  const { effective_ms, window_days } = order
  const domains = order.domains.map(({ domain }) => ({ domain, slots: slotsOf(order, domain) }))
  return { effective_ms, window_days, domains }
}

function readDays(db: Database.Database, dataset_id: number, from_day: number): PublishedDay[] {
  const releases = db
    .prepare<[number, number], Release>(
      'SELECT * FROM releases WHERE dataset_id = ? AND day >= ? ORDER BY day DESC, domain',
    )
    .all(dataset_id, from_day)
  const cells = db.prepare<[number, string, number], Cell>(
    `SELECT source, event_name, bucket, campaign, count FROM released
     WHERE dataset_id = ? AND domain = ? AND day = ? ORDER BY source DESC, count DESC, event_name, bucket, campaign`,
  )
  return releases.map(({ day, domain, minimum, hidden_cells, mechanism, ...how }) => ({
    day: dayText(day),
    domain,
    cells: cells.all(dataset_id, domain, day),
    hidden_cells: mechanism === null ? hidden_cells : null,
    minimum,
    noise:
      mechanism === null
        ? null
        : {
            mechanism,
            epsilon: how.epsilon,
            delta: how.delta,
            scale: how.scale,
            threshold: how.threshold,
          },
  }))
}

function readBudget(db: Database.Database, { id, settings }: Dataset, now_ms: number): AemReport['budget'] {
  const { aem_noise, aem_epsilon_per_month: epsilon, aem_events } = settings
  if (aem_noise === 'off') return []
  const month = monthOf(dayOf(now_ms))
  return (orderAt(aem_events, now_ms)?.domains ?? []).map(({ domain }) => {
    const spent = spentIn(db, { dataset_id: Number(id), domain }, month)
    const text = new Date(month.from_day * DAY_MS).toISOString().slice(0, 7)
    return { domain, month: text, epsilon, spent, left: Math.max(0, epsilon - spent) }
  })
}
