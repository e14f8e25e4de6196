import { buildCollector, type Pixel } from '@countersign/collector'
import type { FastifyInstance } from 'fastify'
import { BadRequests } from './counted/bad-requests.js'
import { Store } from './counted/store.js'
import { anyConfiguration, type GivenToken } from './edge/any-configuration.js'
import { emulatedEdge } from './edge/emulated-edge.js'
import { Failures } from './fail/failures.js'
import { Front } from './front/front.js'
import { inspectRoutes } from './front/inspect.js'
import { noRequests } from './front/request-counts.js'
import { Inspection } from './inspection.js'
import { datasetQualityRoute } from './quality/dataset-quality-route.js'

export interface EmulatorSettings {
  tokens: readonly GivenToken[] | null
  datasets: readonly string[] | null
  /** before every answer of Meta's side */
  latency_ms: number
  /** how many events are kept whole */
  keep: number
  now_ms(): number
  pixel: Pixel | undefined
}

export interface BuiltEmulator {
  app: FastifyInstance
  store: Store
  failures: Failures
  inspection: Inspection
}

/** The collector, with everything behind it in memory, and what may go wrong in front of it. It does not listen yet. */
export function buildEmulator(settings: EmulatorSettings): BuiltEmulator {
  const { now_ms, tokens, datasets, latency_ms } = settings
  const store = new Store(now_ms, new BadRequests(), settings.keep)
  const failures = new Failures()
  const isRevoked = (access_token: string) => failures.isRevoked(access_token)
  const configuration = anyConfiguration({ tokens, datasets, isRevoked, now_ms })
  const edge = emulatedEdge(configuration, store, now_ms, settings.pixel)
  const app = buildCollector(edge, { log: false })
  datasetQualityRoute(app, { configuration, books: store.books, newTraceId: edge.newTraceId })

  const counts = noRequests()
  const inspection = new Inspection(store, failures, counts)
  const [collect] = app.server.listeners('request')
  if (collect === undefined) throw new Error('The collector listens to its server')
  const front = new Front({
    store,
    failures,
    counts,
    latency_ms,
    now_ms,
    newTraceId: edge.newTraceId,
    inspect: inspectRoutes(inspection),
    collect: (request, response) => void Reflect.apply(collect, app.server, [request, response]),
  })
  app.server.removeAllListeners('request')
  app.server.on('request', front.listener)
  app.addHook('onClose', async () => configuration.close())
  return { app, store, failures, inspection }
}
