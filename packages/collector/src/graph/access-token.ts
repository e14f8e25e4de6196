import type { IncomingMessage } from 'node:http'
import { accept, decodePairs, type Result, refuse } from '@countersign/core'
import type { Configuration, Dataset, Token } from '@countersign/storage'
import { queryOf } from '../receive/target.js'

/** A token that came in the request's head: a Bearer header goes before the query. @source settled.md */
export function tokenInHead({ headers, url }: IncomingMessage): string | undefined {
  const bearer = bearerIn(headers.authorization)
  if (bearer !== undefined) return bearer
  if (url === undefined || !url.includes('access_token')) return undefined
  const text = decodePairs(queryOf(url)).findLast(([name]) => name === 'access_token')?.[1]
  return text === '' ? undefined : text
}

/** The token of an Authorization header; undefined where it holds none. */
export const bearerIn = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1]
const BEARER = /^Bearer\s+(\S+)\s*$/i

/** @returns Problems, one of: token_missing, token_invalid */
export function authenticate(access_token: string | undefined, configuration: Configuration): Result<Token> {
  if (access_token === undefined) return refuse([{ code: 'token_missing', at: '' }])
  const token = configuration.tokenOf(access_token)
  return token === undefined ? refuse([{ code: 'token_invalid', at: '' }]) : accept(token)
}

/**
 * The dataset that a token may use: its own, or any where the token is the instance's. One that is not its
 * own is answered as one that does not exist.
 * @returns Problems: `code`
 */
export function authorise(
  token: Token,
  dataset_id: string,
  configuration: Configuration,
  code: 'dataset_unknown' | 'object_unknown',
): Result<Dataset> {
  const is_own = token.dataset_id === null || token.dataset_id === dataset_id
  const dataset = is_own ? configuration.dataset(dataset_id) : undefined
  return dataset === undefined ? refuse([{ code, at: '', seen: dataset_id }]) : accept(dataset)
}

/** Both in one. @returns Problems, one of: token_missing, token_invalid, and then `code` */
export function authoriseBy(
  access_token: string | undefined,
  dataset_id: string,
  configuration: Configuration,
  code: 'dataset_unknown' | 'object_unknown',
): Result<Dataset> {
  const token = authenticate(access_token, configuration)
  return token.ok ? authorise(token.value, dataset_id, configuration, code) : token
}
