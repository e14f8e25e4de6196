import { graphError, kindOf, type Problem } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RETRY_AFTER_S } from '../limits.js'

/** An answer of a Graph route: what it read, or why not. */
export type GraphAnswer =
  | { ok: true; http?: number; body: object }
  | { ok: false; problems: readonly Problem[] }

/**
 * Sends a Graph route's answer with the headers that Graph has.
 * @param trace_id  the same that a successful body carries as fbtrace_id
 */
export function sendGraph(
  request: FastifyRequest,
  reply: FastifyReply,
  trace_id: string,
  answer: GraphAnswer,
): FastifyReply {
  const { http, body } = answer.ok
    ? { http: answer.http ?? 200, body: answer.body }
    : graphError(answer.problems, trace_id)
  if (!answer.ok && isOurWeakness(answer.problems)) reply.header('retry-after', RETRY_AFTER_S)
  const version = versionOf(request)
  if (version !== undefined) reply.header('facebook-api-version', version)
  return reply
    .code(http)
    .header('content-type', 'application/json; charset=UTF-8')
    .header('cache-control', 'no-store')
    .header('x-fb-trace-id', trace_id)
    .send(JSON.stringify(body))
}

const isOurWeakness = ([first]: readonly Problem[]): boolean =>
  first !== undefined && kindOf(first.code).http === 503

function versionOf(request: FastifyRequest): string | undefined {
  const params = request.params as { version?: string } | undefined
  return params?.version
}
