import { hash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from './start-emulator.js'

export const DATASET_ID = '1832195656904796'
export const EM = hash('sha256', 'jo@shop.example')

/** An emulator that ends with the test. */
export async function emulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const started = await startEmulator(options)
  onTestFinished(() => started.stop())
  return started
}

export interface SentEvent {
  [field: string]: unknown
}
export const purchase = (event_id: string | null, more: SentEvent = {}): SentEvent => ({
  event_name: 'Purchase',
  event_time: Math.floor(Date.now() / 1_000),
  ...(event_id !== null && { event_id }),
  action_source: 'website',
  user_data: { em: [EM] },
  custom_data: { value: 9.5, currency: 'USD' },
  ...more,
})

export interface Answered {
  status: number
  headers: Headers
  text: string
  json: { [field: string]: unknown; error?: { [field: string]: unknown } }
}

export async function ask(url: string, options: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, options)
  const text = await response.text()
  const is_json = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, text, json: is_json ? JSON.parse(text) : {} }
}

export const post = (
  url: string,
  body: unknown,
  token = 'EAAtest',
  signal?: AbortSignal,
): Promise<Answered> =>
  ask(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })

export const send = (to: Emulator, data: readonly unknown[], token?: string, dataset_id = DATASET_ID) =>
  post(to.eventsUrl(dataset_id), { data }, token)

export function beacon(to: Emulator, parameters: { [name: string]: string }): Promise<Answered> {
  const query = new URLSearchParams({
    id: DATASET_ID,
    ev: 'Purchase',
    dl: 'https://shop.example/',
    ...parameters,
  })
  return ask(`${to.url}/tr?${query}`)
}
