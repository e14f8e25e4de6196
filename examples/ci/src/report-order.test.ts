import { type Emulator, startEmulator } from '@countersign/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Meta, type Order, reportOrder } from './report-order.js'

const order: Order = { id: '1001', email: 'Jo@Shop.Example', total: 41.5, currency: 'EUR' }
let emulator: Emulator
let meta: Meta

beforeAll(async () => {
  emulator = await startEmulator({ tokens: ['EAAtest'] })
  meta = { url: emulator.url, dataset_id: '1832195656904796', access_token: 'EAAtest' }
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.stop())

test('an order becomes a Purchase that Meta can match', async () => {
  await reportOrder(order, meta)
  await emulator.expectConversion('Purchase', {
    event_id: 'order-1001',
    value: 41.5,
    currency: 'EUR',
    user_data: { em: 'jo@shop.example' },
  })
})

test('an order that the page reports too counts once', async () => {
  const query = new URLSearchParams({ id: meta.dataset_id, ev: 'Purchase', eid: 'order-1001' })
  await fetch(`${emulator.url}/tr?${query}&cd[value]=41.5&cd[currency]=EUR`)
  await reportOrder(order, meta)
  await emulator.expectConversion('Purchase', { value: 41.5, channels: ['browser', 'server'], times: 1 })
})

test('an answer that was lost does not make two of one order', async () => {
  emulator.fail({ status: 503, taken: true, count: 1 })
  await reportOrder(order, meta)
  await emulator.expectConversion('Purchase', { event_id: 'order-1001', times: 1 })
  expect(emulator.count()).toMatchObject({ requests: 2, counted: 1, duplicate: 1 })
})

test('a revoked token is not tried again', async () => {
  emulator.fail({ token_revoked: true })
  await expect(reportOrder(order, meta)).rejects.toThrow('190')
  expect(emulator.count().requests).toBe(1)
  await emulator.expectNoConversion('Purchase', { within_ms: 0 })
})
