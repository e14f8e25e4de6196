import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeOpenBridge } from './open-bridge.js'

const RECEIVED_MS = 1_795_452_200_500
const DIGEST = 'ab'.repeat(32)
const BODY = {
  event_name: 'Purchase',
  event_id: `ob3_plugin-set_${'0'.repeat(64)}`,
  'fb.pixel_id': '1234567890123456',
  custom_data: { value: '9.5', note: 'x' },
  'fb.dynamic_product_ads': { content_type: 'product', content_ids: ['a'], value: 1, currency: 'USD' },
  'fb.advanced_matching': { em: DIGEST },
  'fb.fbp': 'fb.1.1558571054389.1098115397',
  'fb.fbc': null,
  website_context: { location: 'https://shop.example/', referrer: '', isInIFrame: false },
  plugin: { oneTrustId: 'c-1' },
  event_meta_info: { experiment_detail: {} },
}

test('decodeOpenBridge: an event of the browser', () => {
  const done = decodeOpenBridge(BODY, RECEIVED_MS)
  expect(done).toEqual({
    ok: true,
    value: {
      dataset_id: '1234567890123456',
      event: {
        event_name: 'Purchase',
        event_time: 1_795_452_200,
        event_id: BODY.event_id,
        action_source: 'website',
        user_data: { em: DIGEST, fbp: 'fb.1.1558571054389.1098115397' },
        custom_data: { value: 9.5, currency: 'USD', content_type: 'product', content_ids: ['a'], note: 'x' },
        beacon: { if: 'false', 'plugin.oneTrustId': 'c-1' },
        event_source_url: 'https://shop.example/',
      },
      warnings: ['event_id_too_long'],
      automation: [],
    },
  })
  expect(decodeOpenBridge(JSON.stringify(BODY), RECEIVED_MS)).toEqual(done)
})

const refusals: [title: string, body: unknown, codes: string[]][] = [
  ['no object', [BODY], ['beacon_undecodable']],
  ['no JSON', '{', ['beacon_undecodable']],
  ['an empty object', {}, ['dataset_id_missing', 'event_name_missing']],
  ['too much', { ...BODY, custom_data: { a: 'x'.repeat(70_000) } }, ['event_too_large']],
  ['too deep', { ...BODY, custom_data: { a: [[[[[[[[1]]]]]]]] } }, ['beacon_undecodable']],
]
for (const [title, body, codes] of refusals)
  test(`decodeOpenBridge: refuses ${title}`, () => {
    const done = decodeOpenBridge(body, RECEIVED_MS)
    expect(done.ok ? [] : done.problems.map(({ code }) => code)).toEqual(codes)
  })

test('decodeOpenBridge: never throws', () => {
  const part = fc.oneof(fc.jsonValue(), fc.json(), fc.constant(null))
  const keys = Object.fromEntries(Object.keys(BODY).map((key) => [key, part]))
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record(keys)),
      (body) => void decodeOpenBridge(body, RECEIVED_MS),
    ),
  )
})
