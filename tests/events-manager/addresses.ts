import { readFileSync } from 'node:fs'

/** What stands at the places of an address that come from data. */
export interface Places {
  dataset_id: string
  event_name: string
  sighting_id: string
  issue_id: string
}
/** Where a page stands, and what its first heading says there. */
export interface Address {
  /** as src/router.tsx has it, all of it */
  route: string
  path: string
  heading: string | RegExp
  /** of whoever has not signed in */
  is_bare?: true
}

const SETTINGS = {
  general: 'General',
  'key-events': 'Key events',
  rules: 'Rules',
  pixel: 'Pixel',
  traffic: 'Traffic permissions',
  privacy: 'Privacy',
  tokens: 'Access tokens',
  delivery: 'Delivery to Meta',
  orders: 'Orders',
  alerts: 'Alerts',
}
const WAYS = {
  pixel: 'Pixel',
  gtm: 'Google Tag Manager',
  'conversions-api': 'Conversions API',
  gateway: 'Gateway to Meta',
}
const CHECKS = {
  purchases_missing: 'The shop has purchases that tracking lacks',
  purchases_too_many: 'There are too many purchases',
  roas_wrong: 'ROAS is blank or wrong',
  learning_stuck: 'Optimisation does not leave learning',
}

/** Addresses that are no dataset's. */
export const ADDRESSES: readonly Address[] = [
  { route: '/sign-in', path: '/sign-in', heading: 'Sign in', is_bare: true },
  { route: '/welcome', path: '/welcome#unknown', heading: 'This link no longer works', is_bare: true },
  { route: '/', path: '/', heading: 'Data sources' },
  { route: '/new', path: '/new', heading: 'New dataset' },
  { route: '/account', path: '/account', heading: 'Your account' },
  { route: '/people', path: '/people', heading: 'People' },
  { route: '/audit', path: '/audit', heading: 'Audit log' },
]

/** Every address of a dataset. */
export function addressesOf({ dataset_id, event_name, sighting_id, issue_id }: Places): Address[] {
  const each = (place: string, names: { [name: string]: string }, heading = '') =>
    Object.entries(names).map(([name, said]): [string, string, string] => [
      `${place.slice(0, place.indexOf('$'))}${name}`,
      `${heading}${said}`,
      place,
    ])
  const pages: [path: string, heading: string | RegExp, route?: string][] = [
    ['', 'Overview', '/'],
    ['/overview', 'Overview'],
    ['/events', 'Events'],
    [`/events/${encodeURIComponent(event_name)}`, /./, '/events/$event_name'],
    [`/counted/${encodeURIComponent(sighting_id)}`, /./, '/counted/$sighting_id'],
    ['/test-events', 'Test Events'],
    ['/diagnostics', 'Diagnostics'],
    [`/diagnostics/${encodeURIComponent(issue_id)}`, /./, '/diagnostics/$issue_id'],
    ...each('/check/$pattern', CHECKS),
    ['/orders', 'Orders'],
    ['/delivery', 'Delivery'],
    ['/priorities', 'Priorities'],
    ['/add-events', 'Add events'],
    ...each('/add-events/$path', WAYS),
    ['/settings', 'Settings: General'],
    ...each('/settings/$section', SETTINGS, 'Settings: '),
  ]
  return pages.map(([path, heading, route = path]) => ({
    route: `/d/$dataset_id${route}`,
    path: `/d/${dataset_id}${path}`,
    heading,
  }))
}

const ROUTER = new URL('../../packages/events-manager/src/router.tsx', import.meta.url)
const ROUTE = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*(?:path|id): '([^']*)'/g

/** Every address that src/router.tsx knows: those of routes that are no other's parent. */
export function routesOfRouter(): string[] {
  const text = readFileSync(ROUTER, 'utf8')
  const routes = new Map(
    [...text.matchAll(ROUTE)].map(([, name = '', parent = '', path = '']) => [name, { parent, path }]),
  )
  if (routes.size !== text.split('createRoute({').length - 1)
    throw new Error(
      'src/router.tsx has a route that begins otherwise than with getParentRoute and path or id',
    )
  const whole = (name: string): string => {
    const route = routes.get(name)
    if (route === undefined) return ''
    const { parent, path } = route
    // An id is in no address; what is beneath another begins with or without a slash.
    return whole(parent) + (path === 'signed-in' ? '' : path.startsWith('/') ? path : `/${path}`)
  }
  const parents = new Set([...routes.values()].map(({ parent }) => parent))
  return [...routes.keys()].filter((name) => !parents.has(name)).map(whole)
}
