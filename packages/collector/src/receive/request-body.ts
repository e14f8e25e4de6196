import type { IncomingMessage, ServerResponse } from 'node:http'
import { accept, type Problem, type Result, refuse } from '@countersign/core'
import { SMALL_BODY_BYTES } from '../limits.js'
import type { Stage } from '../stage.js'
import type { HeldBody } from './body-budget.js'

const TOO_LARGE: Problem = { code: 'body_too_large', at: '' }
const NO_ROOM: Problem = { code: 'over_capacity', at: '' }
/** What costs nothing, see SMALL_BODY_BYTES. */
const UNCOUNTED: HeldBody = { grow: () => true, release: () => {} }
/** Its sender has gone away in the middle: nobody reads the answer. */
const CUT_OFF: Problem = { code: 'body_timeout', at: '' }

/**
 * Receives a request's body, where there is room for it.
 * @returns Problems, one of: over_capacity, body_too_large, body_timeout. What is left unread then, Node
 *   throws away.
 */
export function receiveBody(
  request: IncomingMessage,
  response: ServerResponse,
  bytes_max: number,
  { body_budget }: Stage,
): Promise<Result<Buffer>> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN)
  if (announced > bytes_max) return Promise.resolve(refuse([TOO_LARGE]))
  return new Promise((resolve) => {
    // Node lets in no more than was announced: a small body needs no counting.
    const held = announced <= SMALL_BODY_BYTES ? UNCOUNTED : body_budget.begin()
    if (held !== UNCOUNTED) response.once('close', held.release)
    const chunks: Buffer[] = []
    let bytes = 0
    let given_up = false
    const giveUp = (problem: Problem) => {
      given_up = true
      chunks.length = 0
      held.release()
      resolve(refuse([problem]))
    }
    request.on('data', (chunk: Buffer) => {
      if (given_up) return
      bytes += chunk.length
      if (bytes > bytes_max) giveUp(TOO_LARGE)
      else if (held.grow(chunk.length)) chunks.push(chunk)
      else giveUp(NO_ROOM)
    })
    request.on('end', () => resolve(accept(joined(chunks, bytes))))
    request.on('error', () => giveUp(CUT_OFF))
  })
}

function joined(chunks: Buffer[], bytes: number): Buffer {
  const [first] = chunks
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes)
}
