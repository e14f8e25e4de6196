import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Stage } from '../stage.js'
import { authenticate } from './access-token.js'
import { datasetNodes } from './dataset-nodes.js'
import { type GraphAnswer, sendGraph } from './graph-answer.js'
import { queryParameters, readParameters } from './parameters.js'
import { AD_ACCOUNT, OWNER, PREFIXES } from './paths.js'

const NAME_CHARS_MAX = 200

/**
 * GET and POST /v{N}.{M}/act_{id}/adspixels: an ad account's datasets, and a new one. POST /v{N}.{M}/{id}/adspixels: a
 * new one of a business, which is on no ad account. @source reference 5.11, 17.13
 */
export function adspixelsRoute(app: FastifyInstance, stage: Stage): void {
  const options = { config: { face: 'graph' as const, name: 'adspixels' } }
  for (const prefix of PREFIXES) {
    app.get(`${prefix}/${AD_ACCOUNT}/adspixels`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await listDatasets(request, stage)),
    )
    app.post(`${prefix}/${OWNER}/adspixels`, options, async (request, reply) =>
      sendGraph(request, reply, stage.edge.newTraceId(), await createDataset(request, stage)),
    )
  }
}

/** Those of the account that the token may read. */
async function listDatasets(request: FastifyRequest, stage: Stage): Promise<GraphAnswer> {
  const { configuration } = stage.edge
  const token = authenticate(queryParameters(request).access_token, configuration)
  if (!token.ok) return token
  const { dataset_id } = token.value
  const account = accountOf(request)
  const datasets = configuration
    .datasets()
    .filter(
      (dataset) => dataset.ad_account_id === account && (dataset_id === null || dataset_id === dataset.id),
    )
  const nodes = await datasetNodes(datasets, request, stage)
  if (!nodes.ok) return nodes
  const [first, last] = [datasets.at(0), datasets.at(-1)]
  const paging =
    first && last ? { paging: { cursors: { before: cursor(first.id), after: cursor(last.id) } } } : {}
  return { ok: true, body: { data: nodes.value, ...paging } }
}

/** Creating datasets needs a token of the instance. @source settled.md */
async function createDataset(
  request: FastifyRequest,
  { edge: { configuration } }: Stage,
): Promise<GraphAnswer> {
  const parameters = await readParameters(request)
  if (!parameters.ok) return parameters
  const token = authenticate(parameters.value.access_token, configuration)
  if (!token.ok) return token
  if (token.value.dataset_id !== null)
    return { ok: false, problems: [{ code: 'permission_missing', at: '' }] }
  const name = parameters.value.text('name')?.trim() ?? ''
  if (name === '') return { ok: false, problems: [{ code: 'parameter_missing', at: 'name', seen: 'name' }] }
  if (name.length > NAME_CHARS_MAX)
    return { ok: false, problems: [{ code: 'parameter_invalid', at: 'name' }] }
  const { id } = configuration.createDataset({ name, ad_account_id: accountOf(request) })
  return { ok: true, body: { id } }
}

/** null where a business is the owner */
function accountOf({ params }: FastifyRequest): string | null {
  const { owner_id } = params as { owner_id: string }
  return owner_id.startsWith('act_') ? owner_id : null
}
const cursor = (id: string): string => Buffer.from(id).toString('base64')
