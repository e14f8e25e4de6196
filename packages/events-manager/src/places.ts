import type { QueryClient } from '@tanstack/react-query'
import { AHEAD, type Ahead } from './ahead.js'
import { datasetsQuery, sessionQuery } from './client/queries.js'
import { parseSearch } from './search.js'

/** A page: its address, what it is made of, and what it asks first. A part `$name` of an address is any text. */
interface Place {
  path: string
  code(): Promise<unknown>
  asks?: Ahead
  /** for whoever is not signed in */
  is_bare?: true
}

/** Every page of Events Manager. What it is made of is loaded when it is gone to, or pointed at. */
export const PLACES = {
  sign_in: { path: '/sign-in', code: () => import('./pages/sign-in/sign-in-page.js'), is_bare: true },
  welcome: { path: '/welcome', code: () => import('./pages/welcome/welcome-page.js'), is_bare: true },
  sources: {
    path: '/',
    code: () => import('./pages/data-sources/data-sources-page.js'),
    asks: AHEAD.sources,
  },
  wizard: { path: '/new', code: () => import('./pages/new/new-page.js') },
  account: { path: '/account', code: () => import('./pages/account/account-page.js') },
  people: { path: '/people', code: () => import('./pages/people/people-page.js') },
  audit: { path: '/audit', code: () => import('./pages/audit/audit-page.js') },
  overview: {
    path: '/d/$dataset_id/overview',
    code: () => import('./pages/overview/overview-page.js'),
    asks: AHEAD.overview,
  },
  events: {
    path: '/d/$dataset_id/events',
    code: () => import('./pages/events/events-page.js'),
    asks: AHEAD.events,
  },
  event: {
    path: '/d/$dataset_id/events/$event_name',
    code: () => import('./pages/events/event-page.js'),
    asks: AHEAD.event,
  },
  counted: {
    path: '/d/$dataset_id/counted/$sighting_id',
    code: () => import('./pages/events/counted-page.js'),
    asks: AHEAD.counted,
  },
  test_events: {
    path: '/d/$dataset_id/test-events',
    code: () => import('./pages/test-events/test-events-page.js'),
  },
  diagnostics: {
    path: '/d/$dataset_id/diagnostics',
    code: () => import('./pages/diagnostics/diagnostics-page.js'),
    asks: AHEAD.diagnostics,
  },
  issue: {
    path: '/d/$dataset_id/diagnostics/$issue_id',
    code: () => import('./pages/diagnostics/issue-page.js'),
    asks: AHEAD.issue,
  },
  check: {
    path: '/d/$dataset_id/check/$pattern',
    code: () => import('./pages/diagnostics/check-page.js'),
    asks: AHEAD.check,
  },
  orders: {
    path: '/d/$dataset_id/orders',
    code: () => import('./pages/orders/orders-page.js'),
    asks: AHEAD.orders,
  },
  delivery: {
    path: '/d/$dataset_id/delivery',
    code: () => import('./pages/delivery/delivery-page.js'),
    asks: AHEAD.delivery,
  },
  priorities: {
    path: '/d/$dataset_id/priorities',
    code: () => import('./pages/priorities/priorities-page.js'),
    asks: AHEAD.priorities,
  },
  add_events: {
    path: '/d/$dataset_id/add-events',
    code: () => import('./pages/add-events/add-events-page.js'),
  },
  add_path: {
    path: '/d/$dataset_id/add-events/$path',
    code: () => import('./pages/add-events/path-page.js'),
  },
  section: {
    path: '/d/$dataset_id/settings/$section',
    code: () => import('./pages/settings/settings-page.js'),
  },
} as const satisfies { readonly [name: string]: Place }

/** The page at an address, and what the parts of the address name; undefined: none of ours. */
export function placeAt(pathname: string): { place: Place; params: { [name: string]: string } } | undefined {
  const given = partsOf(pathname)
  for (const place of Object.values<Place>(PLACES)) {
    const params = paramsOf(partsOf(place.path), given)
    if (params !== undefined) return { place, params }
  }
  return undefined
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '')

function paramsOf(wanted: readonly string[], given: readonly string[]) {
  if (wanted.length !== given.length) return undefined
  const params: { [name: string]: string } = {}
  for (const [index, part] of wanted.entries()) {
    const text = decoded(given[index] ?? '')
    if (text === undefined) return undefined
    if (part.startsWith('$')) params[part.slice(1)] = text
    else if (part !== text) return undefined
  }
  return params
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Begins the page at an address: what it is made of and what it shows are on the way. The page asks again for what does not come. */
export function beginPlace(queries: QueryClient, at: Address): void {
  placeAt(at.pathname)
    ?.place.code()
    .catch(() => undefined)
  askAhead(queries, at)
}

interface Address {
  pathname: string
  search: string
}

/** Asks what the page at an address will show, who is signed in, and which datasets there are. */
export function askAhead(queries: QueryClient, { pathname, search }: Address): void {
  const found = placeAt(pathname)
  if (found?.place.is_bare) return
  void queries.prefetchQuery(sessionQuery)
  void queries.prefetchQuery(datasetsQuery)
  found?.place.asks?.(queries, { params: found.params, search: parseSearch(search) })
}
