import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { OutgoingRequest } from '../fetcher.js'
import { GRAPH } from '../platform/graph/graph.js'
import { destination } from '../scene.fixture.js'
import { type UndiciOptions, undiciFetcher } from './undici-fetcher.js'

const never = new AbortController().signal

async function serving(listener: RequestListener): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { server, port, url: `http://127.0.0.1:${port}/v24.0/1/events` }
}

function fetching(options: UndiciOptions = {}) {
  const { fetch, close } = undiciFetcher(options)
  onTestFinished(close)
  return fetch
}

const to = (url: string, may_be_private = true): OutgoingRequest => ({
  url,
  may_be_private,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"data":[]}'),
})

const answers: [
  title: string,
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  want: object,
][] = [
  [
    'an answer, with what its headers say',
    (response) => {
      response.setHeader('retry-after', '7')
      response.setHeader('x-app-usage', '{"call_count":91}')
      response.end('{"events_received":1}')
    },
    { kind: 'http', status: 200, body: '{"events_received":1}', retry_after_s: 7, usage_percent: 91 },
  ],
  [
    'HTML',
    (response) => void response.writeHead(502).end('<html>'),
    { kind: 'http', status: 502, body: '<html>' },
  ],
  ['nothing', (response) => void response.writeHead(204).end(), { kind: 'http', status: 204, body: '' }],
  [
    'a redirect is not followed',
    (response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    { kind: 'http', status: 307 },
  ],
  ['a reset', (response) => void response.socket?.resetAndDestroy(), { kind: 'network', failure: 'reset' }],
  [
    'a reset in the middle of an answer',
    (response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"events_received":', () => response.socket?.resetAndDestroy())
    },
    { kind: 'network', failure: 'reset' },
  ],
  ['no answer', () => undefined, { kind: 'network', failure: 'timeout' }],
  [
    'half an answer',
    (response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{')
    },
    { kind: 'network', failure: 'timeout' },
  ],
]
for (const [title, answer, want] of answers)
  test(`undiciFetcher: ${title}`, async () => {
    const { url } = await serving((request, response) => {
      request.resume().on('end', () => answer(response, request))
    })
    const fetch = fetching({ limits: { headers_ms: 300, body_ms: 300 } })
    expect(await fetch(to(url), never)).toMatchObject(want)
  })

test('undiciFetcher: of a large answer 256 KiB are read, and its connection is closed', async () => {
  let closed: Promise<void> = Promise.resolve()
  const { url } = await serving((request, response) => {
    closed = new Promise((resolve) => void request.socket.once('close', () => resolve()))
    const more = () => {
      while (response.write('x'.repeat(64 * 1024)));
      response.once('drain', more)
    }
    more()
  })
  const answer = await fetching()(to(url), never)
  expect(answer.kind === 'http' && answer.body.length).toBe(256 * 1024)
  await closed
})

test('undiciFetcher: nobody waits for what was given up', async () => {
  const { url } = await serving(() => controller.abort())
  const controller = new AbortController()
  expect(await fetching()(to(url), controller.signal)).toMatchObject({ kind: 'network' })
})

test('undiciFetcher: nobody listens', async () => {
  const { server, url } = await serving(() => undefined)
  server.close()
  await once(server, 'close')
  expect(await fetching()(to(url), never)).toEqual({ kind: 'network', failure: 'refused' })
})

test('undiciFetcher: what speaks no TLS', async () => {
  const { url } = await serving(() => undefined)
  expect(await fetching()(to(url.replace('http:', 'https:')), never)).toEqual({
    kind: 'network',
    failure: 'tls',
  })
})

test('undiciFetcher: a name that is not found', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  const answer = await fetching({ resolve })(to('https://nowhere.example/events', false), never)
  expect(answer).toEqual({ kind: 'network', failure: 'dns' })
})

const FORBIDDEN = { kind: 'network', failure: 'forbidden_address' }
for (const host of [
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '2130706433',
  '0.0.0.0',
  '[::ffff:127.0.0.1]',
  '[::1]',
  'localhost',
])
  test(`undiciFetcher: ${host} is refused, unless it is allowed by name`, async () => {
    let asked = 0
    const { port } = await serving((_, response) => {
      asked += 1
      response.end()
    })
    expect(await fetching()(to(`http://${host}:${port}/`, false), never)).toEqual(FORBIDDEN)
    expect(asked).toBe(0)
  })

const resolved: [title: string, addresses: string[]][] = [
  ["a cloud's metadata", ['169.254.169.254']],
  ['a private network', ['10.0.0.1', '192.168.0.1']],
  ['an IPv6 for an IPv4', ['::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::1']],
  ['this machine', ['127.0.0.1']],
]
for (const [title, addresses] of resolved)
  test(`undiciFetcher: a name that stands for ${title} is refused`, async () => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const answer = await fetching({ resolve })(to('http://metadata.example/', false), never)
    expect(answer).toEqual(FORBIDDEN)
  })

test('undiciFetcher: a name is resolved once, and of its addresses only the public ones are connected to', async () => {
  let asked = 0
  const resolve = async () => {
    asked += 1
    // A name server that gives another address the second time.
    return asked === 1
      ? [
          { address: '127.0.0.1', family: 4 },
          { address: '192.0.2.1', family: 4 },
          { address: '240.0.0.1', family: 4 },
        ]
      : [{ address: '127.0.0.1', family: 4 }]
  }
  const fetch = fetching({ resolve, limits: { connect_ms: 300 } })
  expect(await fetch(to('http://rebinding.example/', false), never)).toEqual(FORBIDDEN)
  expect(asked).toBe(1)
})

test('undiciFetcher: a connection that one destination was allowed does not serve another that is not', async () => {
  const { url } = await serving((request, response) => {
    request.resume().on('end', () => response.end('{}'))
  })
  const fetch = fetching()
  expect(await fetch(to(url, true), never)).toMatchObject({ status: 200 })
  expect(await fetch(to(url, false), never)).toEqual(FORBIDDEN)
})

test('what arrives over there', async () => {
  let got: { url: string | undefined; headers: IncomingMessage['headers']; body: unknown } | undefined
  const { port } = await serving(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    got = { url: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(pieces).toString()) }
    response.end('{"events_received":2,"fbtrace_id":"Ab"}')
  })
  const sending = {
    destination: destination(1, { kind: 'meta', url: null }),
    secrets: { access_token: 'EAAB', app_secret: 'secret' },
    meta_url: `http://127.0.0.1:${port}`,
    partner_agent: 'countersign',
  }
  const request = GRAPH.compose(sending, ['{"event_name":"Lead"}', '{"event_name":"Purchase"}'])
  if ('forbidden' in request) throw new Error(request.forbidden)
  const decision = GRAPH.decide(await fetching()(request, never), 2)
  expect(decision).toMatchObject({ do: 'accept', events_received: 2, fbtrace_id: 'Ab' })
  expect(got?.url).toBe('/v24.0/987654321098765/events')
  expect(got?.headers).toMatchObject({ authorization: 'Bearer EAAB', 'content-type': 'application/json' })
  expect(got?.body).toMatchObject({ data: [{ event_name: 'Lead' }, { event_name: 'Purchase' }] })
})

test('a GET has no body, and its address as it was given', async () => {
  const asked: unknown[] = []
  const { url } = await serving((request, response) => {
    const { method, url: path, headers } = request
    asked.push([method, path, headers['content-length'] ?? headers['transfer-encoding']])
    response.end('{}')
  })
  await fetching()({ ...to(`${url}?a=b%7Cc`), method: 'GET', body: new Uint8Array() }, never)
  expect(asked).toEqual([['GET', '/v24.0/1/events?a=b%7Cc', undefined]])
})
