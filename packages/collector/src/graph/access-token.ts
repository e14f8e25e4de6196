import { accept, type Problem, type Result, refuse } from '@countersign/core'
import type { Configuration, Dataset, Token } from '@countersign/storage'
import type { FastifyRequest } from 'fastify'

/** A token that came in the request's head: a Bearer header goes before the query. @source settled.md */
export function tokenInHead(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return bearer
  const { access_token } = request.query as { access_token?: string | string[] }
  const text = Array.isArray(access_token) ? access_token.at(-1) : access_token
  return text === '' ? undefined : text
}

/** @returns Problems, one of: token_missing, token_invalid */
export function authenticate(access_token: string | undefined, configuration: Configuration): Result<Token> {
  if (access_token === undefined) return refuse([{ code: 'token_missing', at: '' }])
  const token = configuration.tokenOf(access_token)
  return token === undefined ? refuse([{ code: 'token_invalid', at: '' }]) : accept(token)
}

/**
 * The dataset that a token may use: its own, or any where the token is the instance's. One that is not its own is
 * answered as one that does not exist.
 * @returns Problems, one of: token_missing, token_invalid, and then `code`
 */
export function authorise(
  access_token: string | undefined,
  dataset_id: string,
  configuration: Configuration,
  code: 'dataset_unknown' | 'object_unknown',
): Result<Dataset> {
  const token = authenticate(access_token, configuration)
  if (!token.ok) return token
  const is_own = token.value.dataset_id === null || token.value.dataset_id === dataset_id
  const dataset = is_own ? configuration.dataset(dataset_id) : undefined
  const problem: Problem = { code, at: '', seen: dataset_id }
  return dataset === undefined ? refuse([problem]) : accept(dataset)
}
