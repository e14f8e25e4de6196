import { isObject } from '../decode/loose-value.js'
import type { Answer } from './decision.js'
import { readBody } from './read-body.js'

/** What a destination says of its access token. */
export interface TokenSaid {
  /** `unknown`: it did not say, which does not mean that the token is bad */
  state: 'valid' | 'invalid' | 'unknown'
  /** in the destination's words or ours, bounded and printable; empty where it is valid */
  why: string
}

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
 * Reads what a destination answers to a read of its dataset. Never throws, whatever the body.
 * @param target_id  the dataset, which answers with its id where the token holds
 */
export function readTokenSaid(answer: Answer, target_id: string): TokenSaid {
  if (answer.kind === 'network') return tokenUnknown(FAILURES[answer.failure])
  const { error } = readBody(answer.body)
  if (error?.code === TOKEN_CODE) return { state: 'invalid', why: error.message }
  if (error !== null) return tokenUnknown(error.message)
  if (answer.status === 200 && idIn(answer.body) === target_id) return { state: 'valid', why: '' }
  return tokenUnknown(`It answered HTTP ${answer.status}, and nothing about the token.`)
}

/** @param why  a sentence */
export const tokenUnknown = (why: string): TokenSaid => ({ state: 'unknown', why })

function idIn(body: string): string | null {
  try {
    const read: unknown = JSON.parse(body)
    return isObject(read) && typeof read.id === 'string' ? read.id : null
  } catch {
    return null
  }
}
