import type { FastifyInstance } from 'fastify'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import { libraryRoute } from './library-route.js'
import { signalsRoute } from './signals-route.js'

/** What a page loads: our library, and what Meta's asks for. */
export async function pixelRoutes(app: FastifyInstance, stage: Stage): Promise<void> {
  measured(app, stage.metrics)
  libraryRoute(app, stage)
  signalsRoute(app, stage)
}
