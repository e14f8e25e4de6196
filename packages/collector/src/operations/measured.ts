import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.js'
import './face.js'

/**
 * Counts and times what a scope's routes answer. The beacons' routes, which come most often, do it
 * themselves.
 */
export function measured(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    const name = request.routeOptions.config.name ?? 'other'
    metrics.answered(name, reply.statusCode, performance.now() - reply.elapsedTime)
    done()
  })
}
