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

const asked = (pathname: string, search = '') => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, enabled: false } } })
  const names: unknown[] = []
  queries.prefetchQuery = async ({ queryKey }) => void names.push(queryKey?.[0])
  queries.ensureQueryData = () => Promise.reject(new Error('Nobody is there.'))
  askAhead(queries, { pathname, search })
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
])('%s%s asks at once', (pathname, search, names) => {
  expect(asked(pathname, search)).toEqual(names)
})
