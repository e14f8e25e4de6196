import { openOrderStore, takeOrdersFile } from '@countersign/storage/process'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Asking, asking } from '../../../testing/asking.js'
import { noReports } from '../../../testing/fakes.js'
import { ORDERS_FILE_BYTES_MAX } from '../api-limits.js'

const HEAD = 'order_id,placed_at,value,currency,email,status'
const row = (order_id: string, value = '9.50', email = 'jo@shop.example', currency = 'USD') =>
  `${order_id},2026-11-20T10:15:30Z,"${value}",${currency},${email},paid`
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\n'))

let it: Asking
let store: ReturnType<typeof openOrderStore>
/** What is done before an import; awaited. */
let before: () => Promise<void>
beforeAll(async () => {
  it = await asking({
    api: {
      ...noReports(),
      async importOrders(...given) {
        await before()
        return takeOrdersFile(store, ...given)
      },
    },
  })
})
beforeEach(() => {
  store = openOrderStore(':memory:')
  before = async () => {}
})
const send = (body: Buffer, query = '') => it.ask('post', `${it.root}/orders/import${query}`, body)
const audited = () => it.edge.configuration.people.audit.list({ limit: 10 })

test('a dry run says what an import would do, and writes nothing; the import says what it did', async () => {
  const wanted = { orders: 2, added: 2, changed: 0, unchanged: 0, refused: 0, refusals: [], format: 'csv' }
  const file = csv(row('1'), row('2'))
  for (const _ of [1, 2])
    expect(await send(file, '?dry_run=true')).toMatchObject({ http: 200, dry_run: true, ...wanted })
  expect(audited()).toEqual([])
  expect(await send(file)).toMatchObject({ http: 200, dry_run: false, ...wanted })
  expect(audited()).toMatchObject([{ what: 'orders.imported' }])
  const next = csv(row('1', '12.00'), row('2'), row('3'), row('3', '1.00'))
  const changed = { orders: 4, added: 1, changed: 2, unchanged: 1 }
  expect(await send(next, '?dry_run=true')).toMatchObject(changed)
  expect(await send(next)).toMatchObject(changed)
  expect(await send(next, '?dry_run=true')).toMatchObject({ added: 0, changed: 2, unchanged: 2 })
})

test('JSON is taken as the webhook takes it, and told by its place in the list', async () => {
  const order = { order_id: '1', placed_at: '2026-11-20T10:15:30Z', value: 9.5, currency: 'USD' }
  const sent = Buffer.from(JSON.stringify([order, { ...order, order_id: '2', currency: 'dollars' }]))
  expect(await send(sent, '?dry_run=true')).toMatchObject({
    ...{ http: 200, format: 'json', orders: 1, refused: 1 },
    refusals: [{ line: 2, problems: [{ at: 'currency', says: expect.stringContaining('ISO 4217') }] }],
  })
})

test('a bad row: nothing is taken, each is told by its line, and nothing of it is repeated', async () => {
  const file = csv(row('1'), row('2', '9', 'jo@shop.example', 'dollars'), row('', 'planted'))
  const refused = await send(file)
  expect(refused).toMatchObject({
    http: 400,
    error: {
      code: 'order_invalid',
      at: 'line 3, currency',
      problems: [{ at: 'line 3, currency' }, { at: 'line 4, order_id' }, { at: 'line 4, value' }],
    },
  })
  expect(JSON.stringify(refused)).not.toMatch(/jo@|dollars|planted/)
  expect(await send(file, '?dry_run=true')).toMatchObject({ added: 1, refused: 2 })
  expect(await send(file, '?skip_bad=true')).toMatchObject({ http: 200, added: 1, refused: 2 })
  expect(await send(file, '?skip_bad=true')).toMatchObject({ unchanged: 1, refused: 2 })
})

test('what a file does not say of itself is asked for: the decimal sign, and the clock', async () => {
  const file = csv('1,2026-11-20 10:15:30,"1,234",EUR,,paid')
  const asked = await send(file, '?dry_run=true')
  expect(asked.refusals).toMatchObject([{ line: 2, problems: [{ at: 'value' }] }])
  expect(await send(file, '?decimal=comma&utc_offset=-05:30')).toMatchObject({ http: 200, added: 1 })
  expect(await send(file, '?decimal=comma&utc_offset=-05:30')).toMatchObject({ unchanged: 1 })
  expect(await send(file, '?decimal=point&utc_offset=-05:30')).toMatchObject({ changed: 1 })
  expect(await send(file, '?decimal=point')).toMatchObject({ changed: 1 })
})

const wrong: [title: string, body: Buffer, query: string, code: string, says: RegExp][] = [
  ['no column', Buffer.from('name;age\njo;1'), '', 'orders_unreadable', /no column for placed_at/],
  ['nothing', Buffer.alloc(0), '', 'orders_unreadable', /holds no order/],
  ['no row', csv(), '', 'orders_unreadable', /holds no order/],
  ['half a JSON', Buffer.from('[{"order_id":'), '', 'orders_unreadable', /is no JSON/],
  ['brackets', Buffer.from('{"a":'.repeat(9_000)), '?dry_run=true', 'orders_unreadable', /brackets/],
  ['a quote without an end', csv('"1,2'), '', 'orders_unreadable', /is no CSV/],
  ['a mistyped option', csv(row('1')), '?dryrun=true', 'parameter_invalid', /additional/],
  ['no decimal sign', csv(row('1')), '?decimal=dot', 'parameter_invalid', /allowed values/],
  ['too large', Buffer.alloc(ORDERS_FILE_BYTES_MAX + 1, 32), '', 'body_too_large', /./],
]
test.each(wrong)('refused whole: %s', async (_, body, query, code, says) => {
  const { error } = await send(body, query)
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(says)])
  expect(await send(csv(row('1')), '?dry_run=true')).toMatchObject({ added: 1 })
})

test('one at a time: a second is told to ask again', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let begun = () => {}
  const has_begun = new Promise<void>((resolve) => {
    begun = resolve
  })
  before = () => {
    begun()
    return held
  }
  const first = send(csv(row('1')))
  await has_begun
  expect(await send(csv(row('1')))).toMatchObject({ http: 429, error: { code: 'requests_too_many' } })
  release()
  expect(await first).toMatchObject({ http: 200, added: 1 })
  expect(await send(csv(row('1')))).toMatchObject({ http: 200, unchanged: 1 })
})
