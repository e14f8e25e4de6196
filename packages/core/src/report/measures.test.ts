import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdentifiedEvent, Json } from '../event.js'
import type { Finding } from './diagnosis-codes.js'
import { measuresOf, valueText } from './measures.js'
import type { Seen } from './seen.js'

const AT_MS = 1_795_435_200_000
const UUID = '7b9f2f0e-3f65-4d0e-9c39-0e1a2b3c4d5e'
const seen = (event: Partial<IdentifiedEvent> = {}, more: Partial<Seen> = {}): Seen => ({
  seq: 65_536,
  channel: 'browser',
  received_at_ms: AT_MS,
  warnings: [],
  automation: [],
  verdict: 'counted',
  method: null,
  event: {
    event_name: 'Purchase',
    event_time: AT_MS / 1_000,
    event_id: null,
    action_source: 'website',
    user_data: {},
    custom_data: {},
    ...event,
  },
  ...more,
})
const sent_s_ago = (delay_s: number) =>
  seen({ event_time: AT_MS / 1_000 - delay_s }, { channel: 'server' as const })
const wrong = (code: Finding['code'], detail = ''): Finding => ({ code, detail })
const user_data = { em: ['a'], fbp: 'fb.1.1.1' }

const cases: [title: string, seen: Seen, findings: Finding[], want: string[]][] = [
  ['a website sighting', seen(), [], ['seen', 'web']],
  ['no action_source is a website', seen({ action_source: null }), [], ['seen', 'web']],
  ['an event_id', seen({ event_id: 'a' }), [], ['seen', 'id', 'id:text', 'web']],
  [
    'the form of an event_id',
    seen({ event_id: 'order_1042' }),
    [],
    ['seen', 'id', 'id:prefixed_number', 'web'],
  ],
  [
    'whatever its verdict',
    seen({ event_id: '7' }, { verdict: 'duplicate', method: 'event_id', automation: ['headless'] }),
    [],
    ['seen', 'id', 'id:number', 'web', 'automation'],
  ],
  ['a uuid by phone', seen({ event_id: UUID, action_source: 'phone_call' }), [], ['seen', 'id', 'id:uuid']],
  ['a machine', seen({}, { automation: ['headless'] }), [], ['seen', 'web', 'automation']],
  [
    'match keys of either kind',
    seen({ user_data }),
    [],
    ['seen', 'web', 'key:em', 'valid:em', 'key:fbp', 'valid:fbp'],
  ],
  ["a call's match keys are no website's", seen({ user_data, action_source: 'phone_call' }), [], ['seen']],
  [
    'a key with which something is wrong',
    seen({ user_data }),
    [wrong('hash_of_nothing', 'em')],
    [
      'seen',
      'web',
      'key:em',
      'key:fbp',
      'valid:fbp',
      'finding:hash_of_nothing',
      'finding:hash_of_nothing:em',
    ],
  ],
  [
    'a click id that was changed spoils fbc, though no key is named',
    seen({ user_data: { fbc: 'fb.1.1.iwar' } }),
    [wrong('fbc_modified')],
    ['seen', 'web', 'key:fbc', 'finding:fbc_modified'],
  ],
  [
    'what is wrong with a parameter of the same name is not wrong with the key',
    seen({ user_data: { em: ['a'] } }),
    [wrong('pii_in_custom_data', 'em')],
    ['seen', 'web', 'key:em', 'valid:em', 'finding:pii_in_custom_data', 'finding:pii_in_custom_data:em'],
  ],
  [
    'a code once, its details each',
    seen(),
    [wrong('not_hashed', 'em'), wrong('not_hashed', 'ph'), wrong('not_hashed', 'ph')],
    ['seen', 'web', 'finding:not_hashed', 'finding:not_hashed:em', 'finding:not_hashed:ph'],
  ],
  ['a finding without detail', seen(), [wrong('missing_value')], ['seen', 'web', 'finding:missing_value']],
  ['within real time', sent_s_ago(60), [], ['seen', 'web', 'delay:60']],
  ['a second later', sent_s_ago(61), [], ['seen', 'web', 'delay:3600']],
  ['a day', sent_s_ago(86_400), [], ['seen', 'web', 'delay:86400']],
  ['longer', sent_s_ago(86_401), [], ['seen', 'web', 'delay:Infinity']],
  ['a clock ahead', sent_s_ago(-100), [], ['seen', 'web', 'delay:60']],
  [
    'parameters',
    seen({ custom_data: { value: 0, currency: 'usd', own: 1, contents: [{}] } }),
    [],
    ['seen', 'web', 'param:value', 'param:currency'],
  ],
]
for (const [title, given, findings, want] of cases)
  test(`measures: ${title}`, () => expect(measuresOf(given, findings)).toEqual(want))

test('law: whatever a page calls things, each measure is there once and short', () => {
  const codes = fc.constantFrom('not_hashed', 'missing_value', 'pii_in_custom_data') as fc.Arbitrary<
    Finding['code']
  >
  fc.assert(
    fc.property(
      fc.array(fc.record({ code: codes, detail: fc.string({ unit: 'binary', maxLength: 100 }) })),
      fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>),
      (findings, custom_data) => {
        const measures = measuresOf(seen({ custom_data }), findings)
        expect(new Set(measures).size).toBe(measures.length)
        for (const measure of measures) expect(measure.length).toBeLessThan(110)
        for (const { code } of findings) expect(measures).toContain(`finding:${code}`)
      },
    ),
  )
})

const values: [title: string, custom_data: { [param: string]: Json }, want: string | null][] = [
  ['with its currency', { value: 9.5, currency: 'usd' }, '9.5 USD'],
  ['without one', { value: 0 }, '0'],
  ['no value', { currency: 'USD' }, null],
  ['no number', { value: 'free', currency: 'USD' }, null],
]
for (const [title, custom_data, want] of values)
  test(`value as text: ${title}`, () => expect(valueText(custom_data)).toBe(want))
