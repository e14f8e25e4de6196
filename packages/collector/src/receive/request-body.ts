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
export async function receiveBody(
  request: IncomingMessage,
  response: ServerResponse,
  bytes_max: number,
  stage: Stage,
): Promise<Result<Buffer>> {
  const chunks = new Chunks()
  const received = await receiveInto(chunks, request, response, bytes_max, stage)
  return received.ok ? accept(chunks.read()) : received
}

/** A body that waits for its turn. */
export interface WaitingBody {
  readonly bytes: number
  /** Once. @returns its bytes; a large one's only until the next large one is read */
  read(): Buffer
}

/** The same of a body that is usually large, and is read in a turn of its own: until then its memory is not the heap's. */
export async function receiveWaiting(
  request: IncomingMessage,
  response: ServerResponse,
  bytes_max: number,
  stage: Stage,
): Promise<Result<WaitingBody>> {
  const pieces = isSmall(request) ? new Chunks() : stage.body_slabs.begin()
  const received = await receiveInto(pieces, request, response, bytes_max, stage)
  return received.ok ? accept(pieces) : received
}

/** What the pieces of a body are put into. */
interface Pieces extends WaitingBody {
  add(chunk: Buffer): void
  giveUp(): void
}

function receiveInto(
  pieces: Pieces,
  request: IncomingMessage,
  response: ServerResponse,
  bytes_max: number,
  { body_budget }: Stage,
): Promise<Result<null>> {
  if (announcedBytes(request) > bytes_max) return Promise.resolve(refuse([TOO_LARGE]))
  return new Promise((resolve) => {
    // Node lets in no more than was announced: a small body needs no counting.
    const held = isSmall(request) ? UNCOUNTED : body_budget.begin()
    if (held !== UNCOUNTED) response.once('close', held.release)
    let bytes = 0
    let given_up = false
    const giveUp = (problem: Problem) => {
      given_up = true
      pieces.giveUp()
      held.release()
      resolve(refuse([problem]))
    }
    request.on('data', (chunk: Buffer) => {
      if (given_up) return
      bytes += chunk.length
      if (bytes > bytes_max) giveUp(TOO_LARGE)
      else if (held.grow(chunk.length)) pieces.add(chunk)
      else giveUp(NO_ROOM)
    })
    request.on('end', () => resolve(accept(null)))
    request.on('error', () => giveUp(CUT_OFF))
  })
}

/** NaN where it was not announced. */
const announcedBytes = (request: IncomingMessage): number =>
  Number(request.headers['content-length'] ?? Number.NaN)
const isSmall = (request: IncomingMessage): boolean => announcedBytes(request) <= SMALL_BODY_BYTES

/** Pieces as they came: most bodies are one. */
class Chunks implements Pieces {
  bytes = 0
  private chunks: Buffer[] = []

  add(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.bytes += chunk.length
  }

  read(): Buffer {
    const [first] = this.chunks
    return this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks, this.bytes)
  }

  giveUp(): void {
    this.chunks = []
  }
}
