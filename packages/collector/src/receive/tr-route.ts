import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeBeacon, decodePairs, type Pair, type Result, refuse } from '@countersign/core'
import { BEACON_BYTES_MAX } from '../limits.js'
import type { Stage } from '../stage.js'
import type { BrowserReport } from './browser-report.js'
import { readFormBody } from './form-body.js'
import { type BrowserRoute, takeReport } from './take-report.js'
import { queryOf } from './target.js'

/**
 * GET and POST /tr, /tr/: the pixel's beacon by image, form, sendBeacon and fetch, its parameters in the
 * query, in the body, or in both. @source reference 2.1, 2.6
 */
export const takeBeacon = (request: IncomingMessage, response: ServerResponse, stage: Stage): Promise<void> =>
  takeReport(TR, request, response, stage)

const TR: BrowserRoute = {
  name: 'tr',
  form: ({ method }) => (method === 'GET' ? 'gif' : 'empty'),
  read({ url, headers }, body, received_at_ms) {
    const query = decodePairs(queryOf(url ?? ''))
    if (body === null) return reportOf(query, received_at_ms)
    return readPosted(query, body, headers['content-type'], received_at_ms)
  },
}

async function readPosted(
  query: Pair[],
  body: Result<Buffer>,
  content_type: string | undefined,
  received_at_ms: number,
): Promise<BrowserReport> {
  if (!body.ok) return unreadable(query, 'event_too_large')
  const posted = await readFormBody(body.value, content_type, BEACON_BYTES_MAX)
  return posted === null
    ? unreadable(query, 'beacon_undecodable')
    : reportOf([...query, ...posted], received_at_ms)
}

function reportOf(pairs: readonly Pair[], received_at_ms: number): BrowserReport {
  const decoded = decodeBeacon(pairs, received_at_ms)
  const report = { dataset_id: lastOf(pairs, 'id'), event_name: lastOf(pairs, 'ev'), decoded }
  return decoded.ok ? report : { ...report, signs: signsIn(pairs) }
}

/** Of a test that a refused beacon may belong to. */
const signsIn = (pairs: readonly Pair[]) => ({ sent: lastOf(pairs, 'cs_test'), page: lastOf(pairs, 'dl') })

/** What can be said of it for the books is what its query says. */
const unreadable = (query: Pair[], code: 'beacon_undecodable' | 'event_too_large'): BrowserReport => ({
  dataset_id: lastOf(query, 'id'),
  event_name: lastOf(query, 'ev'),
  decoded: refuse([{ code, at: '' }]),
  signs: signsIn(query),
})

function lastOf(pairs: readonly Pair[], wanted: string): string {
  let last = ''
  for (const [name, value] of pairs) if (name === wanted) last = value
  return last
}
