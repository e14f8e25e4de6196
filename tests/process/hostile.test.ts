import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStats, verify } from './books.js'
import {
  type Answer,
  createDataset,
  type DatasetAccess,
  get,
  newAgent,
  post,
  purchase,
  purchaseBeacon,
  sendBeacon,
  sendEvents,
} from './client.js'
import {
  type After,
  type Commands,
  commandsOn,
  eventually,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from './server-process.js'

const MB = 2 ** 20
const HALF_OPEN = 200
const MEMORY_MB_MAX = 600
const FLOOD_CLIENTS = 110
/** Bounded, whatever comes; what is aimed at is measured by the benchmarks, on a quiet machine. */
const FLOOD_MEMORY_MB_MAX = 800
/** What a well-behaved client waits at most, in 99 of 100 cases: many times what it waits on a quiet machine. */
const P99_MS_MAX = 1_000
/** A request has 30 s to arrive; the check runs every 2 s. */
const SLOW_MS_MAX = 45_000

const ends: (() => unknown)[] = []
const after: After = (end) => void ends.push(end)
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

let server: ServerProcess
let shop: DatasetAccess
let commands: Commands
/** What each slow sender was told in the end. They send a byte now and then, all the while that the tests run. */
let slow: { title: string; told: Promise<string> }[] = []
const half_open: Socket[] = []

// All of these tests are beside 200 connections that say nothing more, and three that say it very slowly.
beforeAll(async () => {
  const directory = temporaryDirectory(after)
  commands = commandsOn(directory, after)
  shop = await createDataset(commands)
  server = await startServer(directory, { after })
  const post_head = (path: string) =>
    `POST ${path} HTTP/1.1\r\nhost: t.shop.example\r\ncontent-length: 9999\r\nauthorization: Bearer ${shop.access_token}\r\n\r\n`
  slow = [
    { title: 'a slow body of events', told: sendSlowly(post_head(`/v24.0/${shop.id}/events`)) },
    { title: 'a slow beacon', told: sendSlowly(post_head(`/tr?id=${shop.id}&ev=Lead`)) },
    { title: 'slow headers', told: sendSlowly('GET /tr?id=1 HTTP/1.1\r\nhost: t.shop.example\r\nx-slow: ') },
  ]
  for (let n = 0; n < HALF_OPEN; n += 1) {
    const socket = connectTo(server.port)
    half_open.push(socket.resume())
    await once(socket, 'connect')
    // Half of them not even a request line.
    if (n % 2 === 0)
      socket.write(
        `POST /v24.0/${shop.id}/events HTTP/1.1\r\nhost: t.shop.example\r\ncontent-length: 60000\r\n\r\n{"data":[`,
      )
  }
}, 60_000)

const nested = (depth: number) => `{"data":${'['.repeat(depth)}${']'.repeat(depth)}}`
const bomb = gzipSync(Buffer.alloc(200 * MB, ' '))
const large = Buffer.alloc(11 * MB, ' ')

test.each<
  [title: string, status: number, said: RegExp, body: string | Buffer, headers?: Record<string, string>]
>([
  ['too large', 413, /Body too large/, large],
  ['too large, and does not say so', 413, /Body too large/, large, { chunked: 'yes' }],
  ['a gzip bomb', 413, /Body too large/, bomb, { 'content-encoding': 'gzip' }],
  ['said to be gzip, and is not', 415, /not gzip/, '{"data":[]}', { 'content-encoding': 'gzip' }],
  ['of an encoding that we do not know', 415, /encoding/i, '{"data":[]}', { 'content-encoding': 'zstd' }],
  ['too deep', 400, /nested too deeply/, nested(100_000)],
  ['not UTF-8', 400, /not UTF-8/, Buffer.from('{"data":["\xff\xfe"]}', 'latin1')],
  ['not JSON', 400, /not JSON/, '{"data":[{]}'],
  ['JSON, but no object', 400, /not a JSON object/, '"data"'],
  [
    'a thousand and one events',
    400,
    /at most 1000/,
    JSON.stringify({ data: Array.from({ length: 1_001 }, () => ({})) }),
  ],
])('a body that is %s gets its clear error', async (_, status, said, body, headers = {}) => {
  const { chunked, ...sent } = headers
  const url = `${server.url}/v24.0/${shop.id}/events`
  const answer =
    chunked === undefined
      ? await post(url, body, shop.access_token, undefined, sent)
      : await postChunked(url, body)
  expect({ status: answer.status, text: answer.text }).toMatchObject({
    status,
    text: expect.stringMatching(said),
  })
  expect(JSON.parse(answer.text)).toMatchObject({
    error: { is_transient: false, fbtrace_id: expect.any(String) },
  })
})

test.each([
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 .*malformed_request/s],
  [
    'headers without end',
    `GET /tr HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431 .*headers_too_large/s,
  ],
  [
    'two lengths',
    'POST /tr HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    /^HTTP\/1\.1 400 /,
  ],
  [
    'a length and chunks',
    'POST /tr HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    /^HTTP\/1\.1 400 /,
  ],
])('%s gets its clear error, and the connection is closed', async (_, sent, said) => {
  const socket = connectTo(server.port)
  socket.write(sent)
  expect(await answerOn(socket)).toMatch(said)
})

test('a well-behaved client notices little of it, and memory stays bounded', async () => {
  let hostile = true
  const attacks = [
    () =>
      post(`${server.url}/v24.0/${shop.id}/events`, bomb, shop.access_token, undefined, {
        'content-encoding': 'gzip',
      }),
    () => post(`${server.url}/v24.0/${shop.id}/events`, nested(50_000), shop.access_token),
    () => post(`${server.url}/v24.0/${shop.id}/events`, large, shop.access_token),
  ].map(async (attack) => {
    while (hostile) expect((await attack()).status).toBeGreaterThanOrEqual(400)
  })
  const agent = newAgent(1)
  const waited_ms: number[] = []
  let memory_mb = 0
  for (let n = 0; n < 150; n += 1) {
    const begun_ms = performance.now()
    const answer =
      n % 2 === 0
        ? await sendBeacon(server.url, shop.id, purchaseBeacon(`beside-${n}`), agent)
        : await sendEvents(server.url, shop, [purchase(`beside-${n}`)], agent)
    waited_ms.push(performance.now() - begun_ms)
    expect(answer.status).toBe(200)
    memory_mb = Math.max(memory_mb, server.memoryMb())
  }
  hostile = false
  await Promise.all(attacks)
  await agent.destroy()
  waited_ms.sort((a, b) => a - b)
  expect(waited_ms[Math.floor(waited_ms.length * 0.99)]).toBeLessThan(P99_MS_MAX)
  expect(memory_mb).toBeLessThan(MEMORY_MB_MAX)
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: 150 })
}, 60_000)

test('large bodies that are announced and never sent keep no room from those that are sent', async () => {
  const batch = Array.from({ length: 1_000 }, (_, n) => purchase(`room-${n}`))
  expect((await sendEvents(server.url, shop, batch)).status).toBe(200)
  // Large ones first, then smaller ones for what room these may leave.
  const announced = [...Array(40).fill(10_000_000), ...Array(20).fill(1_000_000), ...Array(20).fill(100_000)]
  const silent: Socket[] = []
  for (const bytes of announced) {
    const socket = connectTo(server.port).resume()
    await once(socket, 'connect')
    socket.write(
      `POST /v24.0/${shop.id}/events HTTP/1.1\r\nhost: t.shop.example\r\ncontent-length: ${bytes}\r\n\r\n{`,
    )
    silent.push(socket)
  }
  // Once later connections are answered, the server has read what these have sent.
  for (let n = 0; n < 5; n += 1) {
    const later = newAgent(1)
    expect((await get(`${server.url}/healthz`, later)).status).toBe(200)
    await later.destroy()
  }
  const answer = await sendEvents(server.url, shop, batch)
  for (const socket of silent) socket.destroy()
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 })
})

test('over capacity: 200, or 503 with Retry-After, nothing else; memory is bounded; every 200 is there', async () => {
  const directory = temporaryDirectory()
  const flooded = commandsOn(directory)
  const target = await createDataset(flooded)
  const { url, memoryMb } = await startServer(directory)
  const end_ms = performance.now() + 3_000
  const answers: Answer[] = []
  let memory_mb = 0
  const watch = setInterval(() => {
    memory_mb = Math.max(memory_mb, memoryMb())
  }, 50)
  // More of them than there is room for at a time: bodies of 1,000 events, 1.3 MB each.
  const agent = newAgent(FLOOD_CLIENTS)
  const flood = Array.from({ length: FLOOD_CLIENTS }, async (_, client) => {
    const body = JSON.stringify({ data: manyPurchases(1_000) })
    for (let n = 0; performance.now() < end_ms; n += 1) {
      const fresh = body.replaceAll('flood-', `${client}-${n}-`)
      const answer = await post(`${url}/v24.0/${target.id}/events`, fresh, target.access_token, agent)
      answers.push(answer)
      if (answer.status === 503) await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  await Promise.all(flood)
  clearInterval(watch)
  await agent.destroy()

  expect([...new Set(answers.map((answer) => answer.status))].sort()).toEqual([200, 503])
  const [accepted, refused] = [200, 503].map((status) => answers.filter((answer) => answer.status === status))
  for (const { headers, text } of refused ?? []) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(text)).toMatchObject({ error: { is_transient: true } })
  }
  expect(memory_mb).toBeLessThan(FLOOD_MEMORY_MB_MAX)
  const taken = (accepted ?? []).length * 1_000
  const stats = await eventually(
    'all is counted',
    () => readStats(flooded, target.id).catch(() => undefined),
    40_000,
  )
  expect(stats).toMatchObject({
    received: { browser: 0, server: taken },
    counted: taken,
    duplicate: 0,
    rejected: 0,
  })
  expect(await verify(flooded)).toMatchObject({ balanced: true, sightings: taken })
  expect((await get(`${url}/readyz`)).status).toBe(200)
}, 90_000)

test(
  'a slow sender is told so, or is cut off, within the limit; the half-open connections too',
  async () => {
    for (const { title, told } of slow)
      expect([title, await told]).toEqual([title, expect.stringMatching(/^$|^HTTP\/1\.1 408 /)])
    await eventually('the half-open ones are closed', async () =>
      half_open.every((socket) => socket.closed) ? true : undefined,
    )
    expect((await sendEvents(server.url, shop, [purchase('after all')])).status).toBe(200)
  },
  SLOW_MS_MAX,
)

function connectTo(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  after(() => socket.destroy())
  return socket
}

/** All that comes until the other side closes. */
async function answerOn(socket: Socket): Promise<string> {
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  await once(socket, 'close')
  return answer
}

/** A byte every 200 ms, for as long as one lets it. */
async function sendSlowly(head: string): Promise<string> {
  const socket = connectTo(server.port)
  socket.write(head)
  const dribble = setInterval(() => socket.writable && socket.write('x'), 200)
  after(() => clearInterval(dribble))
  const answer = await answerOn(socket)
  clearInterval(dribble)
  return answer
}

/** Without a content-length: the server learns how large it is while it comes. */
async function postChunked(url: string, body: string | Buffer): Promise<Answer> {
  async function* pieces() {
    const bytes = Buffer.from(body)
    for (let at = 0; at < bytes.length; at += 256 * 1024) yield bytes.subarray(at, at + 256 * 1024)
  }
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${shop.access_token}` }
  const answer = await request(url, { method: 'POST', headers, body: Readable.from(pieces()) })
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
}

const manyPurchases = (padding: number): object[] =>
  Array.from({ length: 1_000 }, (_, n) =>
    purchase(`flood-${n}`, { custom_data: { value: 1, currency: 'USD', content_name: 'x'.repeat(padding) } }),
  )
