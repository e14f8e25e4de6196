import { createRequire } from 'node:module'
import type { Agent, buildConnector as BuildConnector, Dispatcher } from 'undici'

// undici as a whole, with its fetch, caches and websockets, is 13 MB in each thread that imports it; these are 1 MB. Its
// package lists no exports, so that its files may be asked for; that they are there, the tests of the fetchers show.
const require = createRequire(import.meta.url)
const UndiciAgent = require('undici/lib/dispatcher/agent.js') as typeof Agent
const request = require('undici/lib/api/api-request.js') as Request

export const buildConnector = require('undici/lib/core/connect.js') as typeof BuildConnector

type Request = (this: Agent, options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>

/** Connections that are kept open, and what is asked over them. */
export interface HttpAgent {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>
  /** Closes every connection; what is under way fails. */
  destroy(): Promise<void>
}

/** undici's Agent. @throws what undici throws, see `networkFailure` */
export function httpAgent(options: Agent.Options): HttpAgent {
  const agent = new UndiciAgent(options)
  return {
    request: (asked) => request.call(agent, asked),
    destroy: () => agent.destroy(),
  }
}
