import { expect, test } from 'vitest'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import type { Seen } from '../seen.js'
import { pairFindingsOf } from './pair-findings.js'
import { CLICK_ID, seenOf } from './seen.fixture.js'

const OTHER = 'cd'.repeat(32)
const copy = (changes: Parameters<typeof seenOf>[0], around: Partial<Seen> = {}): Seen =>
  seenOf(changes, { verdict: 'duplicate', method: 'event_id', ...around })
const server = (changes: Parameters<typeof seenOf>[0]): Seen => copy(changes, { channel: 'server' })
const view = { event_name: 'ViewContent', custom_data: { order_id: null, value: null } }
const stranger = { em: [OTHER], fbp: 'fb.1.1763000000000.99' }
const v6 = (address: string) => ({ user_data: { client_ip_address: address } })

/** A copy that shows it beside the anchor, and one that nearly does. */
const cases: [code: DiagnosisCode, title: string, anchor: Seen, fires: Seen, near: Seen][] = [
  [
    'same_event_id',
    'another order; the same on another device',
    seenOf(),
    copy({ custom_data: { order_id: '1043' } }),
    copy({ user_data: stranger }),
  ],
  [
    'same_event_id',
    'another value without order; the same',
    seenOf({ custom_data: { order_id: null } }),
    copy({ custom_data: { order_id: null, value: 10 } }),
    copy({ custom_data: { order_id: null } }),
  ],
  [
    'same_event_id',
    'another person on another page; one em in common',
    seenOf(view),
    copy({ ...view, user_data: stranger, event_source_url: 'https://shop.example/p/2' }),
    copy({ ...view, user_data: { ...stranger, em: [OTHER, 'ab'.repeat(32)] } }),
  ],
  [
    'same_event_id',
    'from the server twice; by fbp, which is the person',
    seenOf({}, { channel: 'server' }),
    server({ custom_data: { order_id: '1043' } }),
    copy({ custom_data: { order_id: '1043' } }, { channel: 'server', method: 'fbp' }),
  ],
  [
    'cached_event_id',
    'another browser on the same page; the same browser',
    seenOf(view),
    copy({ ...view, user_data: stranger, event_source_url: 'https://shop.example/checkout/thank-you?b=2' }),
    copy(view),
  ],
  [
    'currency_differs',
    'EUR; usd',
    seenOf(),
    server({ custom_data: { currency: 'EUR' } }),
    server({ custom_data: { currency: 'usd' } }),
  ],
  [
    'value_differs',
    '9.51; none',
    seenOf(),
    server({ custom_data: { value: 9.51 } }),
    server({ custom_data: { value: null } }),
  ],
  [
    'currency_differs',
    'beside an amount that cannot be read; none said',
    seenOf(),
    server({ custom_data: { value: '9,50 €', currency: 'EUR' } }),
    server({ custom_data: { value: '9,50 €', currency: ' ' } }),
  ],
  [
    'ip_mismatch',
    'another IPv4; none',
    seenOf(),
    server(v6('198.51.100.9')),
    server({ user_data: { client_ip_address: '203.0.113.7' } }),
  ],
  [
    'ip_mismatch',
    'another IPv6 network; another address of the same',
    seenOf(v6('2001:db8:1:2::1')),
    server(v6('2001:db8:1:3::1')),
    server(v6('2001:0db8:1:2:aaaa:bbbb:cccc:dddd')),
  ],
  [
    'ipv6',
    'IPv4 from the server; IPv6 from the server',
    seenOf(v6('2001:db8::1')),
    server({}),
    server(v6('2001:db8::2')),
  ],
  [
    'fbc_modified',
    'lower case; another click',
    seenOf(),
    server({ user_data: { fbc: `fb.1.1763000000000.${CLICK_ID.toLowerCase()}` } }),
    server({ user_data: { fbc: 'fb.1.1763000000000.IwAR0another' } }),
  ],
]

for (const [code, title, anchor, fires, near] of cases)
  test(`pairFindingsOf: ${code}: ${title}`, () => {
    expect(pairFindingsOf(fires, anchor)).toEqual([{ code, detail: '' }])
    expect(pairFindingsOf(near, anchor)).toEqual([])
  })

test('pairFindingsOf: the copies of two channels may come in either order', () => {
  const from_server = seenOf({ custom_data: { currency: 'EUR' } }, { channel: 'server' })
  expect(pairFindingsOf(copy({}), from_server)).toEqual([{ code: 'currency_differs', detail: '' }])
})

test('pairFindingsOf: every code of level pair has a case', () => {
  const codes = Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]
  const told = new Set(cases.map(([code]) => code))
  expect(codes.filter((code) => DIAGNOSIS_CODES[code] === 'pair' && !told.has(code))).toEqual([])
})
