import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import type { Ahead } from './ahead.js'
import { datasetsQuery, sessionQuery } from './client/queries.js'
import { PageSkeleton } from './parts/skeletons.js'
import { PLACES } from './places.js'
import { asText, parseSearch, stringifySearch } from './search.js'
import { Broken } from './shell/broken.js'
import { Frame } from './shell/frame.js'
import { NotFound } from './shell/not-found.js'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

/** Addresses for whoever is not signed in yet. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: PLACES.sign_in.path,
  validateSearch: asText,
  component: lazyRouteComponent(PLACES.sign_in.code, 'SignInPage'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: PLACES.welcome.path,
  component: lazyRouteComponent(PLACES.welcome.code, 'WelcomePage'),
})

/** Where a page is gone to, and not only pointed at, it asks what it will need while its code is on the way. */
const asking =
  (asks: Ahead) =>
  ({ context, params, location, cause }: Loading): void => {
    if (cause === 'enter') asks(context.queries, { params, search: location.search })
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
  path: PLACES.sources.path,
  validateSearch: asText,
  loader: asking(PLACES.sources.asks),
  component: lazyRouteComponent(PLACES.sources.code, 'DataSourcesPage'),
})
const wizard = createRoute({
  getParentRoute: () => signedIn,
  path: PLACES.wizard.path,
  validateSearch: asText,
  component: lazyRouteComponent(PLACES.wizard.code, 'NewPage'),
})
const account = createRoute({
  getParentRoute: () => signedIn,
  path: PLACES.account.path,
  component: lazyRouteComponent(PLACES.account.code, 'AccountPage'),
})
const people = createRoute({
  getParentRoute: () => signedIn,
  path: PLACES.people.path,
  component: lazyRouteComponent(PLACES.people.code, 'PeoplePage'),
})
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: PLACES.audit.path,
  validateSearch: asText,
  component: lazyRouteComponent(PLACES.audit.code, 'AuditPage'),
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

/** The part of an address that stands below the dataset's. */
const inDataset = <Below extends string>(path: `/d/$dataset_id/${Below}`) =>
  path.slice('/d/$dataset_id/'.length) as Below

const overview = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.overview.path),
  loader: asking(PLACES.overview.asks),
  component: lazyRouteComponent(PLACES.overview.code, 'OverviewPage'),
})
const events = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.events.path),
  loader: asking(PLACES.events.asks),
  component: lazyRouteComponent(PLACES.events.code, 'EventsPage'),
})
const event = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.event.path),
  loader: asking(PLACES.event.asks),
  component: lazyRouteComponent(PLACES.event.code, 'EventPage'),
})
const counted = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.counted.path),
  loader: asking(PLACES.counted.asks),
  component: lazyRouteComponent(PLACES.counted.code, 'CountedPage'),
})
const testEvents = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.test_events.path),
  component: lazyRouteComponent(PLACES.test_events.code, 'TestEventsPage'),
})
const diagnostics = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.diagnostics.path),
  loader: asking(PLACES.diagnostics.asks),
  component: lazyRouteComponent(PLACES.diagnostics.code, 'DiagnosticsPage'),
})
const issue = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.issue.path),
  loader: asking(PLACES.issue.asks),
  component: lazyRouteComponent(PLACES.issue.code, 'IssuePage'),
})
const check = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.check.path),
  loader: asking(PLACES.check.asks),
  component: lazyRouteComponent(PLACES.check.code, 'CheckPage'),
})
const orders = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.orders.path),
  loader: asking(PLACES.orders.asks),
  component: lazyRouteComponent(PLACES.orders.code, 'OrdersPage'),
})
const delivery = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.delivery.path),
  loader: asking(PLACES.delivery.asks),
  component: lazyRouteComponent(PLACES.delivery.code, 'DeliveryPage'),
})
const priorities = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.priorities.path),
  loader: asking(PLACES.priorities.asks),
  component: lazyRouteComponent(PLACES.priorities.code, 'PrioritiesPage'),
})
const addEvents = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.add_events.path),
  component: lazyRouteComponent(PLACES.add_events.code, 'AddEventsPage'),
})
const addPath = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.add_path.path),
  component: lazyRouteComponent(PLACES.add_path.code, 'PathPage'),
})
const section = createRoute({
  getParentRoute: () => dataset,
  path: inDataset(PLACES.section.path),
  component: lazyRouteComponent(PLACES.section.code, 'SettingsPage'),
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
