import type { FastifyInstance } from 'fastify'
import type { Stage } from '../stage.js'

/**
 * GET /healthz: alive, and what beside counting and delivery cannot go on (it is no reason to start the process again); /readyz: takes reports, or says why not; /metrics: for Prometheus.
 */
export function healthRoutes(app: FastifyInstance, { edge, metrics }: Stage): void {
  app.get('/healthz', (_request, reply) => {
    const broken = edge.signals_broken?.() ?? []
    return reply.send({ status: 'ok', version: edge.version, ...(broken.length > 0 && { broken }) })
  })
  app.get('/readyz', (_request, reply) => {
    const reasons: string[] = []
    if (edge.journal.full) reasons.push('the journal is full: too much is waiting to be written')
    if (edge.fold.stalled !== null) reasons.push(`counting has stopped: ${edge.fold.stalled}`)
    if (reasons.length === 0) return reply.send({ status: 'ready' })
    return reply.code(503).send({ status: 'not ready', reasons })
  })
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
  )
}
