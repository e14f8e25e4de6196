import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeSightingLine } from './sighting-line.js'

const NOW_MS = 1_795_452_200_500
const EVENT = { event_name: 'Purchase', event_time: 1_795_452_000 }
const LINE = { received_at_ms: NOW_MS, channel: 'server', event: EVENT }
const ALL = {
  ...EVENT,
  event_id: 'A1',
  action_source: 'website',
  user_data: { fbp: 'fb.1.1700000000000.1' },
  custom_data: { value: 9.5, currency: 'USD' },
  beacon: { v: '2.9.324' },
  event_source_url: 'https://shop.example/',
  referrer_url: 'https://a.example/',
  opt_out: false,
  original_event_data: { event_id: 'A0' },
  attribution_data: { scope: 'x' },
  customer_segmentation: 'new_customer_to_business',
  advertiser_tracking_enabled: true,
  data_processing_options: ['LDU'],
  data_processing_options_country: 1,
  data_processing_options_state: 1000,
  app_data: { extinfo: [] },
  messaging_channel: 'whatsapp',
}

test('decodeSightingLine: every field as it was, in the order in which validate puts them', () => {
  const done = decodeSightingLine(JSON.stringify({ ...LINE, sighting_id: 'a', event: ALL }), NOW_MS)
  expect(done).toEqual({
    ok: true,
    value: { sighting_id: 'a', received_at_ms: NOW_MS, channel: 'server', event: ALL },
  })
  expect(done.ok && Object.keys(done.value.event)).toEqual(Object.keys(ALL))
})

test('decodeSightingLine: what is null is absent', () => {
  const nulls = Object.fromEntries(Object.keys(ALL).map((key) => [key, null]))
  expect(decodeSightingLine(JSON.stringify({ ...LINE, event: { ...nulls, ...EVENT } }), NOW_MS)).toEqual({
    ok: true,
    value: {
      received_at_ms: NOW_MS,
      channel: 'server',
      event: { ...EVENT, event_id: null, action_source: null, user_data: {}, custom_data: {} },
    },
  })
})

const refusals: [at: string, line: unknown][] = [
  ['', []],
  ['sighting_id', { ...LINE, sighting_id: 'a b' }],
  ['received_at_ms', { ...LINE, received_at_ms: NOW_MS + 1 }],
  ['received_at_ms', { ...LINE, received_at_ms: 1_763_900_000 }],
  ['channel', { ...LINE, channel: 'app' }],
  ['event', { ...LINE, event: null }],
  ['event.event_name', { ...LINE, event: { ...EVENT, event_name: ' ' } }],
  ['event.event_time', { ...LINE, event: { ...EVENT, event_time: '1795452000' } }],
  ['event.event_id', { ...LINE, event: { ...EVENT, event_id: 7 } }],
  ['event.action_source', { ...LINE, event: { ...EVENT, action_source: 'web' } }],
]
const fields: [field: string, value: unknown][] = [
  ['user_data', []],
  ['custom_data', 'x'],
  ['beacon', { v: 2 }],
  ['event_source_url', 7],
  ['referrer_url', {}],
  ['opt_out', 'true'],
  ['data_processing_options', 'LDU'],
  ['data_processing_options', ['jo@shop.example']],
  ['data_processing_options_country', '1'],
  ['data_processing_options_state', 0.5],
  ['app_data', []],
  ['original_event_data', 'A0'],
  ['attribution_data', 1],
  ['customer_segmentation', 'jo@shop.example'],
  ['messaging_channel', { a: 'jo@shop.example' }],
  ['advertiser_tracking_enabled', 1],
]
for (const [field, value] of fields)
  refusals.push([`event.${field}`, { ...LINE, event: { ...EVENT, [field]: value } }])
for (const [at, line] of refusals)
  test(`decodeSightingLine: refuses ${at} ${JSON.stringify(line).slice(-60)}`, () =>
    expect(decodeSightingLine(JSON.stringify(line), NOW_MS)).toMatchObject({
      ok: false,
      problems: [{ code: 'import_line_invalid', at }],
    }))

test('decodeSightingLine: never throws', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      decodeSightingLine(text, NOW_MS)
    }),
  ))
