import type { QueryClient } from '@tanstack/react-query'
import {
  auditQuery,
  countedByNameQuery,
  countedQuery,
  diagnosticsQuery,
  eventNameQuery,
  eventNamesQuery,
  qualityQuery,
  searchQuery,
  seriesQuery,
  troubleshootQuery,
} from './client/books.js'
import { sessionQuery, summaryQuery } from './client/queries.js'
import { deliveryQuery, destinationsQuery, lettersQuery, sampleQuery } from './pages/delivery/queries.js'
import { CODES_SHOWN, chosenOf, deadByCode } from './pages/delivery/standing.js'
import { daysOf, listedDays } from './pages/orders/days.js'
import { orderListQuery, ordersQuery } from './pages/orders/queries.js'
import { stateOf } from './pages/orders/reasons.js'
import { aemQuery, domainsQuery, funnelQuery } from './pages/priorities/queries.js'
import { thisMinute } from './range/minute.js'
import { type RangeSearch, rangeBefore, rangeOf, rangeSearchOf } from './range/range.js'
import { asText } from './search.js'

/** What the address of a page names. */
export interface Named {
  params: { [name: string]: string }
  search: { [name: string]: unknown }
}
/** Asks what a page needs. */
export type Ahead = (queries: QueryClient, named: Named) => void

/**
 * What a page asks first, asked while its code is still on the way: by the very queries that it will use, so that nothing
 * is asked twice; what the page is drawn from comes first, as reports are answered in turn. A page that is not here asks when
 * it is drawn.
 */
export const AHEAD = {
  overview(queries, { params: { dataset_id = '' }, search }) {
    const range = spanOf(search)
    const event = search.scope === 'all' ? undefined : String(search.event ?? 'Purchase')
    // It is drawn with the first answer: its code need not wait for that. Where it does not come, the chart says so.
    if (search.view !== 'table') import('./pages/overview/columns-chart.js').catch(() => undefined)
    if (range !== null) {
      void queries.prefetchQuery(eventNamesQuery(dataset_id, range))
      // Nearly every shop has Purchases; where there are none, the page asks for what there is.
      void queries.prefetchQuery(seriesQuery(dataset_id, range, event))
    }
    void queries.prefetchQuery(qualityQuery(dataset_id))
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
    if (range !== null) void queries.prefetchQuery(eventNamesQuery(dataset_id, rangeBefore(range)))
    void askChanges(queries, dataset_id)
  },
  events(queries, { params: { dataset_id = '' }, search }) {
    const range = spanOf(search)
    const q = String(search.q ?? '').trim()
    if (q !== '') void queries.prefetchQuery(searchQuery(dataset_id, q))
    if (range !== null && q === '') void queries.prefetchQuery(eventNamesQuery(dataset_id, range))
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
    if (range !== null && q === '') void queries.prefetchQuery(countedByNameQuery(dataset_id, range))
  },
  event(queries, { params: { dataset_id = '', event_name = '' }, search }) {
    const range = spanOf(search)
    if (range !== null) void queries.prefetchQuery(eventNameQuery(dataset_id, event_name, range))
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
    if (range !== null) void queries.prefetchQuery(eventNameQuery(dataset_id, event_name, rangeBefore(range)))
  },
  counted(queries, { params: { dataset_id = '', sighting_id = '' } }) {
    void queries.prefetchQuery(countedQuery(dataset_id, sighting_id))
  },
  diagnostics(queries, { params: { dataset_id = '' } }) {
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
    void queries.prefetchQuery(summaryQuery)
  },
  issue(queries, { params: { dataset_id = '' } }) {
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
  },
  orders(queries, { params: { dataset_id = '' }, search }) {
    void askOrders(queries, dataset_id, search)
    void queries.prefetchQuery(deliveryQuery(dataset_id))
  },
  delivery(queries, { params: { dataset_id = '' }, search }) {
    void askDelivery(queries, dataset_id, search)
    void queries.prefetchQuery(destinationsQuery(dataset_id))
  },
  priorities(queries, { params: { dataset_id = '' } }) {
    void queries.prefetchQuery(aemQuery(dataset_id))
    void queries.prefetchQuery(domainsQuery(dataset_id))
    void queries.prefetchQuery(funnelQuery(dataset_id))
  },
  check(queries, { params: { dataset_id = '', pattern = '' } }) {
    void queries.prefetchQuery(troubleshootQuery(dataset_id, pattern))
    void queries.prefetchQuery(diagnosticsQuery(dataset_id))
  },
  sources(queries) {
    void queries.prefetchQuery(summaryQuery)
  },
} satisfies { [page: string]: Ahead }

/** What was changed stands on the chart of whoever may read it. */
async function askChanges(queries: QueryClient, dataset_id: string): Promise<void> {
  const session = await queries.ensureQueryData(sessionQuery).catch(() => null)
  if (session?.person.role === 'administrator') void queries.prefetchQuery(auditQuery(dataset_id))
}

/** The orders beside purchases, then those of the state that the page shows first. */
async function askOrders(queries: QueryClient, dataset_id: string, search: Named['search']): Promise<void> {
  const range = spanOf(search)
  if (range === null) return
  const days = daysOf(range, {})
  const report = await queries.ensureQueryData(ordersQuery(dataset_id, days)).catch(() => null)
  if (report === null || report.shop + report.excluded === 0) return
  const { state, day } = asText(search)
  const listed = orderListQuery(dataset_id, listedDays(days, day), stateOf(state, report))
  void queries.prefetchInfiniteQuery(listed)
}

/** How delivery stands, then what the chosen destination did not take. */
async function askDelivery(queries: QueryClient, dataset_id: string, search: Named['search']): Promise<void> {
  const delivery = await queries.ensureQueryData(deliveryQuery(dataset_id)).catch(() => null)
  const { destination, code } = asText(search)
  const chosen = delivery === null ? undefined : chosenOf(delivery.data, destination)
  if (chosen === undefined) return
  const dead = deadByCode(chosen.reasons)
  if (dead.length > 0)
    void queries.prefetchInfiniteQuery(lettersQuery(dataset_id, chosen.destination_id, code))
  for (const each of dead.slice(0, CODES_SHOWN))
    void queries.prefetchQuery(sampleQuery(dataset_id, chosen.destination_id, each.code))
}

/** The range of an address that names a span; null: it names days, and in which zone they begin is not known yet. */
function spanOf(search: Named['search']) {
  const { since, until }: RangeSearch = rangeSearchOf(search)
  if (until !== undefined || since?.includes('-')) return null
  return rangeOf({ ...(since && { since }) }, thisMinute(), 'UTC')
}
