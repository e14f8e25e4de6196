import { beforeEach, expect, test } from 'vitest'
import { type FakeEdge, fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

let edge: FakeEdge
let app: ReturnType<typeof buildCollector>
beforeEach(() => {
  edge = fakeEdge()
  app = buildCollector(edge, { log: false })
})

const report = () => ({
  event_name: 'Purchase',
  event_id: `ob3_plugin-set_${'a'.repeat(64)}`,
  'fb.pixel_id': edge.dataset.id,
  'fb.dynamic_product_ads': { content_ids: ['A1'], value: 9.5, currency: 'USD' },
  'fb.advanced_matching': { em: 'b'.repeat(64) },
  'fb.fbp': 'fb.1.1795452196607.123456789',
  website_context: { location: 'https://shop.example/', isInIFrame: false },
})
const post = (payload: string) =>
  app.inject({
    method: 'POST',
    url: '/events?cee=no',
    payload,
    headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' },
  })

test("POST /events takes the pixel's report to a gateway as the browser's", async () => {
  const answer = await post(JSON.stringify(report()))
  expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
  })
  expect(edge.journal.sightings).toMatchObject([
    {
      channel: 'browser',
      event: {
        event_name: 'Purchase',
        event_id: report().event_id,
        custom_data: { value: 9.5, currency: 'USD' },
      },
    },
  ])
})

const odd: [title: string, payload: () => string, code: string | null][] = [
  ['no name', () => JSON.stringify({ ...report(), event_name: '' }), 'event_name_missing'],
  ['no JSON', () => '{', null],
  ['nothing', () => '', null],
  ['no object', () => '[1]', null],
  ['nested without end', () => '['.repeat(100_000), null],
  ['an unknown dataset', () => JSON.stringify({ ...report(), 'fb.pixel_id': '12' }), null],
]
for (const [title, payload, code] of odd)
  test(`POST /events answers 200 whatever it is sent: ${title}`, async () => {
    expect((await post(payload())).statusCode).toBe(200)
    expect(edge.journal.sightings).toEqual([])
    expect(edge.journal.refusals.map((line) => line.code)).toEqual(code === null ? [] : [code])
  })

test('POST /events answers 503 where it could not be journalled', async () => {
  edge.journal.unavailable = true
  expect((await post(JSON.stringify(report()))).statusCode).toBe(503)
})
