import { IncomingMessage } from 'node:http'
import { BODY_BYTES_MAX } from '@countersign/collector'

/** Reads a request's body whole. @returns null where its sender went away; what is beyond the limit is left out */
export function readWhole(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      // One byte more than may be, so that the collector sees that it is too large.
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
      bytes += chunk.length
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('close', () => resolve(null))
    request.on('error', () => resolve(null))
  })
}

/** The same request once more, for someone who wants to read its body too. */
export function replayed(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket)
  again.method = request.method ?? 'POST'
  again.url = request.url ?? '/'
  again.headers = request.headers
  // All of it is here: one that ends before it is complete takes its connection with it.
  again.complete = true
  again.push(body)
  again.push(null)
  return again
}

/** Resolves once a request's body has come, and was thrown away. */
export function drained(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) request.once(event, () => resolve())
    request.resume()
  })
}
