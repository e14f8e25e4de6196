import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { FastifyInstance, FastifyServerFactoryHandler } from 'fastify'
import { OBJECT, PREFIXES } from '../graph/paths.js'
import type { Stage } from '../stage.js'
import { answerPreflight } from './beacon-answer.js'
import { isConversions, takeConversions } from './conversions-route.js'
import { takeOpenBridge } from './open-bridge-route.js'
import { takePrivateClick } from './private-click-route.js'
import { pathOf } from './target.js'
import { takeBeacon } from './tr-route.js'

/**
 * A route that works on Node's own request and response, reads the body itself, answers, and never rejects.
 */
type Take = (request: IncomingMessage, response: ServerResponse, stage: Stage) => Promise<void>

/**
 * The server under Fastify. Events, which are nearly all of what comes in, go straight to their routes:
 * finding them through Fastify would cost a third of what they cost together. All else is Fastify's, and so
 * is all once we are closing: it lets the connections go.
 */
export const ingestFirst =
  (stage: Stage, options: ServerOptions) =>
  (handler: FastifyServerFactoryHandler): Server => {
    const server = createServer(options, (request, response) => {
      const take = server.listening ? takeOf(request) : null
      if (take === null) handler(request, response)
      else void take(request, response, stage)
    })
    return server
  }

function takeOf({ method, url = '' }: IncomingMessage): Take | null {
  if (method !== 'GET' && method !== 'POST') return null
  if (url.startsWith('/tr')) {
    const path = pathOf(url)
    return path === '/tr/' || path === '/tr' ? takeBeacon : null
  }
  return method === 'POST' && isConversions(url) ? takeConversions : null
}

/**
 * The same routes in Fastify's table, for `inject`, for addresses spelled otherwise, and the ones that are
 * rare.
 */
export function ingestRoutes(app: FastifyInstance, stage: Stage): void {
  const add = (method: 'GET' | 'POST' | 'OPTIONS', url: string, take: Take) =>
    app.route({
      method,
      url,
      exposeHeadRoute: false,
      // Here, and not in the handler: Fastify has not touched the body yet.
      onRequest: (request, reply) => {
        reply.hijack()
        void take(request.raw, reply.raw, stage)
      },
      handler: () => undefined,
    })
  for (const address of ['/tr', '/tr/']) {
    add('GET', address, takeBeacon)
    add('POST', address, takeBeacon)
    add('OPTIONS', address, answerPreflight)
  }
  add('POST', '/events', takeOpenBridge)
  add('OPTIONS', '/events', answerPreflight)
  for (const end of ['', '/'])
    add('POST', `/.well-known/private-click-measurement/report-attribution${end}`, takePrivateClick)
  for (const prefix of [...PREFIXES, '/capi']) add('POST', `${prefix}/${OBJECT}/events`, takeConversions)
}
