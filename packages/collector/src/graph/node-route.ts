import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Stage } from '../stage.js'
import { authoriseBy } from './access-token.js'
import { datasetNodes } from './dataset-nodes.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
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
  const { access_token } = queryParameters(request)
  const dataset = authoriseBy(access_token, idOf(request), stage.edge.configuration, 'object_unknown')
  if (!dataset.ok) return dataset
  const nodes = await datasetNodes([dataset.value], request, stage)
  return nodes.ok ? { ok: true, body: nodes.value[0] ?? {} } : nodes
}

async function changeNode(request: FastifyRequest, { edge }: Stage): Promise<GraphAnswer> {
  const parameters = await readParameters(request)
  if (!parameters.ok) return parameters
  const { access_token, text } = parameters.value
  const dataset = authoriseBy(access_token, idOf(request), edge.configuration, 'dataset_unknown')
  if (!dataset.ok) return dataset
  const problem = updateDataset(dataset.value, text, edge.configuration, edge.now_ms())
  return problem === null ? { ok: true, body: { success: true } } : { ok: false, problems: [problem] }
}

const idOf = ({ params }: FastifyRequest): string => (params as { id: string }).id
