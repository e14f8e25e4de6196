import type { IncomingMessage } from 'node:http'
import { decodeBeacon, decodePairs, type Pair, refuse } from '@countersign/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BEACON_BYTES_MAX } from '../limits.js'
import type { Stage } from '../stage.js'
import { answerPreflight } from './beacon-answer.js'
import type { BrowserReport } from './browser-report.js'
import { readFormBody } from './form-body.js'
import { type BrowserRoute, takeReport } from './take-report.js'

/**
 * GET and POST /tr, /tr/: the pixel's beacon by image, form, sendBeacon and fetch, its parameters in the query, in the
 * body, or in both. @source reference 2.1, 2.6
 */
export function trRoute(app: FastifyInstance, stage: Stage): void {
  const options = {
    bodyLimit: BEACON_BYTES_MAX,
    exposeHeadRoute: false,
    config: { face: 'beacon' as const, name: TR.name },
  }
  const take = (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack()
    return takeReport(TR, request.raw, reply.raw, Buffer.isBuffer(request.body) ? request.body : null, stage)
  }
  for (const address of ['/tr', '/tr/']) {
    app.get(address, options, take)
    app.post(address, options, take)
    app.options(address, (request, reply) => {
      reply.hijack()
      answerPreflight(request.raw, reply.raw)
    })
  }
}

export const TR: BrowserRoute = {
  name: 'tr',
  form: ({ method }) => (method === 'GET' ? 'gif' : 'empty'),
  read({ url, headers }, body, received_at_ms) {
    const query = decodePairs(queryOf(url))
    if (body === null) return reportOf(query, received_at_ms)
    return readPosted(query, body, headers['content-type'], received_at_ms)
  },
}

/** Whether a request is a beacon without a body, by its target alone. */
export const isPlainBeacon = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && url !== undefined && (url.startsWith('/tr/?') || url.startsWith('/tr?'))

async function readPosted(
  query: Pair[],
  body: Buffer,
  content_type: string | undefined,
  received_at_ms: number,
): Promise<BrowserReport> {
  const posted = await readFormBody(body, content_type, BEACON_BYTES_MAX)
  if (posted !== null) return reportOf([...query, ...posted], received_at_ms)
  // What can be said of it for the books is what its query says.
  const decoded = refuse([{ code: 'beacon_undecodable', at: '' }])
  return { dataset_id: lastOf(query, 'id'), event_name: lastOf(query, 'ev'), decoded }
}

const reportOf = (pairs: readonly Pair[], received_at_ms: number): BrowserReport => ({
  dataset_id: lastOf(pairs, 'id'),
  event_name: lastOf(pairs, 'ev'),
  decoded: decodeBeacon(pairs, received_at_ms),
})

function lastOf(pairs: readonly Pair[], wanted: string): string {
  let last = ''
  for (const [name, value] of pairs) if (name === wanted) last = value
  return last
}

/** What stands behind the first `?` of a request's target. */
function queryOf(target: string | undefined): string {
  const at = target === undefined ? -1 : target.indexOf('?')
  return at === -1 || target === undefined ? '' : target.slice(at + 1)
}
