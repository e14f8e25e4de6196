import type { IncomingMessage, ServerResponse } from 'node:http'
import { BODIES_BYTES_MAX, SMALL_BODY_BYTES } from '../limits.js'

/** What is set aside for a body that does not say how large it will be. */
const UNKNOWN_BYTES = 1 * 2 ** 20

/**
 * Bounds what request bodies hold in memory together: beyond it we say 503 before reading one more. Whoever
 * sends slowly holds no more than what was set aside for one body.
 */
export class BodyBudget {
  private held_bytes = 0

  /** @returns false where there is no room; else the room is taken until the answer is done */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const bytes = declaredBytes(request)
    if (bytes <= SMALL_BODY_BYTES) return true
    if (this.held_bytes + bytes > BODIES_BYTES_MAX) return false
    this.held_bytes += bytes
    response.once('close', () => {
      this.held_bytes -= bytes
    })
    return true
  }
}

function declaredBytes({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return UNKNOWN_BYTES
  const declared = Number(headers['content-length'] ?? 0)
  // What is compressed unfolds: to ten times its size where it is text.
  return headers['content-encoding'] === undefined ? declared : Math.max(declared * 10, UNKNOWN_BYTES)
}
