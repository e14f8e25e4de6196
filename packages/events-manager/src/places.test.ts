import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { askAhead, PLACES, placeAt } from './places.js'

test.each([
  ['/', PLACES.sources, {}],
  ['/sign-in', PLACES.sign_in, {}],
  ['/d/77/overview', PLACES.overview, { dataset_id: '77' }],
  ['/d/77/overview/', PLACES.overview, { dataset_id: '77' }],
  ['/d/77/events', PLACES.events, { dataset_id: '77' }],
  ['/d/77/events/Purchase', PLACES.event, { dataset_id: '77', event_name: 'Purchase' }],
  ['/d/77/events/a%2Fb%20%E2%82%AC', PLACES.event, { dataset_id: '77', event_name: 'a/b €' }],
  ['/d/77/events/__proto__', PLACES.event, { dataset_id: '77', event_name: '__proto__' }],
  ['/d/77/settings/tokens', PLACES.section, { dataset_id: '77', section: 'tokens' }],
])('%s is a page, and names what it is of', (pathname, place, params) => {
  expect(placeAt(pathname)).toEqual({ place, params })
})

test.each([
  ['/nowhere'],
  ['/d/77'],
  ['/d/77/settings'],
  ['/d/77/events/Purchase/more'],
  // No text at all: the router says so when it comes.
  ['/d/77/events/%ff'],
  ['/d/77/Overview'],
])('%s begins nothing of its own', (pathname) => {
  expect(placeAt(pathname)).toBeUndefined()
})

/** @param known  what the server answers, by the first word of a query's key; nothing else is answered */
async function asked(pathname: string, search: string, known: { [name: string]: unknown } = {}) {
  const queries = new QueryClient()
  const names: unknown[] = []
  const note = async ({ queryKey }: { queryKey?: readonly unknown[] }) => {
    names.push(
      queryKey?.includes('list') || queryKey?.includes('letters') ? queryKey.slice(-1)[0] : queryKey?.[0],
    )
  }
  queries.prefetchQuery = note
  queries.prefetchInfiniteQuery = note
  queries.ensureQueryData = async ({ queryKey }) => {
    names.push(queryKey[0])
    const answer = known[String(queryKey[0])]
    if (answer === undefined) throw new Error('The server was not reached.')
    return answer as never
  }
  askAhead(queries, { pathname, search })
  await new Promise(setImmediate)
  return names
}

test.each([
  ['/sign-in', '', []],
  ['/account', '', ['session', 'datasets']],
  ['/', '', ['session', 'datasets', 'summary']],
  ['/d/77/events', '?since=28d', ['session', 'datasets', 'event-names', 'diagnostics', 'counted-by-name']],
  ['/d/77/events', '?q=%20A-1', ['session', 'datasets', 'search', 'diagnostics']],
  // In which zone these days begin is said by the dataset, which is not there yet.
  ['/d/77/events', '?since=2026-11-01', ['session', 'datasets', 'diagnostics']],
  ['/d/77/check/purchases_missing', '', ['session', 'datasets', 'troubleshoot', 'diagnostics']],
])('%s%s asks at once', async (pathname, search, names) => {
  expect(await asked(pathname, search)).toEqual(names)
})

/** Of these pages, what waits for no answer. */
const AT_ONCE = new Set(['session', 'datasets', 'event-names', 'series', 'quality', 'diagnostics'])
const REPORT = { shop: 3, excluded: 0, only_shop: 0, both_differs: 2, only_tracked: 0 }
const standing = (destination_id: number, refused: { [code: string]: number }) => ({
  destination_id,
  reasons: { refused, expired: {} },
  counts: {},
  breaker: {},
})

test.each([
  // The state that something is wrong with is the one that is shown.
  ['/d/77/orders', '', { orders: REPORT }, ['orders', 'delivery', 'both_differs']],
  ['/d/77/orders', '?state=excluded', { orders: REPORT }, ['orders', 'delivery', 'excluded']],
  ['/d/77/orders', '', { orders: { ...REPORT, shop: 0 } }, ['orders', 'delivery']],
  ['/d/77/orders', '', {}, ['orders', 'delivery']],
  ['/d/77/delivery', '', { delivery: { data: [] } }, ['delivery', 'destinations']],
  [
    '/d/77/delivery',
    '?destination=2',
    { delivery: { data: [standing(2, {})] } },
    ['delivery', 'destinations'],
  ],
  [
    '/d/77/delivery',
    '?destination=2&code=190',
    { delivery: { data: [standing(2, { 100: 1, 190: 4 })] } },
    ['delivery', 'destinations', '190', 'delivery', 'delivery'],
  ],
  ['/d/77/overview', '?view=table', { session: { person: { role: 'administrator' } } }, ['audit']],
  ['/d/77/overview', '?view=table', { session: { person: { role: 'analyst' } } }, []],
])('%s%s, with what it is answered, asks for more', async (pathname, search, known, names) => {
  const all = await asked(pathname, search, known)
  expect(all.filter((name) => !AT_ONCE.has(String(name)))).toEqual(names)
})
