import { createServer, type Server, type ServerOptions } from 'node:http'
import type { FastifyServerFactoryHandler } from 'fastify'
import type { Stage } from '../stage.js'
import { takeReport } from './take-report.js'
import { isPlainBeacon, TR } from './tr-route.js'

/**
 * The server under Fastify. A beacon by GET goes straight to its route, which saves a third of what it costs; anything
 * else, and under `inject` all, goes through Fastify to the same code.
 */
export const beaconsFirst =
  (stage: Stage, options: ServerOptions) =>
  (handler: FastifyServerFactoryHandler): Server =>
    createServer(options, (request, response) => {
      if (isPlainBeacon(request)) void takeReport(TR, request, response, null, stage)
      else handler(request, response)
    })
