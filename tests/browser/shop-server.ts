import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { sendEvents } from '../process/client.js'

const PAGES = new URL('../../fixtures/shop/', import.meta.url)
const TYPES: { [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
}

/** How one visitor's shop is set up: which dataset its pages and its server report to. */
export interface ShopOptions {
  /** what `countersign snippet` prints, for the pages' heads */
  snippet: string
  dataset: { id: string; access_token: string }
  /** where pages reach the tracking server: what the strict policy allows */
  tracker: string
  /** where the shop's own server reaches it */
  url: string
}

export interface ShopServer {
  port: number
  /** how many orders were placed */
  orders(): number
  close(): Promise<void>
}

/** Serves the demo shop, and takes its orders: each is reported by the Conversions API, then led to the thank-you page. */
export async function startShop(options: ShopOptions): Promise<ShopServer> {
  const orders = new Set<string>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop')
    const address = `${request.method} ${pathname}`
    if (address === 'POST /orders') void takeOrder(request, response, orders, options)
    else if (address === 'POST /questions') response.writeHead(303, { location: '/sent.html' }).end()
    else servePage(pathname, response, options)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    orders: () => orders.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** `/strict/…` and `/cached/…` are the same pages under other headers. */
function servePage(pathname: string, response: ServerResponse, options: ShopOptions): void {
  const [, variant, name = ''] = /^\/(?:(strict|cached)\/)?([a-z-]+\.(?:html|js|css))$/.exec(pathname) ?? []
  const type = TYPES[name.split('.').at(-1) ?? '']
  if (type === undefined) {
    response.writeHead(404).end()
    return
  }
  const nonce = variant === 'strict' ? randomBytes(16).toString('base64') : undefined
  response.setHeader('content-type', type)
  response.setHeader('cache-control', variant === 'cached' ? 'public, max-age=3600' : 'no-cache')
  if (nonce !== undefined) response.setHeader('content-security-policy', strictPolicy(nonce, options.tracker))
  response.end(pageOf(name, options.snippet, nonce))
}

function pageOf(name: string, snippet: string, nonce: string | undefined): string {
  const revoked = snippet.replace("fbq('init'", "fbq('consent','revoke');\nfbq('init'")
  const page = readFileSync(new URL(name, PAGES), 'utf8')
    .replace('<!--pixel-->', () => snippet)
    .replace('<!--pixel:consent-->', () => revoked)
  return nonce === undefined ? page : page.replaceAll('<script', `<script nonce="${nonce}"`)
}

/** One tracking host, the shop's own, and scripts of its own by a nonce: nothing evaluated, nothing else loaded. */
const strictPolicy = (nonce: string, tracker: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${tracker}`,
    `connect-src ${tracker}`,
    `img-src data: ${tracker}`,
    "style-src 'self' 'nonce-none'",
    "style-src-attr 'unsafe-inline'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ')

/** An order keeps its cart's number, so that two clicks are one order. */
async function takeOrder(
  request: IncomingMessage,
  response: ServerResponse,
  orders: Set<string>,
  { dataset, url }: ShopOptions,
): Promise<void> {
  const form = new URLSearchParams(await text(request))
  const order_id = `order-${form.get('cart')}`
  if (!orders.has(order_id)) {
    orders.add(order_id)
    await sendEvents(url, dataset, [purchaseOf(order_id, form.get('email') ?? '', request)])
  }
  response.writeHead(303, { location: `/thanks.html?order=${order_id}&value=19.5` }).end()
}

const purchaseOf = (order_id: string, email: string, { headers }: IncomingMessage): object => ({
  event_name: 'Purchase',
  event_time: Math.floor(Date.now() / 1_000),
  event_id: order_id,
  action_source: 'website',
  event_source_url: `http://${headers.host}/checkout.html`,
  user_data: {
    em: [createHash('sha256').update(email.trim().toLowerCase()).digest('hex')],
    client_user_agent: headers['user-agent'],
  },
  custom_data: { value: 19.5, currency: 'EUR', order_id },
})
