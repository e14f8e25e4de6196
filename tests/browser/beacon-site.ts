import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DEFAULT_PIXEL_SETTINGS, loadPixelFiles, type PixelSettings } from '@countersign/pixel/serve'

/** A beacon as it arrived: its parameters decoded, of query and body alike. */
export interface Beacon {
  method: string
  path: string
  parameters: { [name: string]: string }
}

/** A page of a test's own. */
export interface SitePage {
  html: string
  headers?: { [name: string]: string }
}

/** A small site that is its own tracker as well: it serves pages and the library, and writes down beacons. */
export interface BeaconSite {
  /** once it listens */
  port: number
  pages: Map<string, SitePage>
  beacons: Beacon[]
  /** what the library's file has inside */
  settings: PixelSettings
  /** the paths of all requests but beacons */
  requests: string[]
  /** how the tracker answers: 200 unless a test says otherwise; 0: not at all */
  status: number
  /** Resolves once a beacon has come for which `is` holds. */
  arrived(is: () => boolean): Promise<void>
  /** As for a test that comes anew. */
  reset(settings?: Partial<PixelSettings>): void
  listen(): Promise<void>
  close(): void
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export function beaconSite(): BeaconSite {
  const files = loadPixelFiles()
  let waiting: { is: () => boolean; resolve: () => void }[] = []
  const site: BeaconSite = {
    port: 0,
    pages: new Map(),
    beacons: [],
    requests: [],
    settings: DEFAULT_PIXEL_SETTINGS,
    status: 200,
    arrived: (is) =>
      new Promise((resolve) => {
        waiting.push({ is, resolve })
        settle()
      }),
    reset(settings) {
      site.pages.clear()
      site.beacons.length = 0
      site.requests.length = 0
      site.status = 200
      site.settings = { ...DEFAULT_PIXEL_SETTINGS, ...settings }
    },
    async listen() {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      site.port = (server.address() as AddressInfo).port
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  const settle = () => {
    for (const { resolve } of waiting.filter(({ is }) => is())) resolve()
    waiting = waiting.filter(({ is }) => !is())
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    if (url.pathname.endsWith('/tr/')) {
      const parameters = await parametersOf(request, url)
      site.beacons.push({ method: request.method ?? '', path: url.pathname, parameters })
      settle()
      if (site.status === 0) return
      const cors = { 'access-control-allow-origin': request.headers.origin ?? '*' }
      response.writeHead(site.status, {
        'content-type': 'image/gif',
        'cache-control': 'no-store',
        ...cors,
        'access-control-allow-credentials': 'true',
      })
      response.end(site.status === 200 ? GIF : '')
      return
    }
    site.requests.push(url.pathname)
    if (url.pathname.endsWith('.js')) {
      const script = url.pathname.endsWith('/fbevents.js')
        ? files.library(site.settings)
        : files.automatic(site.settings)
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end(script)
    } else {
      const page = site.pages.get(url.pathname)
      response.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
      response.end(page?.html)
    }
  })
  return site
}

async function parametersOf(request: IncomingMessage, url: URL): Promise<{ [name: string]: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  return Object.fromEntries([...url.searchParams, ...body])
}

/** Meta's base code, with another host. @source reference 1.1 */
export const BASE_CODE = `!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?
n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;
n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;
t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,
document,'script','/en_US/fbevents.js');`
