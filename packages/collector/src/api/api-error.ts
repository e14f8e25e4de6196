import { kindOf, type Problem, type ProblemCode } from '@countersign/core'
import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { RETRY_AFTER_S } from '../limits.js'

/** How every route of the API says no. */
export const ApiError = Type.Object(
  {
    error: Type.Object(
      {
        code: Type.String({ description: 'A code of docs/errors.md, or internal.' }),
        message: Type.String({ description: 'What was wrong.' }),
        at: Type.Optional(Type.String({ description: 'The parameter or path that it is about.' })),
        fix: Type.Optional(Type.String({ description: 'What to do instead.' })),
        trace_id: Type.Optional(Type.String({ description: 'Under which the log knows an internal error.' })),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'ApiError', title: 'Error', additionalProperties: false },
)
export type ApiError = Static<typeof ApiError>

/** HTTP's own words for what Graph says otherwise. */
const STATUS: { [code in ProblemCode]?: number } = {
  token_missing: 401,
  token_invalid: 401,
  permission_missing: 403,
  object_unknown: 404,
  path_unknown: 404,
}

/** A refusal of a route, thrown to where it is answered. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal'
  constructor(
    readonly problem: Problem,
    /** left out: as long as ever */
    readonly retry_after_s?: number,
  ) {
    super(problem.code)
  }
}

export function sendProblem(
  reply: FastifyReply,
  { code, at, seen }: Problem,
  retry_after_s = RETRY_AFTER_S,
): FastifyReply {
  const { http, title, fix, retry } = kindOf(code)
  const status = STATUS[code] ?? http
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (retry) reply.header('retry-after', retry_after_s)
  const message = seen === undefined ? `${title}.` : `${title}: ${seen}.`
  const body: ApiError = { error: { code, message, ...(at !== '' && { at }), fix: FIXES[code] ?? fix } }
  return reply.code(status).send(body)
}

/** What to do, where Graph's way is not the API's. */
const FIXES: { [code in ProblemCode]?: string } = {
  token_missing: 'Sign in, or send an Authorization: Bearer header with a token: countersign token create.',
  token_invalid: 'Send a token of this instance that is not revoked: countersign token create.',
  object_unknown: 'Check the id, and that your token may read it.',
  path_unknown: 'See /api/openapi.json for all that there is.',
}

export function sendInternal(reply: FastifyReply, trace_id: string): FastifyReply {
  const message = 'Something went wrong that nobody foresaw. The trace id is in the log.'
  const body: ApiError = { error: { code: 'internal', message, trace_id } }
  return reply.code(500).send(body)
}
