import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../event.js'
import { type DecodedBeacon, decodeBeacon } from './beacon.js'
import { decodePairs, type Pair } from './pairs.js'

const RECEIVED_MS = 1_795_452_200_000
const HEAD = 'id=1234567890123456&ev=PageView&dl=https%3A%2F%2Fshop.example%2F'

function decoded(query: string): DecodedBeacon {
  const done = decodeBeacon(decodePairs(query), RECEIVED_MS)
  if (!done.ok) throw new Error(JSON.stringify(done.problems))
  return done.value
}

const events: [title: string, query: string, want: Partial<Event>][] = [
  ['a custom value stays text', 'cd[a]=1&cd[b]=true', { custom_data: { a: '1', b: 'true' } }],
  ['a number for value', 'cd[value]=9.50&cd[currency]=EUR', { custom_data: { value: 9.5, currency: 'EUR' } }],
  [
    'a currency stays as sent',
    'cd[value]=1&cd[currency]=eur',
    { custom_data: { value: 1, currency: 'eur' } },
  ],
  ['a value that is none stays text', 'cd[value]=12,50', { custom_data: { value: '12,50' } }],
  ['an empty value is absent', 'cd[value]=&cd[currency]=&cd[a]=', { custom_data: { a: '' } }],
  [
    'lists',
    'cd[content_ids]=["a",1]&cd[contents]=[{"id":"a"}]',
    {
      custom_data: { content_ids: ['a', 1], contents: [{ id: 'a' }] },
    },
  ],
  ['a comma list of ids', 'cd[content_ids]=a,b', { custom_data: { content_ids: ['a', 'b'] } }],
  ['names encoded twice', 'cd%255Bvalue%255D=3', { custom_data: { value: 3 } }],
  ['a key with brackets', 'cd[a[1]]=x', { custom_data: { 'a[1]': 'x' } }],
  [
    'the last of a repeated parameter',
    'cd[a]=1&eid=x&cd[a]=2&eid[]=y',
    { custom_data: { a: '2' }, event_id: 'y' },
  ],
  ['an event id keeps case and inner space', 'eid=%20A%20b', { event_id: ' A b' }],
  ['an event id of white space', 'eid=%20%09', { event_id: null }],
  [
    'identity by where it was found',
    'ud[em]=a&udff[ph]=b&aud[em]=c&audff[ph]=d&fbp=e&fbc=f',
    {
      user_data: { em: 'a', fbp: 'e', fbc: 'f', udff: { ph: 'b' }, aud: { em: 'c' }, audff: { ph: 'd' } },
    },
  ],
  ['user data cannot pose as a nested part', 'ud[aud]=x&ud[em]=a', { user_data: { em: 'a' } }],
  [
    'limited data use',
    'dpo=LDU&dpoco=1&dpost=1000',
    {
      data_processing_options: ['LDU'],
      data_processing_options_country: 1,
      data_processing_options_state: 1000,
    },
  ],
  ['explicitly not limited', 'dpo=', { data_processing_options: [] }],
  [
    'what we do not read is kept',
    'v=2.9.324&expv2[0]=pl0&cud[em]=*%40*&zzz=1&o=4126',
    {
      beacon: { v: '2.9.324', 'expv2[0]': 'pl0', 'cud[em]': '*@*', zzz: '1', o: '4126' },
    },
  ],
]
for (const [title, query, want] of events)
  test(`decodeBeacon: ${title}`, () => expect(decoded(`${HEAD}&${query}`).event).toMatchObject(want))

const refusals: [title: string, query: string, codes: string[]][] = [
  ['nothing at all', '', ['dataset_id_missing', 'event_name_missing']],
  ['no name', 'id=12', ['event_name_missing']],
  ['an empty name', 'id=12&ev=%20', ['event_name_missing']],
  ['an id that is none', 'id=012&ev=A', ['dataset_id_missing']],
  ['an id with letters', 'id=1a&ev=A', ['dataset_id_missing']],
  ['a name past all bounds', `id=12&ev=${'x'.repeat(257)}`, ['event_name_too_long']],
  ['too much', `id=12&ev=A&cd[a]=${'x'.repeat(65_536)}`, ['event_too_large']],
]
for (const [title, query, codes] of refusals)
  test(`decodeBeacon: refuses ${title}`, () => {
    const done = decodeBeacon(decodePairs(query), RECEIVED_MS)
    expect(done.ok ? [] : done.problems.map(({ code }) => code)).toEqual(codes)
  })

const PURCHASE = 'id=12&ev=Purchase&dl=x'
const warnings: [title: string, query: string, codes: string[]][] = [
  [
    'processing options that are no words',
    'id=12&ev=Lead&dpo=jo%40shop.example',
    ['event_source_url_missing', 'data_processing_options_invalid'],
  ],
  ['nothing odd', `${PURCHASE}&cd[value]=1&cd[currency]=usd`, []],
  ['a Purchase of nothing', PURCHASE, ['value_missing', 'currency_missing']],
  [
    'a value that is no number',
    `${PURCHASE}&cd[value]=9 €&cd[currency]=euro`,
    ['value_invalid', 'currency_invalid'],
  ],
  ['a negative value', `${PURCHASE}&cd[value]=-1&cd[currency]=USD`, ['value_negative']],
  ['a value without a currency', 'id=12&ev=Lead&dl=x&cd[value]=1', ['currency_missing']],
  ['contents without ids', 'id=12&ev=Lead&dl=x&cd[contents]=[{"id":""}]', ['contents_invalid']],
  ['a name close to a standard one', 'id=12&ev=Add+To+Cart&dl=x', ['event_name_nonstandard']],
  ['a name of their own', 'id=12&ev=MyEvent&dl=x', []],
  ['a clock that is off', 'id=12&ev=Lead&dl=x&ts=5', ['event_time_replaced']],
  ['no page', 'id=12&ev=Lead', ['event_source_url_missing']],
  ['a long event id', `id=12&ev=Lead&dl=x&eid=${'e'.repeat(65)}`, ['event_id_too_long']],
  ['an endless event id', `id=12&ev=Lead&dl=x&eid=${'é'.repeat(129)}`, ['event_id_unusable']],
]
for (const [title, query, codes] of warnings)
  test(`decodeBeacon: warns of ${title}`, () => expect(decoded(query).warnings).toEqual(codes))

test('decodeBeacon: our own words are not kept with the event', () => {
  const beacon = decoded(`${HEAD}&cs_rid=abcdefgh_1&cs_test=T1&o=384`)
  expect(beacon).toMatchObject({ cs_rid: 'abcdefgh_1', cs_test: 'T1', automation: ['headless', 'selenium'] })
  expect(beacon.event.beacon).toEqual({ o: '384' })
  expect(decoded(`${HEAD}&cs_rid=short`)).not.toHaveProperty('cs_rid')
})

test('decodeBeacon: what is kept of unknown parameters is bounded', () => {
  const many = Array.from({ length: 500 }, (_, place) => `p${place}=1`).join('&')
  expect(Object.keys(decoded(`${HEAD}&${many}`).event.beacon ?? {})).toHaveLength(200)
  expect(decoded(`${HEAD}&x=${'y'.repeat(3000)}`).event.beacon?.x).toHaveLength(2000)
})

test('decodeBeacon: no parameter reaches a prototype', () => {
  const query = ['cd', 'ud', 'udff', 'aud', 'audff'].map((group) => `${group}[__proto__]=x`).join('&')
  const { event } = decoded(`${HEAD}&${query}&__proto__=x&cd[constructor]=y`)
  expect(event.custom_data).toEqual({ constructor: 'y' })
  expect(event.user_data).toEqual({ udff: {}, aud: {}, audff: {} })
  expect(Object.getPrototypeOf(event.beacon)).toBe(Object.prototype)
})

test('decodeBeacon: never throws', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'id',
      'ev',
      'ts',
      'dpo',
      'o',
      'eid',
      'cd[value]',
      'cd[contents]',
      'cd[]',
      ']',
      '[',
      'ud[em]',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.oneof(fc.string(), fc.json()))), (pairs) => {
      decodeBeacon(pairs, RECEIVED_MS)
      decodeBeacon([['id', '12'], ['ev', 'A'], ...pairs], RECEIVED_MS)
    }),
  )
})

interface Recorded {
  id: string
  url?: string
  body?: string
  expected?: {
    pixel_id: string
    event_name: string
    event_id?: string
    page_url?: string
    referrer?: string
    event_time_s?: number
    ts_ms?: number
    agent?: string
    pixel_version?: string
    transport?: string
    in_iframe?: boolean
    event_counter?: number
    screen?: [string, string]
    custom_data?: Record<string, string>
    custom_data_json?: Record<string, unknown>
    user_data?: Record<string, string>
    alt_user_data?: Record<string, string>
    masked_user_data?: Record<string, string>
    masked_normalised_user_data?: Record<string, string>
    data_processing_options?: string[]
    data_processing_options_country?: number
    data_processing_options_state?: number
  }
}

const recordings = readFileSync(new URL('../../../../fixtures/wire/beacons.jsonl', import.meta.url), 'utf8')
for (const line of recordings.trim().split('\n')) {
  const { id, url, body, expected } = JSON.parse(line) as Recorded
  if (expected === undefined) continue // a page that sends nothing, e.g. while consent is revoked
  test(`decodeBeacon: recording ${id}, ${expected.event_name}`, () => {
    const pairs: Pair[] = [...decodePairs(url?.split('?')[1] ?? ''), ...decodePairs(body ?? '')]
    const done = decodeBeacon(pairs, (expected.ts_ms ?? RECEIVED_MS) + 300)
    if (!done.ok) throw new Error(JSON.stringify(done.problems))
    const { event, dataset_id } = done.value
    expect(dataset_id).toBe(expected.pixel_id)
    expect(event.event_name).toBe(expected.event_name)
    expect(event.event_id).toBe(expected.event_id ?? null)
    expect(event.event_source_url).toBe(expected.page_url)
    expect(event.referrer_url ?? '').toBe(expected.referrer ?? '')
    if (expected.event_time_s !== undefined) expect(event.event_time).toBe(expected.event_time_s)
    expect(event.custom_data).toEqual(customDataOf(expected))
    const { aud, ...user_data } = event.user_data
    expect(user_data).toEqual(expected.user_data ?? {})
    expect(aud).toEqual(expected.alt_user_data)
    expect(event.data_processing_options).toEqual(expected.data_processing_options)
    expect(event.data_processing_options_country).toBe(expected.data_processing_options_country)
    expect(event.data_processing_options_state).toBe(expected.data_processing_options_state)
    expect(event.beacon).toMatchObject(restOf(expected))
  })
}

type Expected = NonNullable<Recorded['expected']>

/** The recordings give plain text; the five keys that hold a number or a list are read by then. */
function customDataOf({ custom_data = {}, custom_data_json = {} }: Expected): Record<string, unknown> {
  const read: Record<string, unknown> = { ...custom_data }
  for (const key of ['value', 'num_items'])
    if (Number.isFinite(Number(custom_data[key] ?? 'none'))) read[key] = Number(custom_data[key])
  for (const key of ['contents', 'content_ids'])
    if (key in custom_data_json) read[key] = custom_data_json[key]
  return read
}

function restOf(expected: Expected): Record<string, string> {
  const rest: Record<string, string> = {}
  if (expected.pixel_version !== undefined) rest.v = expected.pixel_version
  if (expected.transport !== undefined) rest.rqm = expected.transport
  if (expected.agent !== undefined) rest.a = expected.agent
  if (expected.in_iframe !== undefined) rest.if = String(expected.in_iframe)
  if (expected.event_counter !== undefined) rest.ec = String(expected.event_counter)
  if (expected.screen !== undefined) [rest.sw, rest.sh] = expected.screen
  for (const [key, text] of Object.entries(expected.masked_user_data ?? {})) rest[`cud[${key}]`] = text
  for (const [key, text] of Object.entries(expected.masked_normalised_user_data ?? {}))
    rest[`ncud[${key}]`] = text
  return rest
}
