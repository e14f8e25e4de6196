import type { buildConnector, Dispatcher } from 'undici'
import { guardedConnect, type Resolve } from '../guard/guarded-connect.js'
import { httpAgent } from '../send/http-agent.js'
import { networkFailure } from '../send/network-failure.js'
import type { Page, PageFetcher } from './look.js'

export interface PageLimits {
  connect_ms: number
  /** from the start to the end of what is read */
  page_ms: number
  /** What is read of a page; its head is at its beginning. The rest is not looked at. */
  page_bytes_max: number
}
export const PAGE_LIMITS: PageLimits = { connect_ms: 5_000, page_ms: 10_000, page_bytes_max: 256 * 1024 }

export interface PageFetcherOptions {
  limits?: Partial<PageLimits>
  resolve?: Resolve
  /** how connections are made; left out: to public addresses only */
  connect?: buildConnector.connector
}

/**
 * Fetches pages by GET and https, over a connection of its own each, to public addresses only: what a name resolves to
 * is looked at in the connection itself, so that a name that changes in between leads nowhere else. It follows nothing.
 */
export function pageFetcher(options: PageFetcherOptions = {}): {
  fetch: PageFetcher
  close(): Promise<void>
} {
  const limits = { ...PAGE_LIMITS, ...options.limits }
  const connect = options.connect ?? guardedConnect({ timeout: limits.connect_ms }, options.resolve)
  const agent = httpAgent({
    connect,
    connections: 4,
    pipelining: 1,
    headersTimeout: limits.page_ms,
    bodyTimeout: limits.page_ms,
  })
  const fetch: PageFetcher = async (url) => {
    const { protocol, origin, pathname, search } = new URL(url)
    if (protocol !== 'https:') return { kind: 'failed', why: 'it is asked by https only' }
    try {
      const response = await agent.request({
        origin,
        path: pathname + search,
        method: 'GET',
        headers: { accept: 'text/html, text/plain;q=0.9', 'user-agent': 'Countersign domain verification' },
        // Nothing is asked of it soon again.
        reset: true,
        signal: AbortSignal.timeout(limits.page_ms),
      })
      return await pageOf(response, limits.page_bytes_max)
    } catch (error) {
      return { kind: 'failed', why: WORDS[networkFailure(error)] }
    }
  }
  return { fetch, close: () => agent.destroy() }
}

async function pageOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  bytes_max: number,
): Promise<Page> {
  const encoding = headers['content-encoding']
  const location = headers.location
  if (encoding !== undefined && encoding !== 'identity') {
    // What is not read ends with an error that nobody waits for.
    body.on('error', () => undefined).destroy()
    return { kind: 'failed', why: 'it answers compressed, which was not asked for' }
  }
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, bytes_max - bytes))
    bytes += piece.length
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes >= bytes_max) break
  }
  return {
    kind: 'page',
    status: statusCode,
    location: typeof location === 'string' ? location : null,
    body: Buffer.concat(pieces).toString(),
  }
}

const WORDS: { [F in ReturnType<typeof networkFailure>]: string } = {
  timeout: 'it does not answer in time',
  refused: 'no connection can be made to it',
  reset: 'it breaks the connection',
  dns: 'its name is not found',
  tls: 'no TLS can be spoken with it; is its certificate for this name, and not expired?',
  forbidden_address: 'it has no public address',
  other: 'it cannot be spoken to',
}
