import type { ServerResponse } from 'node:http'
import { graphError, kindOf, type Problem } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RETRY_AFTER_S } from '../limits.js'
import { versionOf } from './paths.js'

/** An answer of a Graph route: what it read, or why not. */
export type GraphAnswer =
  | { ok: true; http?: number; body: object }
  | { ok: false; problems: readonly Problem[] }

/** An answer as it goes over the wire. */
interface Written {
  http: number
  headers: { [name: string]: string }
  text: string
}

/**
 * Writes an answer with the headers that Graph has.
 * @param trace_id  the same that a successful body carries as fbtrace_id
 */
function written(target: string | undefined, trace_id: string, answer: GraphAnswer): Written {
  const { http, body } = saidOf(answer, trace_id)
  const headers: Written['headers'] = {
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'no-store',
    'x-fb-trace-id': trace_id,
  }
  const version = versionOf(target)
  if (version !== undefined) headers['facebook-api-version'] = version
  if (!answer.ok && isOurWeakness(answer.problems)) headers['retry-after'] = String(RETRY_AFTER_S)
  return { http, headers, text: JSON.stringify(body) }
}

/** An answer's HTTP status, and its body before it is text. */
export const saidOf = (answer: GraphAnswer, trace_id: string): { http: number; body: object } =>
  answer.ok ? { http: answer.http ?? 200, body: answer.body } : graphError(answer.problems, trace_id)

/** Sends a Graph route's answer. */
export function sendGraph(
  request: FastifyRequest,
  reply: FastifyReply,
  trace_id: string,
  answer: GraphAnswer,
): FastifyReply {
  const { http, headers, text } = written(request.raw.url, trace_id, answer)
  return reply.code(http).headers(headers).send(text)
}

/** The same past Fastify, for the routes that events come in by. @returns the HTTP status */
export function writeGraph(
  target: string | undefined,
  response: ServerResponse,
  trace_id: string,
  answer: GraphAnswer,
): number {
  const { http, headers, text } = written(target, trace_id, answer)
  const written_headers = ['content-length', String(Buffer.byteLength(text))]
  for (const name in headers) written_headers.push(name, headers[name] as string)
  response.writeHead(http, written_headers)
  response.end(text)
  return http
}

const isOurWeakness = ([first]: readonly Problem[]): boolean =>
  first !== undefined && kindOf(first.code).http === 503

/** What is said of what nobody foresaw: 1 is unknown, and may be tried again. @source reference 5.6 */
export const unknownError = (trace_id: string): GraphAnswer => ({
  ok: true,
  http: 500,
  body: {
    error: {
      message: 'An unknown error occurred',
      type: 'OAuthException',
      code: 1,
      is_transient: true,
      error_user_title: 'Unknown error',
      error_user_msg: 'Nothing was stored. Send it again; the trace id is in the log.',
      fbtrace_id: trace_id,
    },
  },
})
