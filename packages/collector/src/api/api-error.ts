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
        problems: Type.Optional(
          Type.Array(
            Type.Object(
              { at: Type.Optional(Type.String()), message: Type.String() },
              { additionalProperties: false },
            ),
            { description: 'All that is wrong with the body, the first as above.' },
          ),
        ),
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
  /** @param all  where a body has several faults: all of them */
  constructor(
    readonly problem: Problem,
    readonly all: readonly Problem[] = [],
  ) {
    super(problem.code)
  }
}

export function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  all: readonly Problem[] = [],
): FastifyReply {
  const { code } = problem
  const { http, fix, retry } = kindOf(code)
  const status = STATUS[code] ?? http
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (retry) reply.header('retry-after', RETRY_AFTER_S)
  const problems = all.slice(0, PROBLEMS_SAID).map((one) => ({ ...placeOf(one), message: messageOf(one) }))
  const body: ApiError = {
    error: {
      code,
      message: messageOf(problem),
      ...placeOf(problem),
      fix: FIXES[code] ?? fix,
      ...(all.length > 0 && { problems }),
    },
  }
  return reply.code(status).send(body)
}

const PROBLEMS_SAID = 50

const placeOf = ({ at }: Problem): { at?: string } => (at === '' ? {} : { at })

function messageOf({ code, seen }: Problem): string {
  const { title } = kindOf(code)
  return seen === undefined ? `${title}.` : `${title}: ${seen}.`
}

/** What to do, where Graph's way is not the API's. */
const FIXES: { [code in ProblemCode]?: string } = {
  token_missing: 'Send an Authorization: Bearer header with a token: countersign token create.',
  token_invalid: 'Send a token of this instance that is not revoked: countersign token create.',
  object_unknown: 'Check the id, and that your token may read it.',
  path_unknown: 'See /api/openapi.json for all that there is.',
}

export function sendInternal(reply: FastifyReply, trace_id: string): FastifyReply {
  const message = 'Something went wrong that nobody foresaw. The trace id is in the log.'
  const body: ApiError = { error: { code: 'internal', message, trace_id } }
  return reply.code(500).send(body)
}
