import type { Problem } from '@countersign/core'
import { JournalUnavailable } from '@countersign/storage'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendGraph } from '../graph/graph-answer.js'
import { RETRY_AFTER_S } from '../limits.js'
import { answerBeacon } from '../receive/beacon-answer.js'
import type { Stage } from '../stage.js'
import './face.js'

/**
 * The one place that catches what was thrown. An answer says what the sender can do about it, and a trace id; never a
 * stack.
 */
export function handleErrors(app: FastifyInstance, stage: Stage): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const trace_id = stage.edge.newTraceId()
    const problem = problemOf(error)
    if (problem === null) stage.unforeseen(error, trace_id)
    const face = request.routeOptions.config.face ?? 'plain'
    if (face === 'beacon') return sendBeacon(request, reply, problem, stage)
    if (face === 'graph') return sendGraphError(request, reply, trace_id, problem)
    return sendPlain(reply, trace_id, problem)
  })
}

/** An error's message may quote what was sent; its name, and where in our code it happened, do not. */
export function logUnforeseen(log: FastifyBaseLogger, error: unknown, trace_id: string): void {
  const { name, stack: text } = error instanceof Error ? error : new Error('not an error')
  const stack = text?.split('\n').filter((line) => /^\s+at /.test(line))
  log.error({ trace_id, error: name, stack: stack?.join('\n') }, 'unforeseen error')
}

/** What Fastify, or the journal, found in the way; null for what nobody foresaw. */
function problemOf(error: FastifyError): Problem | null {
  if (error instanceof JournalUnavailable) return { code: 'store_unavailable', at: '' }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'body_too_large', at: '' }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'content_type_unsupported', at: '' }
    case 'ECONNRESET': // went away in the middle of the body
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { code: 'body_timeout', at: '' }
    default:
      return null
  }
}

/** A browser gets its 200 whatever it sent, and a 503 where we could not write it down. */
function sendBeacon(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem | null,
  { metrics }: Stage,
): void {
  const is_ours = problem === null || problem.code === 'store_unavailable'
  if (!is_ours) metrics.eventsRefused('rejected', problem.code, 1)
  const status = is_ours ? 503 : 200
  reply.hijack()
  answerBeacon(request.raw, reply.raw, status, request.method === 'GET' ? 'gif' : 'empty', [])
  metrics.answered(request.routeOptions.config.name ?? 'other', status, performance.now())
}

function sendGraphError(
  request: FastifyRequest,
  reply: FastifyReply,
  trace_id: string,
  problem: Problem | null,
): FastifyReply {
  if (problem !== null) return sendGraph(request, reply, trace_id, { ok: false, problems: [problem] })
  return reply
    .code(500)
    .header('content-type', 'application/json; charset=UTF-8')
    .send({ error: { ...UNKNOWN, fbtrace_id: trace_id } })
}
/** @source reference 5.6: 1 is unknown, and may be tried again */
const UNKNOWN = {
  message: 'An unknown error occurred',
  type: 'OAuthException',
  code: 1,
  is_transient: true,
  error_user_title: 'Unknown error',
  error_user_msg: 'Nothing was stored. Send it again; the trace id is in the log.',
}

function sendPlain(reply: FastifyReply, trace_id: string, problem: Problem | null): FastifyReply {
  if (problem?.code === 'store_unavailable')
    return reply.code(503).header('retry-after', RETRY_AFTER_S).send({ error: 'unavailable', trace_id })
  if (problem !== null) return reply.code(400).send({ error: problem.code, trace_id })
  return reply.code(500).send({ error: 'internal', trace_id })
}
