import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdentifiedEvent } from '../../event.js'
import { blockedRow, receivedRow, rejectedRow, type TestedEvent } from './row.js'
import { shownParameters } from './shown-parameters.js'
import { shownUrl } from './shown-url.js'

const event = (more: Partial<IdentifiedEvent> = {}): IdentifiedEvent => ({
  event_name: 'Purchase',
  event_time: 1_795_435_200,
  event_id: 'A1',
  action_source: 'website',
  user_data: {},
  custom_data: {},
  ...more,
})
const tested = (more: Partial<TestedEvent> = {}): TestedEvent => ({
  channel: 'server',
  received_at_ms: 1_795_435_201_000,
  test_event_code: 'TEST1',
  event: event(),
  warnings: [],
  automation: [],
  partner_agent: undefined,
  ...more,
})

test('match keys are shown by name, external_id not at all, and no value of one anywhere', () => {
  const user_data = {
    em: ['a'.repeat(64)],
    external_id: ['b'.repeat(64)],
    fbp: 'fb.1.17.42',
    client_ip_address: '203.0.113.9',
  }
  const row = receivedRow(tested({ event: event({ user_data }) }))
  expect(row.match_keys).toEqual(['em', 'client_ip_address', 'fbp'])
  for (const value of ['aaaa', 'bbbb', 'fb.1.17', '203.0']) expect(JSON.stringify(row)).not.toContain(value)
})

test('warnings come with their title and fix; one that only an older version knows with its code', () => {
  const row = receivedRow(tested({ warnings: ['match_key_unusable:em', 'of_old'] }))
  expect(row.warnings).toEqual([
    {
      code: 'match_key_unusable:em',
      title: 'Match key not usable: em',
      fix: expect.stringContaining('normalised'),
    },
    { code: 'of_old', title: 'of_old', fix: '' },
  ])
})

type Setup = [title: string, tested: Partial<TestedEvent>, kind: string, partner_agent: string | null]
const setups: Setup[] = [
  ['a server that names no partner', {}, 'manual', null],
  ['a partner by the Conversions API', { partner_agent: 'woocommerce-9.1' }, 'partner', 'woocommerce-9.1'],
  ['a pixel', { channel: 'browser', event: event({ beacon: { v: '2.9.324' } }) }, 'pixel', null],
  [
    'a partner by the pixel',
    { channel: 'browser', event: event({ beacon: { v: '2', a: 'tmgoogle' } }) },
    'partner',
    'tmgoogle',
  ],
  [
    'hostile text is no partner',
    { channel: 'browser', event: event({ beacon: { v: '2', a: '<b>x' } }) },
    'pixel',
    null,
  ],
  ['an image pixel', { channel: 'browser', event: event({ beacon: { noscript: '1' } }) }, 'manual', null],
  ["Meta's own library by a gateway", { channel: 'browser' }, 'pixel', null],
]
test.each(setups)('setup: %s', (_title, given, kind, partner_agent) =>
  expect(receivedRow(tested(given)).setup).toEqual({ kind, partner_agent }),
)

test('what is blocked says by which rule, and what to change; it is shown as a whole', () => {
  const row = blockedRow(tested({ event: event({ custom_data: { value: 9.5 } }) }), 'test_event')
  expect(row).toMatchObject({ status: 'blocked', custom_data: { value: 9.5 } })
  expect(row.why).toBe('Blocked: Test events are not counted. Set count_test_events to true to count them.')
})

test('what is refused has all of its problems; what went down with it says so', () => {
  const base = {
    test_event_code: 'TEST1',
    channel: 'server' as const,
    received_at_ms: 5,
    event_name: 'Purchase',
  }
  const row = rejectedRow(base, [
    { code: 'event_time_too_old', at: 'data[0].event_time', seen: 'is 9 days old' },
  ])
  expect(row).toMatchObject({
    status: 'rejected',
    why: 'Refused: Event timestamp too old. Send within 7 days of the event; physical_store within 62.',
    problems: [{ code: 'event_time_too_old', at: 'data[0].event_time', seen: 'is 9 days old' }],
  })
  expect(rejectedRow(base, []).why).toContain('another event is wrong')
})

const urls: [title: string, url: string, want: string][] = [
  ['a plain one', 'https://shop.example/thanks', 'https://shop.example/thanks'],
  [
    'campaigns and the test stay, the rest goes',
    'https://shop.example/p?utm_source=fb&fbclid=Ab&cs_test=TEST1&q=',
    'https://shop.example/p?utm_source=fb&fbclid=…&cs_test=TEST1&q=',
  ],
  ['a name and a password before the host', 'https://jo:pw@shop.example/a@b', 'https://shop.example/a@b'],
  ['a fragment', 'https://shop.example/#token=5', 'https://shop.example/'],
  ['no URL at all', 'about?x=1', 'about?x=…'],
  ['nothing', '', ''],
  ['long', `https://shop.example/${'a'.repeat(900)}`, `https://shop.example/${'a'.repeat(479)}…`],
]
test.each(urls)('shownUrl: %s', (_title, url, want) => expect(shownUrl(url)).toBe(want))

test('shownParameters: what is long is cut, what is many is left out', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`p${n}`, n]))
  expect(Object.keys(shownParameters(many))).toHaveLength(40)
  const contents = Array.from({ length: 100 }, (_, n) => ({ id: `sku-${n}` }))
  expect(shownParameters({ contents, value: 9.5, note: 'x'.repeat(900) })).toEqual({
    contents: `${JSON.stringify(contents).slice(0, 500)}…`,
    value: 9.5,
    note: `${'x'.repeat(500)}…`,
  })
})

test('law: whatever was sent, a row is JSON of a bounded size', () =>
  fc.assert(
    fc.property(fc.string({ maxLength: 3_000, unit: 'binary' }), fc.jsonValue(), (text, value) => {
      const custom_data = JSON.parse(JSON.stringify({ [text]: value, __proto__: text }))
      const row = receivedRow(tested({ event: event({ event_source_url: text, custom_data }) }))
      const json = JSON.stringify(row)
      expect(JSON.parse(json)).toEqual(row)
      expect(json).not.toMatch(/[\n\r]/)
      expect(json.length).toBeLessThan(40_000)
    }),
  ))
