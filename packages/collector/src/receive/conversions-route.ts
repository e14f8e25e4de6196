import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authenticate, authorise, tokenInHead } from '../graph/access-token.js'
import { type GraphAnswer, sendGraph } from '../graph/graph-answer.js'
import { OBJECT, PREFIXES } from '../graph/paths.js'
import { BODY_BYTES_MAX, SMALL_BODY_BYTES } from '../limits.js'
import type { Stage } from '../stage.js'
import { type Prepared, prepareConversions, rejected } from './collect-conversions.js'
import { decodeBody, eventNamesOf, fieldOf, isDryRun, type ReadBody, readBody } from './conversions-body.js'

/** Where the official SDKs' gateway option sends to; it takes nothing but a 202 for success. @source reference 5.12 */
const GATEWAY = `/capi/${OBJECT}/events`

/**
 * POST /v{N}.{M}/{id}/events, with or without version, and the SDKs' gateway address: the Conversions API.
 * @source reference 5
 */
export function conversionsRoute(app: FastifyInstance, stage: Stage): void {
  const options = { bodyLimit: BODY_BYTES_MAX, config: { face: 'graph' as const, name: 'conversions' } }
  for (const prefix of PREFIXES)
    app.post(`${prefix}/${OBJECT}/events`, options, (request, reply) =>
      takeEvents(request, reply, 200, stage),
    )
  app.post(GATEWAY, options, (request, reply) => takeEvents(request, reply, 202, stage))
}

async function takeEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  success: 200 | 202,
  stage: Stage,
): Promise<FastifyReply> {
  const trace_id = stage.edge.newTraceId()
  const { id } = request.params as { id: string }
  const is_large = Buffer.isBuffer(request.body) && request.body.length > SMALL_BODY_BYTES
  const done = is_large ? await stage.batch_turns.take() : null
  let prepared: Prepared
  try {
    prepared = await prepare(request, id, stage)
  } finally {
    done?.()
  }
  if (prepared.lines.length > 0) await stage.edge.journal.append(prepared.lines)
  return sendGraph(request, reply, trace_id, answerOf(prepared, success, trace_id))
}

/** Token, then dataset, then body, then events. @source settled.md */
async function prepare(request: FastifyRequest, dataset_id: string, stage: Stage): Promise<Prepared> {
  const { configuration } = stage.edge
  const in_head = tokenInHead(request)
  if (in_head !== undefined) {
    const token = authenticate(in_head, configuration)
    if (!token.ok) return { lines: [], answer: token }
  }
  const read = await readBody(request)
  // A body that cannot be read may hold the token, so that is what is wrong first.
  if (!read.ok && in_head === undefined) return { lines: [], answer: read }
  const access_token = in_head ?? (read.ok ? tokenInBody(read.value) : undefined)
  const dataset = authorise(access_token, dataset_id, configuration, 'dataset_unknown')
  if (!dataset.ok) return { lines: [], answer: dataset }
  if (!read.ok) return { lines: [], answer: read }
  const body = decodeBody(read.value)
  if (body.ok) return prepareConversions(body.value, dataset.value, stage.edge.now_ms(), stage)
  const event_names = isDryRun(read.value) ? [] : eventNamesOf(read.value)
  const lines = event_names.length === 0 ? [] : [rejected(body.problems, dataset_id, event_names, stage)]
  return { lines, answer: body }
}

const tokenInBody = (body: ReadBody): string | undefined =>
  fieldOf(body, 'access_token') ?? fieldOf(body, 'accessKey')

function answerOf({ answer }: Prepared, success: 200 | 202, trace_id: string): GraphAnswer {
  if (!answer.ok) return answer
  const { events_received, messages } = answer.value
  return { ok: true, http: success, body: { events_received, messages, fbtrace_id: trace_id } }
}
