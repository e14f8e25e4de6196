import { type Answer, retryAfterSeconds, usagePercent } from '@countersign/core'
import type { buildConnector as BuildConnector, Dispatcher } from 'undici'
import type { Fetcher } from '../fetcher.js'
import { guardedConnect, type Resolve } from '../guard/guarded-connect.js'
import { buildConnector, httpAgent } from './http-agent.js'
import { networkFailure } from './network-failure.js'

export interface FetchLimits {
  connect_ms: number
  /** Until the head of an answer is there, from the end of the request. See the README for why it is not 1.5 s. */
  headers_ms: number
  /** Between two pieces of an answer */
  body_ms: number
  /** What of an answer is read: Graph's have some hundred bytes, or some hundred KB where it blames 1,000 events. */
  answer_bytes_max: number
  /** Connections to one origin: as many as requests may be under way, so that none waits for another's. */
  connections: number
}

export const FETCH_LIMITS: FetchLimits = {
  connect_ms: 5_000,
  headers_ms: 10_000,
  body_ms: 5_000,
  answer_bytes_max: 256 * 1024,
  connections: 64,
}

export interface UndiciOptions {
  limits?: Partial<FetchLimits>
  now_ms?: () => number
  resolve?: Resolve
}

/** Sends by HTTP/1.1 over connections that are kept open. Redirects are answers; it follows none. */
export function undiciFetcher(options: UndiciOptions = {}): { fetch: Fetcher; close(): Promise<void> } {
  const limits = { ...FETCH_LIMITS, ...options.limits }
  const { now_ms = Date.now } = options
  const connect: BuildConnector.BuildOptions = { timeout: limits.connect_ms }
  const agentWith = (connector: BuildConnector.connector) =>
    httpAgent({
      connect: connector,
      connections: limits.connections,
      pipelining: 1,
      headersTimeout: limits.headers_ms,
      bodyTimeout: limits.body_ms,
    })
  // A connection that one destination was allowed must not serve another that is not.
  const guarded = agentWith(guardedConnect(connect, options.resolve))
  const open = agentWith(buildConnector(connect))
  const fetch: Fetcher = async (asked, signal) => {
    const { method = 'POST', headers, may_be_private } = asked
    const { origin, pathname, search } = new URL(asked.url)
    const agent = may_be_private ? open : guarded
    const body = method === 'GET' ? null : asked.body
    const request = { origin, path: pathname + search, method, headers, body, signal } as const
    try {
      const response = await agent.request(request)
      return {
        kind: 'http',
        status: response.statusCode,
        body: await readBounded(response.body, limits.answer_bytes_max),
        retry_after_s: retryAfterSeconds(response.headers, now_ms()),
        usage_percent: usagePercent(response.headers),
      } satisfies Answer
    } catch (error) {
      return { kind: 'network', failure: networkFailure(error) }
    }
  }
  return {
    fetch,
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()])
    },
  }
}

/** Beyond the limit the rest is not read: its connection is closed. */
async function readBounded(body: Dispatcher.ResponseData['body'], bytes_max: number): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, bytes_max - bytes))
    bytes += piece.length
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > bytes_max) break
  }
  return Buffer.concat(pieces).toString()
}
