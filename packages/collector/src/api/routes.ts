import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AddressLimit } from '../block/address-limit.js'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import type { Api, ApiRoute, ApiScope } from './api.js'
import { ApiError, ApiRefusal, sendProblem } from './api-error.js'
import { answerApiErrors } from './api-errors.js'
import { API_BODY_BYTES_MAX, REQUESTS_PER_MINUTE, STRANGER_REQUESTS_PER_MINUTE } from './api-limits.js'
import { callerOf, mayChange } from './caller.js'
import { CHANGES } from './change/changes.js'
import { datasetsRoute } from './datasets-route.js'
import { eventsRoute } from './events-route.js'
import { openapiRoute } from './openapi.js'
import { aemRoute } from './signals/aem-route.js'
import { diagnosticsRoute } from './signals/diagnostics-route.js'
import { domainsRoute } from './signals/domains-route.js'
import { issuesRoute } from './signals/issues-route.js'
import { ordersRoute } from './signals/orders-route.js'
import { qualityRoute } from './signals/quality-route.js'
import { troubleshootRoute } from './signals/troubleshoot-route.js'
import { statsRoute } from './stats-route.js'
import { testEventsRoute } from './test-events-route.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** for anybody, without a token */
    open?: boolean
    /** who may, of those who may not read alone; left out: administrators */
    may?: 'change' | 'test' | 'tokens'
    /** under which word the change is logged, `<object>.<verb>` */
    audit?: string
  }
}

/** Every address of the API. A new one is a file and a row here. */
const ROUTES: readonly ApiRoute[] = [
  datasetsRoute,
  statsRoute,
  eventsRoute,
  testEventsRoute,
  diagnosticsRoute,
  issuesRoute,
  qualityRoute,
  ordersRoute,
  aemRoute,
  troubleshootRoute,
  domainsRoute,
  ...CHANGES,
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
  // What a schema does not name still goes out: a test holds each answer against its schema instead.
  scope.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  answerApiErrors(scope, api.stage)
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

/** @throws ApiRefusal: too many, nobody, or one who may not change */
function admit(request: FastifyRequest, limit: AddressLimit, { edge, addresses }: Stage): void {
  const caller = callerOf(request.raw, edge.configuration) ?? null
  const [who, per_minute] =
    caller === null
      ? [`address:${addresses.of(request.raw) ?? ''}`, STRANGER_REQUESTS_PER_MINUTE]
      : [caller.id, REQUESTS_PER_MINUTE]
  if (limit.exceeded(who, 'api', per_minute, edge.now_ms()))
    throw new ApiRefusal({ code: 'requests_too_many', at: '' })
  request.caller = caller
  if (request.routeOptions.config.open === true) return
  if (caller === null) {
    const code = request.headers.authorization === undefined ? 'token_missing' : 'token_invalid'
    throw new ApiRefusal({ code, at: '' })
  }
  if (!READS.has(request.method) && !mayChange(caller))
    throw new ApiRefusal({ code: 'permission_missing', at: '' })
}
const READS = new Set(['GET', 'HEAD'])
