import { createServer } from 'node:http'

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const COLLECTS = /^\/(tr\/|collect|api\/event)/

/** A page and its scripts; it counts what is sent to it, and says when as much has come. */
export async function startSite(scripts) {
  const site = { received: 0, waiting: [] }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    request.resume()
    const script = scripts[/^\/(\w+)\.js/.exec(path)?.[1] ?? '']
    if (COLLECTS.test(path)) {
      response.writeHead(path.startsWith('/tr/') ? 200 : 202, { 'content-type': 'image/gif' })
      response.end(path.startsWith('/tr/') ? GIF : '')
      site.received += 1
      site.waiting = site.waiting.filter(({ count, resolve }) => site.received < count || resolve())
    } else if (script !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end(script)
    } else {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Shop</title><link rel="icon" href="data:,"><h1>Mug</h1>')
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://shop.example:${server.address().port}/`,
    reset() {
      site.received = 0
    },
    arrived: (count) =>
      new Promise((resolve, reject) => {
        if (site.received >= count) return resolve()
        site.waiting.push({ count, resolve })
        setTimeout(() => reject(new Error(`${site.received} of ${count} events came in`)), 20_000).unref()
      }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
