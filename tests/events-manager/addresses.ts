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
  /** as src/places.ts has it */
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

const PLACES = new URL('../../packages/events-manager/src/places.ts', import.meta.url)
/** Addresses that lead on to one of these. */
const LEADING = ['/d/$dataset_id/', '/d/$dataset_id/settings']

/** Every address that Events Manager knows. */
export function routesKnown(): string[] {
  const paths = [...readFileSync(PLACES, 'utf8').matchAll(/\bpath: '([^']*)'/g)].map(([, path = '']) => path)
  return [...paths, ...LEADING]
}
