import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Stage } from '../stage.js'
import { plainScript, sendScript } from './script-file.js'
import { type SignalsAsked, signalsConfig, signalsConfigJson } from './signals-config.js'

const ID = ':id(^\\d{1,26}$)'

/**
 * GET /signals/config/{id}, /signals/config/json/{id} and /signals/plugins/{name}.js: what Meta's own library
 * and its partners ask for where they were pointed here. @source reference 1.1, 1.3
 */
export function signalsRoute(app: FastifyInstance, stage: Stage): void {
  const asFile = (text: string) => plainScript(text, stage.edge.sha256)
  const options = { config: { name: 'signals_config' } }
  app.get(`/signals/config/${ID}`, options, (request, reply) =>
    sendScript(request, reply, asFile(signalsConfig(askedOf(request, stage), stage.edge.sha256))),
  )
  app.get(`/signals/config/json/${ID}`, options, (request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })
      .send(signalsConfigJson(askedOf(request, stage))),
  )
  // What the library does not hold itself it would load. There is none here; a missing one would be an error
  // in the page's console.
  app.get('/signals/plugins/:name', options, (request, reply) =>
    sendScript(request, reply, asFile('/* There is no such plugin here. */\n')),
  )
}

function askedOf({ params, query }: FastifyRequest, { edge }: Stage): SignalsAsked {
  const { id: dataset_id } = params as { id: string }
  const { domain } = query as { domain?: unknown }
  const dataset = edge.configuration.dataset(dataset_id)
  return {
    dataset_id,
    dataset: dataset?.archived_at_ms === null ? dataset : undefined,
    domain: typeof domain === 'string' && HOST.test(domain) ? domain.toLowerCase() : null,
  }
}
const HOST = /^[\w.:[\]-]{1,253}$/
