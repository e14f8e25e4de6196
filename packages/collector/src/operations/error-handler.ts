import type { Problem } from '@countersign/core'
import { JournalUnavailable } from '@countersign/storage/journal'
import { OrdersUnavailable } from '@countersign/storage/process'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { sendGraph, unknownError } from '../graph/graph-answer.js'
import { RETRY_AFTER_S } from '../limits.js'
import type { Stage } from '../stage.js'
import './face.js'

/**
 * Catches what a route of Fastify's throws; those that events come in by catch it themselves. An answer
 * says what the sender can do about it, and a trace id; never a stack.
 */
export function handleErrors(app: FastifyInstance, stage: Stage): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const trace_id = stage.edge.newTraceId()
    const problem = problemOf(error)
    if (problem === null) stage.unforeseen(error, trace_id)
    if (request.routeOptions.config.face !== 'graph') return sendPlain(reply, trace_id, problem)
    const answer = problem === null ? unknownError(trace_id) : { ok: false as const, problems: [problem] }
    return sendGraph(request, reply, trace_id, answer)
  })
}

/** An error's message may quote what was sent; its name, and where in our code it happened, do not. */
export function logUnforeseen(log: FastifyBaseLogger, error: unknown, trace_id: string): void {
  const { name, stack: text } = error instanceof Error ? error : new Error('not an error')
  const stack = text?.split('\n').filter((line) => /^\s+at /.test(line))
  log.error({ trace_id, error: name, stack: stack?.join('\n') }, 'unforeseen error')
}

/** What Fastify, the journal, or the shop's orders, found in the way; null for what nobody foresaw. */
function problemOf(error: FastifyError): Problem | null {
  if (error instanceof JournalUnavailable || error instanceof OrdersUnavailable)
    return { code: 'store_unavailable', at: '' }
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

function sendPlain(reply: FastifyReply, trace_id: string, problem: Problem | null): FastifyReply {
  if (problem?.code === 'store_unavailable')
    return reply.code(503).header('retry-after', RETRY_AFTER_S).send({ error: 'unavailable', trace_id })
  if (problem !== null) return reply.code(400).send({ error: problem.code, trace_id })
  return reply.code(500).send({ error: 'internal', trace_id })
}
