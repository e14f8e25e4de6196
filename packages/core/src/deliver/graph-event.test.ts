import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ACTION_SOURCES,
  type Channel,
  CLEAR_KEYS,
  type Event,
  HASHED_KEYS,
  type IdentifiedEvent,
  type JsonObject,
} from '../event.js'
import { identify } from '../identify/identify.js'
import { DEFAULT_LIMITS } from '../validate/limits.js'
import { validateEvent } from '../validate/validate.js'
import { foreseenRefusal } from './foreseen-refusal.js'
import { graphUserData, type Outgoing, toGraphEvent } from './graph-event.js'
import { preflight, preflightRules } from './preflight.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const [A, B, C] = ['a1'.repeat(32), 'b2'.repeat(32), 'c3'.repeat(32)]
const NOW_MS = 1_764_000_000_000
const event: IdentifiedEvent = {
  event_name: 'Purchase',
  event_time: 1_763_900_000,
  event_id: 'o-1',
  action_source: 'website',
  user_data: { em: [A], fbp: 'fb.1.1763900000000.42' },
  custom_data: { value: 9.5, currency: 'USD' },
}
const graphOf = (more: Partial<IdentifiedEvent>, channels: Channel[] = ['browser', 'server']) =>
  toGraphEvent({ anchor_sighting_id: 'k3j4h5g61763900000123', channels, event: { ...event, ...more } })

test('toGraphEvent: all that is said of an event, and nothing of its transport', () => {
  const more = {
    event_source_url: 'https://shop.example/thanks',
    referrer_url: 'https://shop.example/cart',
    opt_out: true,
    data_processing_options: ['LDU'],
    data_processing_options_country: 1,
    data_processing_options_state: 1000,
    customer_segmentation: 'new_customer_to_business',
    messaging_channel: 'whatsapp',
    advertiser_tracking_enabled: false,
    app_data: { extinfo: ['a2'] },
    original_event_data: { event_id: 'o-0' },
    attribution_data: { ad_id: '1' },
  }
  expect(graphOf({ ...more, beacon: { sw: '800' }, aud: { em: [B] } })).toEqual({
    event_name: 'Purchase',
    event_time: 1_763_900_000,
    event_id: 'o-1',
    action_source: 'website',
    user_data: { em: [A, B], fbp: 'fb.1.1763900000000.42' },
    custom_data: { value: 9.5, currency: 'USD' },
    ...more,
  })
})

const cases: [title: string, graph: JsonObject, key: string, want: unknown][] = [
  [
    "without an event_id, the anchor's sighting id, as the pixel's mirror",
    graphOf({ event_id: null }),
    'event_id',
    'k3j4h5g61763900000123',
  ],
  ['no action_source, seen by a browser', graphOf({ action_source: null }), 'action_source', 'website'],
  [
    'no action_source, a server that names a page',
    graphOf({ action_source: null, event_source_url: 'https://s.example' }, ['server']),
    'action_source',
    'website',
  ],
  ['no action_source, a server', graphOf({ action_source: null }, ['server']), 'action_source', 'other'],
  [
    'no action_source, AppendValue',
    graphOf({ action_source: null, event_name: 'AppendValue' }),
    'action_source',
    undefined,
  ],
  ['explicitly not limited', graphOf({ data_processing_options: [] }), 'data_processing_options', []],
  ['empty custom_data', graphOf({ custom_data: {} }), 'custom_data', undefined],
]
for (const [title, graph, key, want] of cases)
  test(`toGraphEvent: ${title}`, () => expect(graph[key]).toEqual(want))

const keys: [title: string, more: Partial<IdentifiedEvent>, want: JsonObject][] = [
  [
    'alternates join the lists, each digest once',
    { user_data: { ct: [A, B] }, aud: { ct: [B, C], st: [A] } },
    { ct: [A, B, C], st: [A] },
  ],
  [
    "Meta's own ids are numbers",
    { user_data: { lead_id: '123456789012345', fb_login_id: '42' } },
    { lead_id: 123456789012345, fb_login_id: 42 },
  ],
  [
    'unless a number cannot hold them',
    { user_data: { lead_id: '12345678901234567', fb_login_id: '042' } },
    { lead_id: '12345678901234567', fb_login_id: '042' },
  ],
  ['a lead_id that is none', { user_data: { lead_id: '5', em: [A] } }, { em: [A] }],
  [
    'at most 20 values',
    { user_data: { em: [A] }, aud: { em: Array.from({ length: 30 }, (_, n) => sha256(`${n}`)) } },
    { em: [A, ...Array.from({ length: 19 }, (_, n) => sha256(`${n}`))] },
  ],
]
for (const [title, more, want] of keys)
  test(`graphUserData: ${title}`, () => expect(graphUserData({ ...event, ...more })).toEqual(want))

const plain = fc.constantFrom<unknown>(
  A,
  'Jo@Shop.Example',
  'Mary-Ann',
  'São Paulo',
  '+1 650 555 1212',
  'm',
  '1990-02-16',
  'us',
  '8.8.8.8',
  'fb.1.1763900000000.AbC',
  '123456789012345',
  'x',
)
const userData = fc.dictionary(
  fc.constantFrom(...HASHED_KEYS, ...CLEAR_KEYS),
  fc.oneof(plain, fc.array(plain, { maxLength: 3 })),
) as fc.Arbitrary<JsonObject>
const item = fc.oneof(
  fc.record({ id: fc.string() }),
  fc.record({ id: fc.constant('a'), quantity: fc.nat() }),
  fc.jsonValue(),
)
const customData = fc.record(
  {
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('9.5', 'free', null, ''),
    ),
    currency: fc.constantFrom('USD', 'usd ', 'xx', '', null, 5),
    contents: fc.oneof(fc.array(item, { maxLength: 4 }), fc.string()),
    content_ids: fc.array(fc.string(), { maxLength: 3 }),
    order_id: fc.string(),
    note: fc.string(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>
/** As they come from either side, and as a beacon may come that no server would have sent. */
const identified: fc.Arbitrary<Outgoing> = fc
  .record({
    channel: fc.constantFrom<Channel>('browser', 'server'),
    event_name: fc.constantFrom('ViewContent', 'Lead', 'PageView', 'AppendValue', 'Sign up'),
    event_id: fc.option(fc.string({ minLength: 1, maxLength: 60 }).filter((id) => id.trim() !== '')),
    action_source: fc.constantFrom(
      null,
      ...ACTION_SOURCES.filter((source) => source !== 'business_messaging'),
    ),
    age_s: fc.integer({ min: 0, max: 6 * 86_400 }),
    event_source_url: fc.webUrl({ withQueryParameters: true }),
    opt_out: fc.boolean(),
    user_data: userData,
    custom_data: customData,
  })
  .map(({ channel, age_s, ...said }) => {
    const raw: Event = { ...said, event_time: NOW_MS / 1000 - age_s }
    const { event } = identify(raw, { channel, received_at_ms: NOW_MS, sha256, client_user_agent: 'Mozilla' })
    return { anchor_sighting_id: 's0000000000000001', event, channels: [channel] }
  })

test('toGraphEvent: after the preflight, what has match keys is an event that our own API takes', () =>
  fc.assert(
    fc.property(identified, (out) => {
      const { event: ready, suppressed } = preflight(out.event, preflightRules([], []))
      fc.pre(suppressed === null)
      const graph = toGraphEvent({ ...out, event: ready })
      const wire = JSON.parse(JSON.stringify(graph)) as JsonObject
      const { event: back, problems } = validateEvent(wire, 0, NOW_MS, DEFAULT_LIMITS)
      expect(problems).toEqual([])
      expect(foreseenRefusal(wire, NOW_MS)).toBe(null)
      if (back === undefined) throw new Error('no problem and no event')
      // Identified again, as the receiver does: the same digests, under the same id, at the same time.
      const again = identify(back, { channel: 'server', received_at_ms: NOW_MS, sha256 })
      const sent = graphUserData(ready)
      for (const key of HASHED_KEYS) expect(again.event.user_data[key]).toEqual(sent[key])
      for (const key of CLEAR_KEYS)
        expect(again.event.user_data[key]).toBe(sent[key] === undefined ? undefined : String(sent[key]))
      expect(again.event.event_id).toBe(ready.event_id ?? out.anchor_sighting_id)
      expect(again.event.event_name).toBe(ready.event_name)
      expect(again.event.event_time).toBe(ready.event_time)
    }),
    { numRuns: 500 },
  ))

test('foreseenRefusal: a Purchase without currency, in the words that Meta would have had', () => {
  const refusal = foreseenRefusal(graphOf({ custom_data: { value: 9.5 } }), NOW_MS)
  expect(refusal).toMatchObject({
    http: 400,
    code: 100,
    subcode: 2804010,
    title: 'Missing Currency for Purchase Event',
  })
  expect(refusal?.message).toMatch(/^custom_data\.currency/)
})
test('foreseenRefusal: an event that grew too old', () =>
  expect(foreseenRefusal(graphOf({}), NOW_MS + 30 * 86_400_000)).toMatchObject({ subcode: 2804003 }))
test('foreseenRefusal: nothing is known against an event that is right', () =>
  expect(foreseenRefusal(graphOf({}), NOW_MS)).toBe(null))
