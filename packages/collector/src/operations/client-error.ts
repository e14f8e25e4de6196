import type { Socket } from 'node:net'

/** What Node's parser could not make a request of, by its code. */
const ANSWERS = new Map([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    ['408 Request Timeout', 'request_timeout', 'The request was not received in time.'],
  ],
  [
    'HPE_HEADER_OVERFLOW',
    ['431 Request Header Fields Too Large', 'headers_too_large', 'URL and headers are too long.'],
  ],
])
const MALFORMED = ['400 Bad Request', 'malformed_request', 'This is not an HTTP request that can be read.']

/** Answers what is no request, or never became one, with small JSON, and closes. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status = '', code, message] = ANSWERS.get(error.code ?? '') ?? MALFORMED
  const body = JSON.stringify({ error: { code, message, is_transient: status.startsWith('408') } })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  )
}
