import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DecimalSign, readAmount } from './amount.js'
import { readColumns } from './columns.js'
import { e4Of, e4OfNumber } from './order.js'
import { keysOfPurchase, orderKey } from './order-key.js'
import { readStatus } from './order-status.js'
import { readPlacedAt } from './placed-at.js'
import { readOrder } from './read-order.js'
import { readRow } from './read-row.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const AMBIGUOUS = /two ways.*point or comma/
const NONE = /is no amount/

const amounts: [text: string, decimal: DecimalSign | undefined, want: number | RegExp][] = [
  ['12.34', undefined, 123_400],
  ['12,34', undefined, 123_400],
  ['1,234.50', undefined, 12_345_000],
  ['1.234,50', undefined, 12_345_000],
  ['1,234,567', undefined, 12_345_670_000],
  ['1,234', undefined, AMBIGUOUS],
  ['1.234', undefined, AMBIGUOUS],
  ['1.234', 'comma', 12_340_000],
  ['1.234', 'point', 12_340],
  ['1,234', 'point', 12_340_000],
  ['0.123', undefined, 1_230],
  ['1234.567', undefined, 12_345_670],
  ['12,34', 'point', NONE],
  ['1.2.3', undefined, NONE],
  ['1,23,456', undefined, NONE],
  ['$ 9.90', undefined, 99_000],
  ['9,90 €', undefined, 99_000],
  ['USD 1,000.00', undefined, 10_000_000],
  ["1'234.50", undefined, 12_345_000],
  ['1 234,50', undefined, 12_345_000],
  ['-5.00', undefined, -50_000],
  ['', undefined, /is empty/],
  ['free', undefined, NONE],
  ['999999999999', undefined, NONE],
]
test.each(amounts)('readAmount: %s, decimal %s', (text, decimal, want) => {
  const read = readAmount(text, decimal)
  if (typeof want === 'number') expect(read).toBe(want)
  else expect((read as { says: string }).says).toMatch(want)
})
test('readAmount: a cell of a megabyte is no amount, and said to be none at once', () =>
  expect(readAmount(`1${' '.repeat(2 ** 20)}2`, undefined)).toMatchObject({
    says: expect.stringMatching(NONE),
  }))
test('readAmount never throws, and what it prints it reads', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 1e9 }), (text, cents) => {
      readAmount(text, undefined)
      const printed = (cents / 100).toFixed(2)
      expect(readAmount(printed, undefined)).toBe(cents * 100)
      expect(readAmount(printed.replace('.', ','), undefined)).toBe(cents * 100)
      expect(readAmount((cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }), undefined)).toBe(
        cents * 100,
      )
      expect(e4Of(printed)).toBe(e4OfNumber(cents / 100))
    }),
  ))

const AT_MS = Date.UTC(2026, 10, 20, 10, 15, 30)
const times: [given: unknown, offset: number, want: number | null][] = [
  ['2026-11-20T10:15:30Z', 0, AT_MS],
  ['2026-11-20 11:15:30 +0100', 0, AT_MS],
  ['2026-11-20T05:15:30.5-05:00', 0, AT_MS + 500],
  ['2026-11-20 10:15:30 UTC', 60, AT_MS],
  ['2026-11-20 11:15:30', 60, AT_MS],
  ['2026-11-20 10:15', 0, AT_MS - 30_000],
  ['2026-11-20', 0, AT_MS - 36_930_000],
  [AT_MS / 1000, 0, AT_MS],
  [AT_MS, 0, AT_MS],
  [String(AT_MS / 1000), 0, AT_MS],
  ['11/20/2026', 0, null],
  ['20.11.2026', 0, null],
  ['2026-02-30', 0, null],
  ['2026-11-20 25:00', 0, null],
  [17, 0, null],
  [null, 0, null],
]
test.each(times)('readPlacedAt: %s, offset %i', (given, offset, want) => {
  const read = readPlacedAt(given, offset)
  expect(typeof read === 'number' ? read : null).toBe(want)
})

test.each([
  [undefined, 'paid'],
  ['partially_refunded', 'paid'],
  ['wc-completed', 'paid'],
  ['On hold', 'cancelled'],
  ['voided', 'cancelled'],
  ['requires_capture', 'cancelled'],
  ['incomplete', 'cancelled'],
  ['Refunded', 'refunded'],
  ['test', 'test'],
  ['mystery', null],
])('readStatus: %s', (given, want) => {
  const read = readStatus(given)
  expect(typeof read === 'string' ? read : null).toBe(want)
})

test.each([
  ['#1001', '1001'],
  [' # 1001 ', '1001'],
  [1001, '1001'],
  ['A-7', 'a-7'],
  ['#', null],
  ['x'.repeat(129), null],
  [{}, null],
])('orderKey: %s', (given, want) => expect(orderKey(given)).toBe(want))

test.each<[order_id: unknown, event_id: string | null, want: string[]]>([
  ['#1001', null, ['1001/0']],
  [null, '1001', ['1001/1']],
  [null, 'order_1001', ['order_1001/1', '1001/2']],
  [null, 'purchase-A-1001', ['purchase-a-1001/1', '1001/2']],
  [null, 'order.#A7-1001', ['order.#a7-1001/1', 'a7-1001/2', 'a7/3', '1001/3']],
  [null, '1001.thanks', ['1001.thanks/1', '1001/3']],
  ['1001', 'order_1001', ['1001/0', 'order_1001/1']],
  [null, '550e8400-e29b-41d4-a716-446655440000', ['550e8400-e29b-41d4-a716-446655440000/1']],
  [null, null, []],
])('keysOfPurchase: %s, %s', (order_id, event_id, want) =>
  expect(keysOfPurchase(order_id, event_id).map(({ key, rank }) => `${key}/${rank}`)).toEqual(want),
)

/** Headings as the shops' exports have them, and a row; what is read of it. */
const exports: [title: string, heading: string[], row: string[], want: object][] = [
  [
    'Shopify',
    [
      'Name',
      'Email',
      'Financial Status',
      'Paid at',
      'Currency',
      'Total',
      'Created at',
      'Cancelled at',
      'Phone',
      'Id',
    ],
    [
      '#1001',
      'jo@shop.example',
      'paid',
      '2026-11-20 11:15:30 +0100',
      'USD',
      '9.50',
      '2026-11-20 11:15:00 +0100',
      '',
      "'+16505551212",
      '55',
    ],
    { order_id: '#1001', status: 'paid', em: sha256('jo@shop.example'), ph: sha256('16505551212') },
  ],
  [
    'Shopify, cancelled',
    ['Name', 'Financial Status', 'Currency', 'Total', 'Created at', 'Cancelled at'],
    ['#1001', 'paid', 'USD', '9.50', '2026-11-20 10:15:30 UTC', '2026-11-21 10:15:00 UTC'],
    { order_id: '#1001', status: 'cancelled' },
  ],
  [
    'Shopify, not paid yet',
    ['Name', 'Financial Status', 'Paid at', 'Currency', 'Total', 'Created at'],
    ['#1001', 'pending', '', 'USD', '9.50', '2026-11-20 10:15:30 UTC'],
    { order_id: '#1001', status: 'cancelled' },
  ],
  [
    'WooCommerce',
    [
      'Order Number',
      'Order Status',
      'Order Date',
      'Order Currency',
      'Order Total Amount',
      'Email (Billing)',
      'Customer User ID',
    ],
    ['1001', 'wc-completed', '2026-11-20 10:15:30', 'USD', '9.50', 'jo@shop.example', '7'],
    { order_id: '1001', status: 'paid', em: sha256('jo@shop.example'), external_id: sha256('7') },
  ],
  [
    'Stripe',
    ['id', 'Created date (UTC)', 'Amount', 'Currency', 'Status', 'Customer Email', 'order_id (metadata)'],
    ['ch_1', '2026-11-20 10:15:30', '9.50', 'usd', 'Paid', '', '1001'],
    { order_id: '1001', status: 'paid', em: null },
  ],
  [
    'our own',
    ['order_id', 'placed_at', 'value', 'currency', 'status'],
    ['1001', '2026-11-20T10:15:30Z', '9.50', 'USD', 'test'],
    { order_id: '1001', status: 'test' },
  ],
]
describe('a row of a CSV export', () => {
  test.each(exports)('%s', (_, heading, row, want) => {
    const read = readColumns(heading)
    if ('says' in read) throw new Error(read.says)
    const order = readRow(row, read.columns, { decimal: undefined, offset_minutes: 0 }, sha256)
    expect(order?.ok && order.value).toMatchObject({
      placed_at_ms: AT_MS,
      value_e4: 95_000,
      currency: 'USD',
      ...want,
    })
  })
  test('a row that goes on with the order above is none', () => {
    const read = readColumns(['Name', 'Currency', 'Total', 'Created at'])
    if ('says' in read) throw new Error(read.says)
    expect(
      readRow(['#1001', '', '', ''], read.columns, { decimal: undefined, offset_minutes: 0 }, sha256),
    ).toBe(null)
  })
  test('a heading that lacks a column says which, and how it may be called', () => {
    expect(readColumns(['Name', 'Total', 'Created at'])).toEqual({
      says: expect.stringContaining('currency (also known: order currency'),
    })
  })
})

test('readOrder says all that is wrong, each with its place, and repeats nothing', () => {
  const read = readOrder({ value: 'secret', email: 'jo@shop.example' }, '[3]', sha256)
  expect(read.ok).toBe(false)
  if (read.ok) return
  expect(read.problems.map(({ at }) => at)).toEqual([
    '[3].order_id',
    '[3].placed_at',
    '[3].value',
    '[3].currency',
  ])
  expect(JSON.stringify(read.problems)).not.toMatch(/secret|jo@/)
})

test('readOrder: an order_id that JSON has rounded as a number is refused, as text it is taken', () => {
  const order = (order_id: unknown) =>
    readOrder({ order_id, placed_at: '2026-11-20T10:15:30Z', value: 9.5, currency: 'USD' }, '', sha256)
  const rounded: unknown = JSON.parse('9007199254740993')
  expect(order(rounded)).toMatchObject({
    ok: false,
    problems: [{ at: 'order_id', seen: expect.stringContaining('as text') }],
  })
  expect(order('9007199254740993')).toMatchObject({ ok: true, value: { order_id: '9007199254740993' } })
  expect(order(Number.MAX_SAFE_INTEGER)).toMatchObject({ ok: true })
})

test('readOrder never throws', () =>
  fc.assert(fc.property(fc.anything(), (given) => void readOrder(given, '', sha256))))
