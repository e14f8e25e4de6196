import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdentifiedEvent, JsonObject } from '../event.js'
import { preflight, preflightRules, type Suppression } from './preflight.js'

const A = 'a1'.repeat(32)
const NO_RULES = preflightRules([], [])
const eventOf = (custom_data: JsonObject, more: Partial<IdentifiedEvent> = {}): IdentifiedEvent => ({
  event_name: 'ViewContent',
  event_time: 1_763_900_000,
  event_id: 'o-1',
  action_source: 'website',
  user_data: { em: [A] },
  custom_data,
  ...more,
})

const data: [title: string, custom_data: JsonObject, want: JsonObject, stripped: string[]][] = [
  [
    'a named key goes',
    { user_email: 'x', value: 1, currency: 'USD' },
    { value: 1, currency: 'USD' },
    ['custom_data.user_email'],
  ],
  ['a named number goes', { phone: 6505551212 }, {}, ['custom_data.phone']],
  ['a password goes', { password: 'hunter2' }, {}, ['custom_data.password']],
  ['a hashed one stays', { email: A, phones: 1 }, { email: A, phones: 1 }, []],
  [
    'deep',
    { buyer: { note: [{ text: 'to jo@shop.example' }] } },
    { buyer: { note: [{ text: 'to _removed_' }] } },
    ['custom_data.buyer.note[0].text'],
  ],
  ['a phone in a text', { note: 'ring +16505551212' }, { note: 'ring _removed_' }, ['custom_data.note']],
  ['a card as number', { n: 4111111111111111 }, { n: '_removed_' }, ['custom_data.n']],
  [
    'a social security number',
    { taxpayer: '123-45-6789' },
    { taxpayer: '_removed_' },
    ['custom_data.taxpayer'],
  ],
  ['a key that is one', { '+16505551212': 1, a: 1 }, { a: 1 }, ['custom_data._removed_']],
  [
    'a URL',
    { link: 'https://s.example/?q=1&tel=1' },
    { link: 'https://s.example/?q=1&tel=_removed_' },
    ['custom_data.link?tel'],
  ],
  [
    'ids stay',
    { order_id: '650-555-1212', content_ids: ['123-45-6789', '4111111111111111', 4111111111111111] },
    { order_id: '650-555-1212', content_ids: ['123-45-6789', '4111111111111111', 4111111111111111] },
    [],
  ],
  [
    'ids of contents stay',
    { contents: [{ id: '650-555-1212', quantity: 1 }] },
    { contents: [{ id: '650-555-1212', quantity: 1 }] },
    [],
  ],
  [
    'an id that is an email does not',
    { order_id: 'jo@shop.example', content_ids: ['a', 'jo@shop.example'] },
    { order_id: '_removed_', content_ids: ['a', '_removed_'] },
    ['custom_data.order_id', 'custom_data.content_ids[1]'],
  ],
  [
    'names of products stay',
    { content_name: 'Nikon D850 45.7', content_category: 'Phones > +5G', num_items: 2 },
    { content_name: 'Nikon D850 45.7', content_category: 'Phones > +5G', num_items: 2 },
    [],
  ],
  [
    'value, time and digest stay',
    { value: 1763900000000, currency: 'USD', at: 1763900000, key: A },
    { value: 1763900000000, currency: 'USD', at: 1763900000, key: A },
    [],
  ],
  ['a value that is none', { value: 'free', currency: 'USD' }, { currency: 'USD' }, ['custom_data.value']],
  ['a value as text', { value: '9.50', currency: 'USD' }, { value: '9.50', currency: 'USD' }, []],
  ['a value without currency', { value: 9.5 }, {}, ['custom_data.value']],
  [
    'contents without ids',
    { contents: [{ id: 'a' }, { name: 'b' }, 'c'] },
    { contents: [{ id: 'a' }] },
    ['custom_data.contents[1]', 'custom_data.contents[2]'],
  ],
  ['contents that are none', { contents: 'shoe' }, {}, ['custom_data.contents']],
  ['contents as text', { contents: '[{"id":"a"}]' }, { contents: '[{"id":"a"}]' }, []],
  [
    'no own key of the prototype',
    { constructor: 'x', value: 1, currency: 'USD' },
    { constructor: 'x', value: 1, currency: 'USD' },
    [],
  ],
]
for (const [title, custom_data, want, stripped] of data)
  test(`preflight: ${title}`, () => {
    const before = structuredClone(custom_data)
    const got = preflight(eventOf(custom_data), NO_RULES)
    expect([got.event.custom_data, got.stripped]).toEqual([want, stripped])
    expect(custom_data).toEqual(before)
    expect(got.event.custom_data === custom_data).toBe(stripped.length === 0)
  })

const RULES = preflightRules(['Diagnosis', 'plan'], ['Lead'])
const urls: [title: string, url: string, want: string, stripped: string[]][] = [
  ['a clean one', 'https://s.example/p/6505551212?utm_source=a&gclid=x-1#top', '', []],
  [
    'named for identity',
    'https://s.example/?email=jo&a=1',
    'https://s.example/?email=_removed_&a=1',
    ['?email'],
  ],
  [
    'a restricted parameter',
    'https://s.example/?a=1&DIAGNOSIS=flu',
    'https://s.example/?a=1&DIAGNOSIS=_removed_',
    ['?DIAGNOSIS'],
  ],
  ['in the fragment', 'https://s.example/#/a?plan=b', 'https://s.example/#/a?plan=_removed_', ['?plan']],
  ['a phone as value', 'https://s.example/?q=%2B16505551212', 'https://s.example/?q=_removed_', ['?q']],
  ['a phone among words', 'https://s.example/?q=ring+650-555-1212', 'https://s.example/?q=_removed_', ['?q']],
  ['an email as value', 'https://s.example/?q=jo%40shop.example', 'https://s.example/?q=_removed_', ['?q']],
  ['an email in the path', 'https://s.example/u/jo@shop.example/x', 'https://s.example/u/_removed_/x', ['']],
  ['a user before the host', 'https://jo:pw@s.example/', 'https://s.example/', ['']],
  ['an id stays', 'https://s.example/?order_id=650-555-1212&sku=123-45-6789', '', []],
  ['taken out before', 'https://s.example/?email=_removed_', '', []],
]
for (const [title, url, want, stripped] of urls)
  test(`preflight: URL: ${title}`, () => {
    const got = preflight(eventOf({}, { event_source_url: url, referrer_url: url }), RULES)
    expect(got.event.event_source_url).toBe(want || url)
    expect(got.event.referrer_url).toBe(want || url)
    expect(got.stripped).toEqual([
      ...stripped.map((name) => `event_source_url${name}`),
      ...stripped.map((name) => `referrer_url${name}`),
    ])
  })
test('preflight: restricted keys go at any depth, standard ones too where the owner says so', () => {
  const rules = preflightRules(['Diagnosis', 'content_name'], [])
  const got = preflight(eventOf({ diagnosis: 1, content_name: 'x', deep: { DIAGNOSIS: [1] }, a: 1 }), rules)
  expect(got.event.custom_data).toEqual({ deep: {}, a: 1 })
  expect(got.stripped).toEqual([
    'custom_data.diagnosis',
    'custom_data.content_name',
    'custom_data.deep.DIAGNOSIS',
  ])
})

const suppressed: [title: string, more: Partial<IdentifiedEvent>, want: Suppression | null][] = [
  ['may go', {}, null],
  ['restricted', { event_name: 'Lead' }, 'restricted_event'],
  ['names are exact', { event_name: 'lead' }, null],
  ['no keys', { user_data: {} }, 'no_match_keys'],
  ['broad keys only', { user_data: { ct: [A], country: [A], client_user_agent: 'x' } }, 'no_match_keys'],
  ['a gender and a first name', { user_data: { fn: [A], ge: [A] } }, 'no_match_keys'],
  ['an address alone', { user_data: { client_ip_address: '203.0.113.9' } }, null],
  ['an alternate alone', { user_data: {}, aud: { em: [A] } }, null],
]
for (const [title, more, want] of suppressed)
  test(`preflight: ${title}: ${want}`, () =>
    expect(preflight(eventOf({}, more), RULES).suppressed).toBe(want))

const word = fc.constantFrom(
  'jo@shop.example',
  '+16505551212',
  '4111111111111111',
  'email',
  'note',
  'order_id',
  'id',
  'diagnosis',
)
const json = fc.oneof(fc.jsonValue(), word)
test('preflight: never throws, twice is once, and a path never shows a value', () =>
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(fc.string(), word), fc.oneof(json, fc.array(json), fc.dictionary(word, json))),
      fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (custom_data, url) => {
        const once = preflight(eventOf(custom_data as JsonObject, { event_source_url: url }), RULES)
        expect(JSON.stringify(once.stripped)).not.toMatch(/jo@shop|6505551212|4111111/)
        const twice = preflight(once.event, RULES)
        expect(twice.stripped).toEqual([])
        expect(twice.event).toEqual(once.event)
      },
    ),
  ))
