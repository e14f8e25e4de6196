import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { parseSearch, stringifySearch } from './address.js'
import { AHEAD } from './ahead.js'
import { datasetsQuery, sessionQuery, summaryQuery } from './client/queries.js'
import { PageSkeleton } from './parts/skeletons.js'
import { Broken } from './shell/broken.js'
import { Frame } from './shell/frame.js'
import { NotFound } from './shell/not-found.js'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

/** Search parameters are text, and each page reads its own: see useAddress. What was taken out is none. */
const asText = (search: { [name: string]: unknown }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

/** Addresses for whoever is not signed in yet. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.js'), 'SignInPage'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.js'), 'WelcomePage'),
})

/** Where a page is gone to, and not only pointed at, it asks what it will need while its code is on the way. */
const asking =
  (page: keyof typeof AHEAD) =>
  ({ context, params, location, cause }: Loading): void => {
    if (cause === 'enter') AHEAD[page](context.queries, { params, search: location.search })
  }
interface Loading {
  context: { queries: QueryClient }
  params: { [name: string]: string }
  location: { search: { [name: string]: unknown } }
  cause: 'preload' | 'enter' | 'stay'
}

/** All others: whoever is nobody yet signs in, then comes back to where they wanted to go. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session !== null) {
      // Every page asks for them as soon as it is drawn.
      void context.queries.prefetchQuery(datasetsQuery)
      return
    }
    const search = location.href === '/' ? {} : { back: location.href }
    throw redirect({ to: '/sign-in', search })
  },
})

const sources = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: asText,
  loader: ({ context, cause }) => {
    if (cause === 'enter') void context.queries.prefetchQuery(summaryQuery)
  },
  component: lazyRouteComponent(() => import('./pages/data-sources/data-sources-page.js'), 'DataSourcesPage'),
})
const wizard = createRoute({
  getParentRoute: () => signedIn,
  path: '/new',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/new/new-page.js'), 'NewPage'),
})
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.js'), 'AccountPage'),
})
const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people/people-page.js'), 'PeoplePage'),
})
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.js'), 'AuditPage'),
})

/** Pages of one dataset: the range goes along from one to the next. */
const dataset = createRoute({
  getParentRoute: () => signedIn,
  path: '/d/$dataset_id',
  validateSearch: asText,
  search: { middlewares: [retainSearchParams(['since', 'until', 'compare'] as never)] },
})
const first = createRoute({
  getParentRoute: () => dataset,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/d/$dataset_id/overview', params, replace: true })
  },
})
const settings = createRoute({
  getParentRoute: () => dataset,
  path: 'settings',
  beforeLoad: ({ params }) => {
    throw redirect({
      to: '/d/$dataset_id/settings/$section',
      params: { ...params, section: 'general' },
      replace: true,
    })
  },
})

const overview = createRoute({
  getParentRoute: () => dataset,
  path: 'overview',
  loader: asking('overview'),
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.js'), 'OverviewPage'),
})
const events = createRoute({
  getParentRoute: () => dataset,
  path: 'events',
  loader: asking('events'),
  component: lazyRouteComponent(() => import('./pages/events/events-page.js'), 'EventsPage'),
})
const event = createRoute({
  getParentRoute: () => dataset,
  path: 'events/$event_name',
  loader: asking('event'),
  component: lazyRouteComponent(() => import('./pages/events/event-page.js'), 'EventPage'),
})
const counted = createRoute({
  getParentRoute: () => dataset,
  path: 'counted/$sighting_id',
  loader: asking('counted'),
  component: lazyRouteComponent(() => import('./pages/events/counted-page.js'), 'CountedPage'),
})
const testEvents = createRoute({
  getParentRoute: () => dataset,
  path: 'test-events',
  component: lazyRouteComponent(() => import('./pages/test-events/test-events-page.js'), 'TestEventsPage'),
})
const diagnostics = createRoute({
  getParentRoute: () => dataset,
  path: 'diagnostics',
  loader: asking('diagnostics'),
  component: lazyRouteComponent(() => import('./pages/diagnostics/diagnostics-page.js'), 'DiagnosticsPage'),
})
const issue = createRoute({
  getParentRoute: () => dataset,
  path: 'diagnostics/$issue_id',
  component: lazyRouteComponent(() => import('./pages/diagnostics/issue-page.js'), 'IssuePage'),
})
const check = createRoute({
  getParentRoute: () => dataset,
  path: 'check/$pattern',
  component: lazyRouteComponent(() => import('./pages/diagnostics/check-page.js'), 'CheckPage'),
})
const orders = createRoute({
  getParentRoute: () => dataset,
  path: 'orders',
  loader: asking('orders'),
  component: lazyRouteComponent(() => import('./pages/orders/orders-page.js'), 'OrdersPage'),
})
const delivery = createRoute({
  getParentRoute: () => dataset,
  path: 'delivery',
  loader: asking('delivery'),
  component: lazyRouteComponent(() => import('./pages/delivery/delivery-page.js'), 'DeliveryPage'),
})
const priorities = createRoute({
  getParentRoute: () => dataset,
  path: 'priorities',
  component: lazyRouteComponent(() => import('./pages/priorities/priorities-page.js'), 'PrioritiesPage'),
})
const addEvents = createRoute({
  getParentRoute: () => dataset,
  path: 'add-events',
  component: lazyRouteComponent(() => import('./pages/add-events/add-events-page.js'), 'AddEventsPage'),
})
const addPath = createRoute({
  getParentRoute: () => dataset,
  path: 'add-events/$path',
  component: lazyRouteComponent(() => import('./pages/add-events/path-page.js'), 'PathPage'),
})
const section = createRoute({
  getParentRoute: () => dataset,
  path: 'settings/$section',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.js'), 'SettingsPage'),
})

const OF_DATASET = [
  first,
  overview,
  events,
  event,
  counted,
  testEvents,
  diagnostics,
  issue,
  check,
  orders,
  delivery,
  priorities,
  addEvents,
  addPath,
  settings,
  section,
]

const tree = root.addChildren([
  signIn,
  welcome,
  signedIn.addChildren([sources, wizard, account, people, audit, dataset.addChildren(OF_DATASET)]),
])

/** Every page by its address. What a page is made of is loaded when it is gone to, or pointed at. */
export const newRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
