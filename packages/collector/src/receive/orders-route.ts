import { accept, type Order, type Problem, type Result, readOrder, refuse } from '@countersign/core'
import { type Dataset, SecretUnusable } from '@countersign/storage/configuration'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authoriseBy, tokenInHead } from '../graph/access-token.js'
import { type GraphAnswer, sendGraph } from '../graph/graph-answer.js'
import { BODY_BYTES_MAX } from '../limits.js'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import { readJsonBody } from './json-body.js'
import { isSigned } from './orders-signature.js'
import { receiveBody } from './request-body.js'

const ORDERS_MAX = 1_000
/** How many faults are said of one request. */
const PROBLEMS_MAX = 100
const UNSIGNED: Problem = { code: 'order_signature_invalid', at: '' }

/**
 * POST /webhooks/orders/{dataset_id}: the shop tells of its orders, one or a list, each as often as it likes: the last
 * word counts. Signed with the dataset's secret, or with an access token of it.
 */
export async function ordersRoutes(app: FastifyInstance, stage: Stage): Promise<void> {
  app.removeAllContentTypeParsers()
  // Left unread here: what all bodies hold together is bounded where ours are received.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  measured(app, stage.metrics)
  app.post(
    '/webhooks/orders/:id(^\\d+$)',
    { config: { face: 'graph', name: 'orders' } },
    async (request, reply) => {
      const trace_id = stage.edge.newTraceId()
      return sendGraph(request, reply, trace_id, await takeNoted(request, reply, stage))
    },
  )
}

/** Takes them, and keeps what became of those that are signed, so that their owner sees why none come. */
async function takeNoted(request: FastifyRequest, reply: FastifyReply, stage: Stage): Promise<GraphAnswer> {
  const answer = await takeOrders(request, reply, stage)
  const { id } = request.params as { id: string }
  const { configuration } = stage.edge
  if (signatureIn(request) === undefined || configuration.dataset(id) === undefined) return answer
  const first = answer.ok ? undefined : answer.problems[0]
  try {
    configuration.noteOrdersWebhook(id, first === undefined ? null : { code: first.code, at: first.at })
  } catch (error) {
    // It is for information only: what was taken stays taken.
    stage.unforeseen(error, '')
  }
  return answer
}

const signatureIn = ({ headers }: FastifyRequest): string | undefined => {
  const header = headers['x-countersign-signature']
  return typeof header === 'string' ? header : undefined
}

async function takeOrders(request: FastifyRequest, reply: FastifyReply, stage: Stage): Promise<GraphAnswer> {
  const { edge } = stage
  const body = await receiveBody(request.raw, reply.raw, BODY_BYTES_MAX, stage)
  if (!body.ok) return body
  const dataset = admit(request, body.value, stage)
  if (!dataset.ok) return dataset
  const json = readJsonBody(body.value)
  if (!json.ok) return json
  const orders = readOrders(json.value, edge.sha256)
  if (!orders.ok) return orders
  if (!edge.api) return refuse([{ code: 'store_unavailable', at: '' }])
  const { added, changed } = await edge.api.addOrders(dataset.value.id, orders.value)
  return {
    ok: true,
    body: { orders_received: orders.value.length, orders_added: added, orders_changed: changed },
  }
}

/** A signature goes before a token: whoever signs says that the body is theirs. */
function admit(request: FastifyRequest, body: Buffer, { edge, unforeseen }: Stage): Result<Dataset> {
  const { id } = request.params as { id: string }
  const header = signatureIn(request)
  if (header === undefined)
    return authoriseBy(tokenInHead(request.raw), id, edge.configuration, 'dataset_unknown')
  const dataset = edge.configuration.dataset(id)
  try {
    const secret = edge.configuration.ordersSecret(id)
    // One answer for an unknown dataset, one without a secret and a wrong signature: none is told from another.
    if (!dataset || secret === undefined || !isSigned(header, body, secret, edge.now_ms()))
      return refuse([UNSIGNED])
    return accept(dataset)
  } catch (error) {
    if (!(error instanceof SecretUnusable)) throw error
    unforeseen(error, '')
    return refuse([{ code: 'store_unavailable', at: '' }])
  }
}

function readOrders(given: unknown, sha256: (text: string) => string): Result<Order[]> {
  const list = Array.isArray(given) ? given : [given]
  if (list.length === 0 || list.length > ORDERS_MAX)
    return refuse([{ code: 'orders_too_many', at: '', seen: `holds ${list.length} orders` }])
  const problems: Problem[] = []
  const orders: Order[] = []
  for (const [index, item] of list.entries()) {
    const order = readOrder(item, Array.isArray(given) ? `[${index}]` : '', sha256)
    if (order.ok) orders.push(order.value)
    else problems.push(...order.problems)
    if (problems.length >= PROBLEMS_MAX) break
  }
  return problems.length > 0 ? refuse(problems) : accept(orders)
}
