import type { buildCollector } from '@countersign/collector'
import type { Beacon, Report, ServerReport } from '../shop/action.js'

/** Beyond, Meta's library posts a form in place of asking for an image. @source reference 2.1 */
const URL_CHARS_MAX = 2_048

type Collector = ReturnType<typeof buildCollector>
interface Request {
  method: 'GET' | 'POST'
  url: string
  headers: { [name: string]: string }
  payload?: string
}

/** Who sends, and with what right. */
export interface Sender {
  dataset_id: string
  access_token: string
}

/** Sends one report as its channel does. @returns the answer's status */
export async function send(app: Collector, report: Report, sender: Sender): Promise<number> {
  const request = report.channel === 'browser' ? beaconRequest(report, sender) : serverRequest(report, sender)
  const { statusCode } = await app.inject(request)
  return statusCode
}

function beaconRequest({ params, ip, user_agent }: Beacon, { dataset_id }: Sender): Request {
  const cookies = ['_ga=GA1.1.123456789.1795450000']
  if (params.fbp !== undefined) cookies.push(`_fbp=${params.fbp}`)
  if (params.fbc !== undefined) cookies.push(`_fbc=${encodeURIComponent(params.fbc)}`)
  const headers = {
    host: 't.shop.example',
    'x-forwarded-for': ip,
    'x-forwarded-proto': 'https',
    'user-agent': user_agent,
    'accept-language': 'de-DE,de;q=0.9',
    referer: 'https://shop.example/',
    cookie: cookies.join('; '),
  }
  const query = queryOf({ id: dataset_id, ...params })
  const url = `/tr/?${query}`
  if (url.length < URL_CHARS_MAX) return { method: 'GET', url, headers }
  return {
    method: 'POST',
    url: '/tr/',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: query.replace(/rqm=GET$/, 'rqm=formPOST'),
  }
}

/** Names keep their brackets, as the library writes them. */
const queryOf = (params: { [name: string]: string }): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

/** As the official SDK for Node sends it: the token in the address and in the body. @source reference 5.1 */
const serverRequest = ({ event }: ServerReport, { dataset_id, access_token }: Sender): Request => ({
  method: 'POST',
  url: `/v23.0/${dataset_id}/events?access_token=${access_token}`,
  headers: { 'user-agent': 'fbbizsdk-nodejs-v23.0.0', 'content-type': 'application/json' },
  payload: JSON.stringify({ access_token, data: [event] }),
})
