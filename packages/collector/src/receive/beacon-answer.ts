import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import { RETRY_AFTER_S } from '../limits.js'

/** A transparent pixel, 43 bytes: as text, which Node joins with the headers into one buffer. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64').toString(
  'latin1',
)

/** How a route of the browser's answers what went well. @source reference 2.6 */
export type BeaconForm = 'gif' | 'empty' | 'json'
const FORMS: { [form in BeaconForm]: { body: string; headers: string[] } } = {
  gif: { body: GIF, headers: ['content-type', 'image/gif', 'content-length', String(GIF.length)] },
  empty: { body: '', headers: ['content-type', 'text/plain', 'content-length', '0'] },
  json: { body: '{}', headers: ['content-type', 'application/json', 'content-length', '2'] },
}
const ALWAYS = [
  ...['cache-control', 'no-store, max-age=0'],
  ...['cross-origin-resource-policy', 'cross-origin'],
  ...['x-content-type-options', 'nosniff'],
]

/** Answers a browser's report: 200 whatever it held, or 503 where it could not be journalled. */
export function answerBeacon(
  request: IncomingMessage,
  response: ServerResponse,
  status: 200 | 503,
  form: BeaconForm,
  set_cookies: string[],
): void {
  const { body, headers: of_form } = FORMS[form]
  const headers: OutgoingHttpHeader[] = [...of_form, ...ALWAYS]
  putCors(headers, request.headers.origin)
  if (status === 503) headers.push('retry-after', String(RETRY_AFTER_S))
  if (set_cookies.length > 0) headers.push('set-cookie', set_cookies)
  response.writeHead(status, headers)
  response.end(body, 'latin1')
}

/** Any page may report, with its cookies: which reports count is for the traffic permissions to say. */
function putCors(headers: OutgoingHttpHeader[], origin: string | undefined): void {
  if (origin === undefined) headers.push('access-control-allow-origin', '*')
  else
    headers.push(
      ...['access-control-allow-origin', origin],
      ...['access-control-allow-credentials', 'true'],
      ...['vary', 'Origin'],
    )
}

/** Answers the question that a browser asks before it posts something unusual. */
export async function answerPreflight(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers: OutgoingHttpHeader[] = ['content-length', '0', 'access-control-max-age', '86400']
  putCors(headers, request.headers.origin)
  headers.push('access-control-allow-methods', 'GET, POST, OPTIONS')
  const asked = request.headers['access-control-request-headers']
  headers.push('access-control-allow-headers', asked ?? 'content-type')
  response.writeHead(204, headers)
  response.end()
}
