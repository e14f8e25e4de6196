import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Order } from '@countersign/core'
import { OrdersUnavailable } from '@countersign/storage'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type FakeEdge, fakeEdge, noReports } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'
import { BODIES_BYTES_MAX, BODY_BYTES_MAX } from '../limits.js'

const ORDER = { order_id: '1001', placed_at: '2026-11-20T10:15:30Z', value: 9.5, currency: 'USD' }

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
let taken: Order[]
beforeEach(() => {
  taken = []
  edge = fakeEdge({
    api: {
      ...noReports(),
      addOrders: async (_dataset_id, orders) => {
        taken.push(...orders)
        return { added: orders.length, changed: 0 }
      },
    },
  })
  app = buildCollector(edge, { log: false })
  onTestFinished(() => app.close())
})

const tell = (payload: string, headers: { [name: string]: string } = {}) =>
  app.inject({
    method: 'POST',
    url: `/webhooks/orders/${edge.dataset.id}`,
    payload,
    headers: { authorization: `Bearer ${edge.access_token}`, ...headers },
  })

test.each([
  ['JSON', 'application/json'],
  ['text', 'text/plain; charset=utf-8'],
  ['of no type', undefined],
])('an order is taken, whatever its body is called: %s', async (_, type) => {
  const answer = await tell(JSON.stringify(ORDER), type === undefined ? {} : { 'content-type': type })
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    { orders_received: 1, orders_added: 1, orders_changed: 0 },
  ])
  expect(taken).toMatchObject([{ order_id: '1001', value_e4: 95_000 }])
})

test('a list in which one order is bad is refused whole, and what is wrong is said without repeating it', async () => {
  const answer = await tell(JSON.stringify([ORDER, { ...ORDER, email: 'jo@shop.example', value: 'secret' }]))
  expect(answer.statusCode).toBe(400)
  expect(answer.payload).toContain('[1].value')
  expect(answer.payload).not.toMatch(/secret|jo@/)
  expect(taken).toEqual([])
})

test('orders that cannot be written now are answered 503, to be sent again', async () => {
  edge.api = {
    ...noReports(),
    addOrders: async () => {
      throw new OrdersUnavailable('database is locked')
    },
  }
  const answer = await tell(JSON.stringify(ORDER))
  expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([503, true])
  expect(answer.payload).not.toContain('locked')
})

test('a signature is of the body as it was sent, and one that is wrong is refused whatever token is beside it', async () => {
  const t = Math.floor(edge.now.ms / 1_000)
  const signed = (secret: string, body: string) =>
    `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
  const body = JSON.stringify(ORDER, null, 2)
  expect((await tell(body, { 'x-countersign-signature': signed('guess', body) })).statusCode).toBe(401)
  expect(taken).toEqual([])
})

test('what became of signed requests is kept, to the minute; what is not signed is not', async () => {
  const { configuration, dataset, now } = edge
  const t = Math.floor(now.ms / 1_000)
  const secret = configuration.createOrdersSecret(dataset.id)
  const signed = (body: string) => ({
    'x-countersign-signature': `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`,
  })
  const kept = () => configuration.ordersWebhook(dataset.id)
  await tell('no JSON')
  expect(kept()).toMatchObject({ taken_at_ms: null, refused: null })
  const body = JSON.stringify(ORDER)
  expect((await tell(body, signed(body))).statusCode).toBe(200)
  const first_ms = now.ms
  now.ms += 30_000
  await tell(body, signed(body))
  expect(kept()).toMatchObject({ secret: 'kept', taken_at_ms: first_ms, refused: null })
  await tell(body, signed('another'))
  const bad = JSON.stringify([{ ...ORDER, value: 'x' }])
  now.ms += 2_000
  await tell(bad, signed(bad))
  expect(kept()).toMatchObject({ refused_at_ms: now.ms, refused: { at: '[0].value' } })
})

test('a body beyond what one may have is refused', async () => {
  const answer = await tell(`["${'x'.repeat(BODY_BYTES_MAX)}"]`)
  expect([answer.statusCode, taken]).toEqual([413, []])
})

test('what strangers send at once is bounded together: beyond it we say 503, and others still get their turn', async () => {
  await app.listen({ port: 0 })
  const { port } = app.server.address() as AddressInfo
  const begin = () =>
    request({
      port,
      method: 'POST',
      path: `/webhooks/orders/${edge.dataset.id}`,
      headers: { 'content-length': BODY_BYTES_MAX, 'content-type': 'application/json' },
    })
  const statuses: number[] = []
  const all = Array.from({ length: Math.ceil(BODIES_BYTES_MAX / BODY_BYTES_MAX) + 1 }, () => {
    const sent = begin()
    // All but its end: it is held until then.
    sent.write(Buffer.alloc(BODY_BYTES_MAX - 1, ' '))
    sent.on('error', () => {})
    return {
      sent,
      status: new Promise<number>((done) => sent.on('response', (r) => done(r.statusCode ?? 0))),
    }
  })
  statuses.push(await Promise.race(all.map(({ status }) => status)))
  expect(statuses).toEqual([503])
  expect((await tell(JSON.stringify(ORDER))).statusCode).toBe(200)
  for (const { sent } of all) sent.destroy()
})
