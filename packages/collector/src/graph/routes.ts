import type { FastifyInstance } from 'fastify'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import { adspixelsRoute } from './adspixels-route.js'
import { datasetQualityRoute } from './dataset-quality-route.js'
import { debugTokenRoute } from './debug-token-route.js'
import { nodeRoute } from './node-route.js'
import { statsRoute } from './stats-route.js'

/**
 * Graph's reads and changes of a dataset. Their bodies are taken as bytes: clients send them in five ways.
 */
export async function graphRoutes(app: FastifyInstance, stage: Stage): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  measured(app, stage.metrics)
  nodeRoute(app, stage)
  adspixelsRoute(app, stage)
  debugTokenRoute(app, stage)
  statsRoute(app, stage)
  datasetQualityRoute(app, stage)
}
