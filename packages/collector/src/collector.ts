import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Api } from './api/api.js'
import type { Edge } from './edge.js'
import { eventsManagerRoutes } from './events-manager/routes.js'
import { graphRoutes } from './graph/routes.js'
import { HEADER_BYTES_MAX, HEADERS_TIMEOUT_MS, KEEP_ALIVE_MS, REQUEST_TIMEOUT_MS } from './limits.js'
import { answerClientError } from './operations/client-error.js'
import { handleErrors, logUnforeseen } from './operations/error-handler.js'
import { healthRoutes } from './operations/health-routes.js'
import { LATE_COMPILERS } from './operations/late-compilers.js'
import { handleNotFound } from './operations/not-found.js'
import { pixelRoutes } from './pixel/routes.js'
import { ingestFirst, ingestRoutes } from './receive/ingest.js'
import { ordersRoutes } from './receive/orders-route.js'
import { newStage } from './stage.js'

export interface CollectorOptions {
  /** pino's; false: silent */
  log: Exclude<FastifyServerOptions['logger'], undefined>
  /** how long a request may take to arrive */
  request_timeout_ms?: number
}

/**
 * Builds the HTTP server: all of its routes, none of its ports. @throws where a trusted proxy is no address
 */
export function buildCollector(edge: Edge, options: CollectorOptions): FastifyInstance {
  const stage = newStage(edge, (error, trace_id) => logUnforeseen(app.log, error, trace_id))
  const request_timeout_ms = options.request_timeout_ms ?? REQUEST_TIMEOUT_MS
  const app = Fastify({
    logger: options.log,
    // A line a request would hold addresses and tokens, and cost more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: 'idle',
    // An event's name has 256 characters at most, a sighting's id 128, each of which may be written as three.
    routerOptions: { maxParamLength: 400 },
    schemaController: LATE_COMPILERS,
    clientErrorHandler: answerClientError,
    serverFactory: ingestFirst(stage, {
      maxHeaderSize: HEADER_BYTES_MAX,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: request_timeout_ms,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, request_timeout_ms),
      connectionsCheckingInterval: Math.min(2_000, request_timeout_ms),
    }),
  })
  handleErrors(app, stage)
  handleNotFound(app, stage)
  ingestRoutes(app, stage)
  app.register((scope) => graphRoutes(scope, stage))
  app.register((scope) => ordersRoutes(scope, stage))
  app.register((scope) => pixelRoutes(scope, stage))
  const { api: reports, events_manager: files } = edge
  if (reports !== undefined) app.register((scope) => loadApi(scope, { stage, reports }), { prefix: '/api' })
  if (files !== undefined) app.register((scope) => eventsManagerRoutes(scope, { stage, files }))
  app.register(async (scope) => healthRoutes(scope, stage))
  return app
}

/** Loaded where there are reports to read: the emulator has none. */
async function loadApi(scope: FastifyInstance, api: Api): Promise<void> {
  const { apiRoutes } = await import('./api/routes.js')
  await apiRoutes(scope, api)
}
