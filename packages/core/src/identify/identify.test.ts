import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event, IdentifiedEvent, JsonObject } from '../event.js'
import { type IdentifyContext, identify } from './identify.js'
import { IDENTIFY_WARNINGS } from './warnings.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const [A, B] = ['a1'.repeat(32), 'b2'.repeat(32)]
const SERVER: IdentifyContext = { channel: 'server', received_at_ms: Date.UTC(2026, 5, 1), sha256 }
const BROWSER: IdentifyContext = {
  ...SERVER,
  channel: 'browser',
  cookies: { fbp: 'fb.1.17.42', fbc: 'fb.1.17.old.AQ' },
  client_ip_address: '203.0.113.9',
  client_user_agent: 'Mozilla/5.0',
}
const eventOf = (user_data: JsonObject, more: Partial<Event> = {}): Event => ({
  event_name: 'Purchase',
  event_time: 1_700_000_000,
  event_id: 'o-1',
  action_source: 'website',
  custom_data: {},
  ...more,
  user_data,
})

type Case = [title: string, user_data: JsonObject, want: Partial<IdentifiedEvent>, warnings?: string[]]
const cases: Case[] = [
  [
    'digests pass, in lower case',
    { em: A.toUpperCase(), ph: [`${A}.BA`, A] },
    { user_data: { em: [A], ph: [A] } },
  ],
  ['plain values are hashed', { em: ' Jo@Shop.Example' }, { user_data: { em: [sha256('jo@shop.example')] } }],
  ['a number is its digits', { external_id: 42 }, { user_data: { external_id: [sha256('42')] } }],
  [
    'the classic form goes to aud',
    { fn: 'Mary-Ann' },
    { user_data: { fn: [sha256('maryann')] }, aud: { fn: [sha256('mary-ann')] } },
  ],
  ['an empty value is absent', { em: '', ph: [], fn: [' ', null] }, { user_data: {} }],
  [
    'an unusable value is left out',
    { em: ['no address', A] },
    { user_data: { em: [A] } },
    ['match_key_unusable:em'],
  ],
  [
    'a hash of nothing is absent',
    { em: sha256(''), fn: 'null' },
    { user_data: {} },
    ['hash_of_nothing:em', 'hash_of_nothing:fn'],
  ],
  ['aliases are read', { Email: A, uid: B }, { user_data: { em: [A], external_id: [B] } }],
  ['an alias does not replace', { email: B, em: A }, { user_data: { em: [A] } }],
  ['other keys go unread', { shoe_size: 'jo@shop.example' }, { user_data: {} }, ['match_key_unknown']],
  ['ud goes before udff', { em: A, udff: { em: B, ph: B } }, { user_data: { em: [A], ph: [B] } }],
  [
    'alternates that differ are kept',
    { em: A, aud: { em: A }, audff: { ph: [B] } },
    { user_data: { em: [A] }, aud: { ph: [B] } },
  ],
  ['many values are cut', { em: Array(30).fill(A) }, { user_data: { em: [A] } }, ['match_key_values_cut']],
]
for (const [title, user_data, want, warnings = []] of cases)
  test(`identify: ${title}`, () => {
    const got = identify(eventOf(user_data), SERVER)
    expect({ user_data: got.event.user_data, aud: got.event.aud }).toEqual({ aud: undefined, ...want })
    expect(got.warnings).toEqual(warnings)
  })

const URL_WITH_CLICK = 'https://s.example/?fbclid=new'
const requests: [title: string, event: Event, context: IdentifyContext, want: JsonObject][] = [
  [
    "a browser's request fills the gaps",
    eventOf({}),
    BROWSER,
    {
      fbp: 'fb.1.17.42',
      fbc: 'fb.1.17.old',
      client_ip_address: '203.0.113.9',
      client_user_agent: 'Mozilla/5.0',
    },
  ],
  [
    "a server's request does not",
    eventOf({}),
    { ...SERVER, client_ip_address: '203.0.113.9', client_user_agent: 'x' },
    {},
  ],
  [
    "the event's own goes first",
    eventOf({ client_ip_address: '8.8.8.8', client_user_agent: 'a', fbp: 'fb.1.1.1', fbc: 'fb.1.1.x' }),
    BROWSER,
    { client_ip_address: '8.8.8.8', client_user_agent: 'a', fbp: 'fb.1.1.1', fbc: 'fb.1.1.x' },
  ],
  [
    'a public IPv6 goes before IPv4',
    eventOf({}),
    { ...SERVER, channel: 'browser', cookies: { fbi: '2001:4860::8.AQ' }, client_ip_address: '8.8.8.8' },
    { client_ip_address: '2001:4860::8' },
  ],
  [
    'fbc is built from the page',
    eventOf({}, { event_source_url: URL_WITH_CLICK }),
    SERVER,
    { fbc: 'fb.1.1700000000000.new' },
  ],
  [
    'or from the referrer',
    eventOf({}, { referrer_url: URL_WITH_CLICK }),
    { ...SERVER, subdomain_index: 2 },
    { fbc: 'fb.2.1700000000000.new' },
  ],
  [
    'the same click keeps its time',
    eventOf({}, { event_source_url: URL_WITH_CLICK }),
    { ...SERVER, cookies: { fbc: 'fb.1.17.new' } },
    { fbc: 'fb.1.17.new' },
  ],
  [
    'a newer click replaces the cookie',
    eventOf({}, { event_source_url: URL_WITH_CLICK }),
    { ...SERVER, cookies: { fbc: 'fb.1.17.old' } },
    { fbc: 'fb.1.1700000000000.new' },
  ],
]
for (const [title, event, context, want] of requests)
  test(`identify: ${title}`, () => expect(identify(event, context).event.user_data).toEqual(want))

test('identify: plain identity elsewhere is scrubbed and named', () => {
  const event = eventOf(
    {},
    {
      event_source_url: 'https://s.example/?email=jo',
      custom_data: { first_name: 'Jo', value: 1 },
      app_data: { note: 'jo@shop.example' },
      beacon: { v: '2.9', note: 'jo@shop.example' },
    },
  )
  const got = identify(event, SERVER)
  expect(JSON.stringify(got.event)).not.toMatch(/jo/i)
  expect(got.warnings).toEqual([
    'plain_identity_in_url',
    'plain_identity_in_beacon',
    'plain_identity_in_custom_data',
    'plain_identity_in_app_data',
  ])
  expect(event.custom_data).toEqual({ first_name: 'Jo', value: 1 })
})

test('identify: an email as event_id becomes its digest on both channels, in an event_name it is taken out', () => {
  const event = {
    ...eventOf({ em: A }),
    event_id: 'Order-Jo@shop.example',
    event_name: 'Lead jo@shop.example',
  }
  const [browser, server] = [identify(event, BROWSER), identify(event, SERVER)]
  expect(browser.event.event_id).toMatch(/^[0-9a-f]{64}$/)
  expect(server.event.event_id).toBe(browser.event.event_id)
  expect(browser.event.event_name).toBe('Lead _removed_')
  expect(browser.warnings).toEqual(['plain_identity_in_event_id', 'plain_identity_in_event_name'])
})

const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(A, 'Jo@Shop.Example', 'São Paulo', 'null', '8.8.8.8'),
)
const key = fc.oneof(
  fc.constantFrom(
    'em',
    'ph',
    'fn',
    'ct',
    'st',
    'db',
    'zp',
    'country',
    'external_id',
    'email',
    'fbp',
    'fbc',
    'fi',
  ),
  fc.constantFrom('client_ip_address', 'client_user_agent', 'aud', 'udff', 'lead_id', 'f5first', 'anon_id'),
  fc.string(),
)
const userData = fc.dictionary(key, fc.oneof(value, fc.array(value), fc.dictionary(key, value)))
const url = fc.oneof(
  fc.string(),
  fc.string().map((end) => `https://s.example/?fbclid=${end}`),
)
test('identify: never throws, warns by known codes only, and gives itself again', () =>
  fc.assert(
    fc.property(userData, fc.dictionary(fc.string(), fc.jsonValue()), url, (user_data, custom_data, page) => {
      const event = eventOf(user_data as JsonObject, {
        custom_data: custom_data as JsonObject,
        event_source_url: page,
      })
      const once = identify(event, BROWSER)
      for (const code of once.warnings) expect(IDENTIFY_WARNINGS).toContain(code)
      const again = identify(once.event as unknown as Event, BROWSER)
      expect(again).toEqual({ event: once.event, warnings: [] })
    }),
    { numRuns: 2_000 },
  ))
