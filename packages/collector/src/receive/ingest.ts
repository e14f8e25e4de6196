import type { FastifyInstance } from 'fastify'
import { sendGraph } from '../graph/graph-answer.js'
import { BodyBudget } from '../operations/body-budget.js'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import { answerBeacon } from './beacon-answer.js'
import { conversionsRoute } from './conversions-route.js'
import { openBridgeRoute } from './open-bridge-route.js'
import { trRoute } from './tr-route.js'

/** The routes that events come in by. They take bodies of any content type, as bytes. */
export async function ingest(app: FastifyInstance, stage: Stage): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  refuseOverCapacity(app, stage)
  trRoute(app, stage)
  openBridgeRoute(app, stage)
  await app.register(async (scope) => {
    measured(scope, stage.metrics)
    conversionsRoute(scope, stage)
  })
}

/** Says 503 before a body is read, where there is no room for it here or on the way to the disk. */
function refuseOverCapacity(app: FastifyInstance, { edge }: Stage): void {
  const budget = new BodyBudget()
  app.addHook('onRequest', (request, reply, done) => {
    // Whatever a browser names its body, we look at what is in it.
    if (request.headers['content-type']?.includes('/') === false) delete request.headers['content-type']
    if (!edge.journal.full && budget.take(request, reply)) return done()
    if (request.routeOptions.config.face === 'beacon') {
      reply.hijack()
      return answerBeacon(request.raw, reply.raw, 503, 'empty', [])
    }
    sendGraph(request, reply, edge.newTraceId(), { ok: false, problems: [{ code: 'over_capacity', at: '' }] })
  })
}
