import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AddressLimit } from '../block/address-limit.js'
import { measured } from '../operations/measured.js'
import { isFromOwnPage } from '../sign-in/asked.js'
import { auditChanges } from '../sign-in/audit.js'
import { auditRoute } from '../sign-in/audit-route.js'
import { linksRoute } from '../sign-in/links-route.js'
import { passwordRoute } from '../sign-in/password-route.js'
import { peopleRoute } from '../sign-in/people-route.js'
import { isAllowed, isChange, type May, mayOf } from '../sign-in/permissions.js'
import { sessionRoute } from '../sign-in/session-route.js'
import { totpRoute } from '../sign-in/totp-route.js'
import type { Stage } from '../stage.js'
import type { Api, ApiRoute, ApiScope } from './api.js'
import { ApiError, ApiRefusal, sendProblem } from './api-error.js'
import { answerApiErrors } from './api-errors.js'
import { API_BODY_BYTES_MAX, REQUESTS_PER_MINUTE, STRANGER_REQUESTS_PER_MINUTE } from './api-limits.js'
import { callerOf, seesDataset } from './caller.js'
import { CHANGES } from './change/changes.js'
import { datasetsRoute } from './datasets-route.js'
import { eventsRoute } from './events-route.js'
import { openapiRoute } from './openapi.js'
import { countedRoute } from './pages/counted-route.js'
import { deliveryRoute } from './pages/delivery-route.js'
import { eventNamesRoute } from './pages/event-names-route.js'
import { searchRoute } from './pages/search-route.js'
import { seriesRoute } from './pages/series-route.js'
import { snippetRoute } from './pages/snippet-route.js'
import { summaryRoute } from './pages/summary-route.js'
import { aemRoute } from './signals/aem-route.js'
import { diagnosticsRoute } from './signals/diagnostics-route.js'
import { domainsRoute } from './signals/domains-route.js'
import { issuesRoute } from './signals/issues-route.js'
import { ordersRoute } from './signals/orders-route.js'
import { qualityRoute } from './signals/quality-route.js'
import { troubleshootRoute } from './signals/troubleshoot-route.js'
import { statsRoute } from './stats-route.js'
import { testEventsRoute } from './test-events-route.js'
import { testSendRoute } from './test-send-route.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** for anybody, without a token */
    open?: boolean
    /** what it asks of whoever uses it; left out: `read`, or for a change `change` */
    may?: May
  }
}

/** Every address of the API. A new one is a file and a row here. */
const ROUTES: readonly ApiRoute[] = [
  datasetsRoute,
  statsRoute,
  eventsRoute,
  testEventsRoute,
  testSendRoute,
  diagnosticsRoute,
  issuesRoute,
  qualityRoute,
  ordersRoute,
  aemRoute,
  troubleshootRoute,
  domainsRoute,
  ...CHANGES,
  summaryRoute,
  seriesRoute,
  eventNamesRoute,
  countedRoute,
  searchRoute,
  deliveryRoute,
  snippetRoute,
  sessionRoute,
  passwordRoute,
  totpRoute,
  linksRoute,
  peopleRoute,
  auditRoute,
]

/** Countersign's own API, under /api. Who asks is known, and bounded, before a route is. */
export async function apiRoutes(app: FastifyInstance, api: Api): Promise<void> {
  const scope = app.withTypeProvider<TypeBoxTypeProvider>()
  const limit = new AddressLimit()
  scope.decorateRequest('caller', null)
  scope.addHook('onRoute', (route) => {
    route.bodyLimit ??= API_BODY_BYTES_MAX
    route.config = { name: 'api', ...route.config }
  })
  scope.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    admit(request, limit, api.stage)
  })
  answerApiErrors(scope, api.stage)
  auditChanges(scope, api.stage)
  scope.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'path_unknown', at: '' }))
  scope.addHook('preClose', async () => api.stage.test_events?.close())
  measured(scope, api.stage.metrics)
  const addRoutes = (described: ApiScope) => {
    described.addSchema(ApiError)
    for (const route of ROUTES) route(described, api)
  }
  addRoutes(scope)
  openapiRoute(scope, api.stage.edge.version, addRoutes)
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

/** @throws ApiRefusal: too many, nobody, one who may not, or a page of another host */
function admit(request: FastifyRequest, limit: AddressLimit, stage: Stage): void {
  const { edge, addresses } = stage
  const caller = callerOf(request.raw, edge.configuration) ?? null
  const [who, per_minute] =
    caller === null
      ? [`address:${addresses.of(request.raw) ?? ''}`, STRANGER_REQUESTS_PER_MINUTE]
      : [caller.id, REQUESTS_PER_MINUTE]
  if (limit.exceeded(who, 'api', per_minute, edge.now_ms()))
    throw new ApiRefusal({ code: 'requests_too_many', at: '' })
  request.caller = caller
  checkOrigin(request, stage)
  const { open, may: said } = request.routeOptions.config
  if (open === true) return
  const may = mayOf(request.method, said)
  if (caller === null) throw new ApiRefusal({ code: nobody(request, may), at: '' })
  if (!isAllowed(caller.role, may)) throw new ApiRefusal({ code: 'permission_missing', at: '' })
  const { dataset_id } = (request.params ?? {}) as { dataset_id?: string }
  if (isChange(request.method) && dataset_id !== undefined && !seesDataset(caller, dataset_id))
    throw new ApiRefusal({ code: 'object_unknown', at: 'dataset_id' })
}

/** A session's cookie is sent by the browser whoever's page asks; and nobody is signed in as somebody by another page. */
function checkOrigin(request: FastifyRequest, stage: Stage): void {
  if (!isChange(request.method)) return
  const is_by_cookie = request.caller?.session !== undefined && request.routeOptions.config.open !== true
  const is_said = request.headers.origin !== undefined && request.routeOptions.config.open === true
  if ((is_by_cookie || is_said) && !isFromOwnPage(request, stage))
    throw new ApiRefusal({ code: 'origin_refused', at: '' })
}

function nobody({ headers }: FastifyRequest, may: May) {
  if (headers.authorization !== undefined) return 'token_invalid'
  return may === 'self' || headers.cookie?.includes('countersign_session')
    ? 'session_missing'
    : 'token_missing'
}
