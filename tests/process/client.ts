import { createHash } from 'node:crypto'
import { Agent, type Dispatcher, request } from 'undici'
import type { Commands } from './server-process.js'

export interface DatasetAccess {
  id: string
  access_token: string
  name: string
}
export const createDataset = (commands: Commands, ...args: string[]): Promise<DatasetAccess> =>
  commands.json<DatasetAccess>('dataset', 'create', '--name', 'Shop', ...args)

export interface Answer {
  status: number
  headers: Dispatcher.ResponseData['headers']
  text: string
}

/** Connections of a test's own, closed with it by the one who made them. */
export const newAgent = (connections = 16): Agent =>
  new Agent({ connections, headersTimeout: 20_000, bodyTimeout: 20_000, keepAliveTimeout: 5_000 })

async function ask(
  url: string,
  options: Parameters<typeof request>[1] & object,
  dispatcher?: Dispatcher,
): Promise<Answer> {
  const response = await request(url, dispatcher === undefined ? options : { ...options, dispatcher })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

export const get = (url: string, dispatcher?: Dispatcher): Promise<Answer> =>
  ask(url, { method: 'GET' }, dispatcher)

/** A beacon as the pixel sends it: parameters by their names on the wire. */
export function sendBeacon(
  url: string,
  dataset_id: string,
  parameters: Record<string, string>,
  dispatcher?: Dispatcher,
): Promise<Answer> {
  const query = new URLSearchParams({ id: dataset_id, ...parameters })
  return get(`${url}/tr?${query}`, dispatcher)
}

/** A request to the Conversions API, the token in the Bearer header. */
export function sendEvents(
  url: string,
  { id, access_token }: Pick<DatasetAccess, 'id' | 'access_token'>,
  data: readonly object[],
  dispatcher?: Dispatcher,
): Promise<Answer> {
  return post(`${url}/v24.0/${id}/events`, JSON.stringify({ data }), access_token, dispatcher)
}

export function post(
  url: string,
  body: string | Buffer,
  access_token: string,
  dispatcher?: Dispatcher,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const all = { 'content-type': 'application/json', authorization: `Bearer ${access_token}`, ...headers }
  return ask(url, { method: 'POST', headers: all, body }, dispatcher)
}

/** The digest of jo@shop.example. */
export const EM = createHash('sha256').update('jo@shop.example').digest('hex')

/** A Purchase as a shop's server sends it. */
export const purchase = (event_id: string, more: object = {}): object => ({
  event_name: 'Purchase',
  event_time: Math.floor(Date.now() / 1000),
  event_id,
  action_source: 'website',
  event_source_url: 'https://shop.example/thanks',
  user_data: { em: [EM] },
  custom_data: { value: 9.5, currency: 'USD' },
  ...more,
})

/** The same Purchase as the browser sends it. */
export const purchaseBeacon = (event_id: string): Record<string, string> => ({
  ev: 'Purchase',
  eid: event_id,
  dl: 'https://shop.example/thanks',
  'cd[value]': '9.5',
  'cd[currency]': 'USD',
})

/** A line of an import: a Purchase that was received then. */
export const importLine = (
  channel: 'browser' | 'server',
  event_id: string | null,
  received_at_ms: number,
  more: { sighting_id?: string; event?: object } = {},
): string => {
  const event_time = Math.floor(received_at_ms / 1000)
  const event = { ...purchase(event_id ?? ''), event_id, event_time, ...more.event }
  const { sighting_id } = more
  return JSON.stringify({ ...(sighting_id !== undefined && { sighting_id }), received_at_ms, channel, event })
}
