import type { IncomingMessage, ServerResponse } from 'node:http'
import { BODY_BYTES_MAX } from '@countersign/collector'

/**
 * Keeps an answer back: what is written to the response is complete, and goes out when `send` is called, or never.
 * Until then Node holds its head too, so headers may be added.
 */
export function holdAnswer(
  response: ServerResponse,
  answered: (text: string, send: () => void) => void,
): void {
  const end = response.end
  response.end = ((...given: unknown[]) => {
    response.end = end
    const [body] = given
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : ''
    answered(text, () => void Reflect.apply(end, response, given))
    return response
  }) as typeof end
}

/** Listens in on a request's body while another reads it. @returns what came; null where it was too much */
export function overhear(request: IncomingMessage): () => Buffer | null {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
    else chunks.length = 0
  })
  return () => (bytes <= BODY_BYTES_MAX ? Buffer.concat(chunks) : null)
}
