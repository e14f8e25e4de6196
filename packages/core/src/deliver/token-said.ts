import { isObject, readInteger } from '../decode/loose-value.js'
import type { Answer } from './decision.js'
import { printable } from './printable.js'
import { readBody } from './read-body.js'

/** What a destination says of its access token. Times in ms; texts are bounded and printable. */
export interface TokenSaid {
  /** `unknown`: it did not say, which does not mean that the token is bad */
  state: 'valid' | 'invalid' | 'unknown'
  /** in the destination's words or ours; empty where it is valid */
  why: string
  /** null: never, or not said */
  expires_at_ms: number | null
  scopes: string[]
  /** what it may not do and must, to send events */
  scopes_missing: string[]
  /** whose app it is; null: not said */
  application: string | null
}

/**
 * Any of these is enough to send events; Meta's own Events Manager makes tokens with the last.
 * @source reference 5.10
 */
const SENDING_SCOPES: readonly string[] = [
  'ads_management',
  'business_management',
  'read_ads_dataset_quality',
]
const SCOPES_MAX = 100
const SCOPE_CHARS_MAX = 100
const APPLICATION_CHARS_MAX = 100
/** Graph's code for a token that is none, is not valid any more, or was taken back. @source reference 5.6 */
const TOKEN_CODE = 190

const FAILURES: { readonly [F in Extract<Answer, { kind: 'network' }>['failure']]: string } = {
  timeout: 'It did not answer in time.',
  refused: 'No connection could be made to it.',
  reset: 'It broke the connection off.',
  dns: 'Its host name was not found.',
  tls: 'No secure connection could be made to it.',
  forbidden_address: 'It has a private address that is not allowed by name.',
  other: 'It could not be spoken to.',
}

/**
 * Reads the answer of `debug_token`. Never throws, whatever the body.
 * @source reference 5.10: {data: {is_valid, expires_at (seconds; 0: never), scopes[], application}}
 */
export function readTokenSaid(answer: Answer, now_ms: number): TokenSaid {
  if (answer.kind === 'network') return tokenUnknown(FAILURES[answer.failure])
  const { error } = readBody(answer.body)
  // Who asks is who is asked about: a token that may not ask is not valid either.
  if (error?.code === TOKEN_CODE) return { ...UNSAID, state: 'invalid', why: error.message }
  if (error !== null) return tokenUnknown(error.message)
  const data = dataIn(answer.body)
  if (data === null) return tokenUnknown(`It answered HTTP ${answer.status}, and nothing about the token.`)
  return readData(data, now_ms)
}

/** @param why  a sentence */
export const tokenUnknown = (why: string): TokenSaid => ({ ...UNSAID, why })

const UNSAID: TokenSaid = {
  state: 'unknown',
  why: '',
  expires_at_ms: null,
  scopes: [],
  scopes_missing: [],
  application: null,
}

function readData(data: { [name: string]: unknown }, now_ms: number): TokenSaid {
  const expires_s = readInteger(data.expires_at) ?? 0
  const expires_at_ms = expires_s > 0 ? expires_s * 1000 : null
  const said = {
    expires_at_ms,
    scopes: scopesIn(data.scopes),
    application: printable(data.application, APPLICATION_CHARS_MAX) || null,
  }
  const invalid = (why: string): TokenSaid => ({ ...UNSAID, ...said, state: 'invalid', why })
  if (data.is_valid !== true) return invalid(messageIn(data.error) || 'It is not valid.')
  if (expires_at_ms !== null && expires_at_ms <= now_ms) return invalid('It has expired.')
  const may_send = said.scopes.length === 0 || said.scopes.some((scope) => SENDING_SCOPES.includes(scope))
  return { ...UNSAID, ...said, state: 'valid', scopes_missing: may_send ? [] : SENDING_SCOPES.slice(0, 1) }
}

function dataIn(body: string): { [name: string]: unknown } | null {
  try {
    const read: unknown = JSON.parse(body)
    return isObject(read) && isObject(read.data) && 'is_valid' in read.data ? read.data : null
  } catch {
    return null
  }
}

const messageIn = (error: unknown): string => (isObject(error) ? printable(error.message) : '')

const scopesIn = (given: unknown): string[] =>
  Array.isArray(given)
    ? given
        .slice(0, SCOPES_MAX)
        .map((scope) => printable(scope, SCOPE_CHARS_MAX))
        .filter(Boolean)
    : []
