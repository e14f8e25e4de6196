import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hostOf, isByHttps } from '../receive/first-party-cookies.js'
import type { Stage } from '../stage.js'
import { authoriseBy } from './access-token.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
import { fieldNames, isField, nodeOf } from './node-fields.js'
import { queryParameters, readParameters } from './parameters.js'
import { OBJECT, PREFIXES } from './paths.js'
import { updateDataset } from './update-dataset.js'

/** GET and POST /v{N}.{M}/{id}: reads and changes a dataset. @source reference 5.7 */
export function nodeRoute(app: FastifyInstance, stage: Stage): void {
  const options = { config: { face: 'graph' as const, name: 'node' } }
  for (const prefix of PREFIXES) {
    app.get(`${prefix}/${OBJECT}`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await readNode(request, stage)),
    )
    app.post(`${prefix}/${OBJECT}`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await changeNode(request, stage)),
    )
  }
}

async function readNode(request: FastifyRequest, stage: Stage): Promise<GraphAnswer> {
  const { edge } = stage
  const { access_token, text } = queryParameters(request)
  const dataset = authoriseBy(access_token, idOf(request), edge.configuration, 'object_unknown')
  if (!dataset.ok) return dataset
  const names = fieldNames(text('fields'))
  const unknown = names.find((name) => !isField(name))
  if (unknown !== undefined)
    return { ok: false, problems: [{ code: 'field_nonexistent', at: 'fields', seen: printable(unknown) }] }
  const last_fired_at_ms = names.includes('last_fired_time') ? await lastFired(dataset.value.id, stage) : null
  return {
    ok: true,
    body: nodeOf(names, {
      dataset: dataset.value,
      origin: originOf(request, stage),
      pixel: edge.pixel,
      last_fired_at_ms,
    }),
  }
}

async function changeNode(request: FastifyRequest, { edge }: Stage): Promise<GraphAnswer> {
  const parameters = await readParameters(request)
  if (!parameters.ok) return parameters
  const { access_token, text } = parameters.value
  const dataset = authoriseBy(access_token, idOf(request), edge.configuration, 'dataset_unknown')
  if (!dataset.ok) return dataset
  const problem = updateDataset(dataset.value, text, edge.configuration)
  return problem === null ? { ok: true, body: { success: true } } : { ok: false, problems: [problem] }
}

const idOf = ({ params }: FastifyRequest): string => (params as { id: string }).id

/** When the newest counted event was received; an event's first copy counts. */
async function lastFired(dataset_id: string, { edge }: Stage): Promise<number | null> {
  const [newest] = await edge.reports.events(dataset_id, { event_name: null, since_ms: 0, limit: 1 })
  return newest?.counted_at_ms ?? null
}

/** Where the request came to, so that what a page installs leads back here. */
function originOf({ raw }: FastifyRequest, stage: Stage): string {
  const host = hostOf(raw, stage) ?? ''
  const scheme = isByHttps(raw, stage) ? 'https' : 'http'
  return `${scheme}://${HOST.test(host) ? host : 'localhost'}`
}
/** It goes into a page: nothing but a name or an address, and a port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i

/** Said back only where it has a field's form: anything else may be personal data that went astray. */
const printable = (name: string): string => (/^[a-z]\w{0,59}$/i.test(name) ? name : '?')
