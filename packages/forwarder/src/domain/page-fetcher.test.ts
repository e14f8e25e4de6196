import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildConnector } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { type PageFetcherOptions, pageFetcher } from './page-fetcher.js'

const URL_HOME = 'https://shop.example/'

/** A site whose TLS somebody else speaks: connections go to a server of the test's, whatever the host. */
async function site(listener: RequestListener, options: PageFetcherOptions = {}) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const plain = buildConnector({})
  const { fetch, close } = pageFetcher({
    ...options,
    connect: (to, callback) =>
      plain({ ...to, protocol: 'http:', hostname: '127.0.0.1', port: String(port) }, callback),
  })
  onTestFinished(async () => {
    await close()
    server.closeAllConnections()
    server.close()
  })
  return { fetch, server }
}

test('a page is fetched, with the host that was asked for, and nothing of ours', async () => {
  let headers = {}
  const { fetch } = await site((request, response) => {
    headers = request.headers
    response.end('<head>')
  })
  expect(await fetch(URL_HOME)).toEqual({ kind: 'page', status: 200, location: null, body: '<head>' })
  expect(headers).toEqual({
    host: 'shop.example',
    connection: 'close',
    accept: 'text/html, text/plain;q=0.9',
    'user-agent': 'Countersign domain verification',
  })
})

test('a redirect is told, and not followed', async () => {
  let asked = 0
  const { fetch } = await site((_, response) => {
    asked += 1
    response.writeHead(301, { location: 'https://www.shop.example/' }).end()
  })
  expect(await fetch(URL_HOME)).toMatchObject({ status: 301, location: 'https://www.shop.example/' })
  expect(asked).toBe(1)
})

test('of an endless page its beginning is read', async () => {
  const { fetch, server } = await site(
    (_, response) => {
      const more = () => {
        while (response.write('x'.repeat(10_000)));
      }
      response.on('drain', more)
      more()
    },
    { limits: { page_bytes_max: 50_000 } },
  )
  const closed = new Promise((done) => {
    server.once('connection', (socket) => socket.once('close', done).on('error', () => undefined))
  })
  const page = await fetch(URL_HOME)
  expect(page.kind === 'page' && page.body.length).toBe(50_000)
  await closed
})

const failures: [title: string, listener: RequestListener, why: RegExp][] = [
  ['one that never answers', () => undefined, /in time/],
  ['one that drips', (_, response) => void response.write('<head>'), /in time/],
  ['one that breaks off', (request) => void request.socket.resetAndDestroy(), /breaks the connection/],
  [
    'one that is compressed all the same',
    (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    /compressed/,
  ],
  [
    'one with a head without end',
    (_, response) => void response.writeHead(200, { a: 'x'.repeat(100_000) }).end(),
    /.+/,
  ],
]
for (const [title, listener, why] of failures)
  test(`a page that fails: ${title}`, async () => {
    const { fetch } = await site(listener, { limits: { page_ms: 200 } })
    expect(await fetch(URL_HOME)).toEqual({ kind: 'failed', why: expect.stringMatching(why) })
  })

const inside = ['127.0.0.1', '10.0.0.8', '169.254.169.254', '::1', '::ffff:192.168.0.1', '64:ff9b::a00:1']
for (const address of inside)
  test(`a name that leads to ${address} is connected to nowhere`, async () => {
    let asked = 0
    const { fetch, close } = pageFetcher({
      resolve: async () => {
        asked += 1
        // A second look would find another one.
        return [{ address: asked === 1 ? address : '127.0.0.1', family: address.includes(':') ? 6 : 4 }]
      },
    })
    onTestFinished(close)
    expect(await fetch(URL_HOME)).toEqual({ kind: 'failed', why: 'it has no public address' })
    expect(asked).toBe(1)
  })

test('without TLS nothing is asked', async () => {
  const { fetch } = await site((_, response) => void response.end())
  expect(await fetch('http://shop.example/')).toEqual({ kind: 'failed', why: 'it is asked by https only' })
})
