import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

test('/healthz answers', async () => {
  const app = buildCollector(fakeEdge(), { log: false })
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok', version: '0.0.0-test' })
})

test('/healthz answers what of signal quality cannot go on: the process is alive all the same', async () => {
  const broken: string[] = []
  const app = buildCollector({ ...fakeEdge(), signals_broken: () => broken }, { log: false })
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok', version: '0.0.0-test' })
  broken.push('orders')
  const answer = await app.inject('/healthz')
  expect([answer.statusCode, answer.json().broken]).toEqual([200, ['orders']])
})

test('/readyz says why not', async () => {
  const edge = fakeEdge()
  const app = buildCollector(edge, { log: false })
  expect((await app.inject('/readyz')).statusCode).toBe(200)
  edge.journal.full = true
  edge.fold = { ...edge.fold, stalled: 'no room' }
  const answer = await app.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.json().reasons).toEqual([
    expect.stringContaining('journal is full'),
    expect.stringContaining('no room'),
  ])
})

test('/metrics counts what was answered, taken in and refused', async () => {
  const edge = fakeEdge()
  const app = buildCollector(edge, { log: false })
  await app.inject(`/tr?id=${edge.dataset.id}&ev=A`)
  await app.inject(`/tr?id=${edge.dataset.id}&ev=`)
  await app.inject({ method: 'POST', url: `/v24.0/${edge.dataset.id}/events?access_token=bad`, payload: {} })
  Object.assign(edge.journal, { bytes_pending: 12, last: 5 })
  const { body } = await app.inject('/metrics')
  for (const line of [
    'countersign_requests_total{route="tr",status="200"} 2',
    'countersign_requests_total{route="conversions",status="401"} 1',
    'countersign_events_accepted_total{channel="browser"} 1',
    'countersign_events_refused_total{refused="rejected",code="event_name_missing"} 1',
    'countersign_journal_pending_bytes 12',
    'countersign_fold_lag_rows 5',
    'countersign_request_duration_seconds_count{route="tr"} 2',
  ])
    expect(body).toContain(line)
})

/** A collector that listens, and one connection's whole answer to some bytes. */
async function listening(request_timeout_ms = 30_000) {
  const edge = fakeEdge()
  const app = buildCollector(edge, { log: false, request_timeout_ms })
  closing.push(() => app.close())
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  const send = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let answer = ''
      socket.on('data', (data) => {
        answer += data.toString('latin1')
        if (bytes.includes('x-done')) socket.end()
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  return { edge, send }
}

const broken: [title: string, bytes: string, want: string][] = [
  ['no HTTP', 'hello\r\n\r\n', '400 Bad Request'],
  ['a header without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(60_000)}\r\n\r\n`, '431 '],
  [
    'a body that does not come',
    'POST /v24.0/1/events HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{',
    '408 Request Timeout',
  ],
  ['headers that do not come', 'GET /tr HTTP/1.1\r\nhost: a\r\n', '408 Request Timeout'],
]
for (const [title, bytes, want] of broken)
  test(`a client that sends ${title} is answered and let go`, async () => {
    const { send } = await listening(300)
    const answer = await send(bytes)
    expect(answer).toContain(`HTTP/1.1 ${want}`)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toHaveProperty('error.message')
  })

test('a slow body costs the others nothing', async () => {
  const { edge, send } = await listening(1_000)
  const slow = send('POST /v24.0/1/events HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{')
  const beacon = await send(`GET /tr?id=${edge.dataset.id}&ev=A HTTP/1.1\r\nhost: a\r\nx-done: 1\r\n\r\n`)
  expect(beacon).toContain('HTTP/1.1 200 OK')
  expect(edge.journal.sightings).toHaveLength(1)
  expect(await slow).toContain('408 ')
})

test('a beacon of 32,768 characters comes through, both cookies with its answer', async () => {
  const { edge, send } = await listening()
  const query = `id=${edge.dataset.id}&ev=A&dl=https%3A%2F%2Fshop.example%2F%3Ffbclid%3DIwAb&cd[a]=`
  const answer = await send(
    `GET /tr/?${query.padEnd(32_700, 'x')} HTTP/1.1\r\nhost: t.shop.example\r\nx-done: 1\r\n\r\n`,
  )
  expect(answer).toContain('HTTP/1.1 200 OK')
  expect(answer.match(/set-cookie: _fb[pc]=/gi)).toHaveLength(2)
  expect(answer.endsWith('\x00;')).toBe(true)
})

test('it stops though a client goes on sending on its connection', async () => {
  const edge = fakeEdge()
  const app = buildCollector(edge, { log: false })
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  const bytes = `GET /tr?id=${edge.dataset.id}&ev=A HTTP/1.1\r\nhost: a\r\n\r\n`
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
  const ended = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  await new Promise((answered) => socket.once('data', answered))
  socket.on('data', () => socket.write(bytes))
  socket.write(bytes)
  await app.close()
  await ended
  expect(edge.journal.sightings.length).toBeGreaterThan(0)
})

/** Personal data in every place that a request has. */
const EMAIL = 'jo.planted@shop.example'
const PHONE = '+1 (555) 010-4477'
const PLANTED = /planted|555.{0,4}010|5550104477/

test('no answer, no log line and no journalled line holds planted emails or phones', async () => {
  const edge = fakeEdge()
  const said: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      said.push(String(chunk))
      done()
    },
  })
  const app = buildCollector(edge, { log: { level: 'trace', stream } })
  const [email, phone] = [encodeURIComponent(EMAIL), encodeURIComponent(PHONE)]
  const user_data = { em: EMAIL, ph: PHONE, client_user_agent: 'test' }
  const event = {
    event_name: 'Lead',
    event_time: Math.floor(edge.now.ms / 1000),
    action_source: 'website',
    event_source_url: `https://shop.example/?email=${email}&phone=${phone}`,
    user_data: { external_id: EMAIL },
    custom_data: { note: EMAIL, phone: PHONE },
  }
  const beacon =
    `id=${edge.dataset.id}&ev=Lead&ud[em]=${email}&ud[ph]=${phone}&cd[email]=${email}` +
    `&dl=https%3A%2F%2Fshop.example%2F%3Femail%3D${email}`
  const events = `/v24.0/${edge.dataset.id}/events?access_token=${edge.access_token}`
  const asks = () => [
    app.inject(`/tr?${beacon}`),
    app.inject({ method: 'POST', url: '/tr/', payload: beacon }),
    app.inject({ method: 'POST', url: events, payload: { data: [event], partner_agent: EMAIL } }),
    app.inject({ method: 'POST', url: events, payload: { data: [{ ...event, user_data }] } }),
    app.inject({
      method: 'POST',
      url: events,
      payload: { data: [{ ...event, event_time: EMAIL, action_source: PHONE }] },
    }),
    app.inject({
      method: 'POST',
      url: events,
      payload: `{"data": ${EMAIL}`,
      headers: { 'content-type': 'application/json' },
    }),
    app.inject({
      method: 'POST',
      url: events.replace('access_token=', `access_token=${email}`),
      payload: {},
    }),
    app.inject({
      method: 'POST',
      url: events,
      payload: { data: [{ ...event, event_name: `By ${EMAIL}`, event_time: 1 }] },
    }),
    app.inject(`/tr?id=${edge.dataset.id}&ev=${email}${'x'.repeat(300)}`),
    app.inject(`/v24.0/${edge.dataset.id}?fields=${email}&access_token=${edge.access_token}`),
    app.inject(`/v24.0/nothing?email=${email}`),
    app.inject(`/nothing?email=${email}`),
  ]
  for (const failing of [false, true]) {
    edge.journal.unavailable = failing
    for (const answer of await Promise.all(asks())) said.push(answer.body, JSON.stringify(answer.headers))
  }
  Object.assign(edge, {
    sha256: () => {
      throw new Error(`cannot hash ${EMAIL}`)
    },
  })
  for (const answer of await Promise.all(asks())) said.push(answer.body, JSON.stringify(answer.headers))
  said.push(JSON.stringify(edge.journal.lines))
  expect(edge.journal.sightings.length).toBeGreaterThan(2)
  expect(said.some((text) => text.includes('unforeseen error'))).toBe(true)
  expect(said.filter((text) => PLANTED.test(text))).toEqual([])
})
