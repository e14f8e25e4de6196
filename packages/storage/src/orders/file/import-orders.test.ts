import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Order } from '@countersign/core'
import { array, assert, asyncProperty, constantFrom, record, string } from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../../temporary.fixture.js'
import { openOrderStore } from '../order-store.js'
import { importOrders, type OrdersImported } from './import-orders.js'
import { bytesSource, fileSource } from './orders-source.js'
import { OrdersUnreadable } from './read-orders.js'
import { weighOrders } from './weigh-orders.js'

const AS_IT_IS = { dialect: { decimal: undefined, offset_minutes: 0 }, skip_bad: false }
const ID = '1'

/** What is handed on of a text, by both ways in which it may come. */
async function handedOn(text: string, options = AS_IT_IS): Promise<[OrdersImported, Order[]]> {
  const file = join(temporaryDirectory(), 'orders')
  writeFileSync(file, text)
  const results = []
  for (const source of [bytesSource(Buffer.from(text)), fileSource(file)]) {
    const taken: Order[] = []
    const take = (orders: readonly Order[]) => {
      taken.push(...orders)
      return { added: orders.length, changed: 0 }
    }
    results.push([await importOrders(source, take, options), taken] as [OrdersImported, Order[]])
  }
  const [sent, read] = results
  expect(sent).toEqual(read)
  return sent as [OrdersImported, Order[]]
}

// The vendors' columns: core's read-order.test.ts. Here: what divides, what a line is, where bytes are cut.
const cases: [title: string, text: string, order_ids: string[], refused_lines: number[]][] = [
  [
    'semicolons and a byte order mark',
    '\uFEFForder_id;placed_at;value;currency\nA;2026-11-20;1,50;EUR',
    ['A'],
    [],
  ],
  ['tabs', 'order_id\tplaced_at\tvalue\tcurrency\nA\t2026-11-20\t1.50\tEUR', ['A'], []],
  [
    'a line break in a cell: the next row is where it begins',
    'order_id,placed_at,value,currency,note\nA,2026-11-20,1,EUR,"x\ny"\nB,2026-11-20,bad,EUR,',
    [],
    [4],
  ],
  ['empty lines', 'order_id,placed_at,value,currency\n\nA,2026-11-20,1,EUR\n\n', ['A'], []],
  ['one order in JSON', '{"order_id":"A","placed_at":"2026-11-20","value":1,"currency":"EUR"}', ['A'], []],
  ['a list that holds something else', '[1, null]', [], [1, 2]],
]
for (const [title, text, order_ids, lines] of cases)
  test(`importOrders: ${title}`, async () => {
    const [done, taken] = await handedOn(text)
    expect([taken.map(({ order_id }) => order_id), done.refusals.map(({ line }) => line)]).toEqual([
      order_ids,
      lines,
    ])
  })

test('importOrders: a letter that two slices share is whole, and so is each order', async () => {
  const rows = Array.from({ length: 4_000 }, (_, n) => `Bestellung-ü-${n},2026-11-20,${n + 1},EUR`)
  const [done, taken] = await handedOn(['order_id,placed_at,value,currency', ...rows].join('\n'))
  expect([done.orders, done.is_taken]).toEqual([4_000, true])
  expect(taken.filter(({ order_id }) => !/^Bestellung-ü-\d+$/.test(order_id))).toEqual([])
})

test('importOrders: of many bad rows the first hundred are said, and all are counted', async () => {
  const rows = Array.from({ length: 150 }, () => 'A,then,1,EUR')
  const [done] = await handedOn(['order_id,placed_at,value,currency', ...rows].join('\n'))
  expect([done.refused, done.refusals.length, done.is_taken]).toEqual([150, 100, false])
})

test('importOrders: what holds no columns says which, and how they may be called', async () => {
  const read = importOrders(bytesSource(Buffer.from('a,b\n1,2')), () => ({ added: 0, changed: 0 }), AS_IT_IS)
  await expect(read).rejects.toThrow(OrdersUnreadable)
})

test('weighOrders: what it says of any orders is what taking them in then says', () =>
  assert(
    asyncProperty(
      array(
        array(record({ id: constantFrom('1', '#1', '2', 'A'), value_e4: constantFrom(1, 2) }), {
          maxLength: 6,
        }),
      ),
      string(),
      async (files, currency) => {
        const store = openOrderStore(':memory:')
        for (const file of files) {
          const orders = file.map(
            ({ id, value_e4 }): Order => ({
              ...{ order_id: id, placed_at_ms: 0, value_e4, currency, status: 'paid' as const },
              ...{ em: null, ph: null, external_id: null },
            }),
          )
          const weigh = weighOrders(store, ID)
          const halves = [orders.slice(0, 3), orders.slice(3)]
          const weighed = halves.map((half) => weigh(half))
          expect(halves.map((half) => store.add(ID, half))).toEqual(weighed)
        }
        store.close()
      },
    ),
  ))
