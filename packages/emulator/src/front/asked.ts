import type { IncomingMessage } from 'node:http'
import { pathOf, queryOf, tokenInHead } from '@countersign/collector'
import type { Asked } from '../fail/failures.js'

/** As the collector tells its Conversions API from all else, so that the two never differ. */
const EVENTS = /^\/(?:(?:capi|v\d[\d.]*)\/)?(\d+)\/events$/
const GRAPH = /^\/(?:v\d[\d.]*\/)?(?:(\d+)|act_\d+|debug_token|dataset_quality)(?:\/|$)/

/** What a request asks for, as far as its head says; null where nothing of Meta's is asked. */
export function askedOf(request: IncomingMessage): Asked | null {
  const url = request.url ?? '/'
  const path = pathOf(url)
  if (path === '/tr' || path === '/tr/' || (path === '/events' && request.method === 'POST'))
    return { kind: 'tr', dataset_id: new URLSearchParams(queryOf(url)).get('id'), access_token: null }
  const events = request.method === 'POST' ? EVENTS.exec(path) : null
  if (events) return { kind: 'events', dataset_id: events[1] ?? null, access_token: tokenOf(request) }
  const graph = GRAPH.exec(path)
  if (graph === null) return null
  const dataset_id = graph[1] ?? new URLSearchParams(queryOf(url)).get('dataset_id')
  return { kind: 'graph', dataset_id, access_token: tokenOf(request) }
}

const tokenOf = (request: IncomingMessage): string | null => tokenInHead(request) ?? null
