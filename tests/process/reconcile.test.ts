import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  createDataset,
  type DatasetAccess,
  importLine,
  post,
  purchase,
  purchaseBeacon,
  sendBeacon,
  sendEvents,
} from './client.js'
import { filesIn, writeForLong } from './data-files.js'
import { type Commands, commandsOn, startServer, temporaryDirectory } from './server-process.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface Report {
  imported?: { orders: number; added: number; changed: number; unchanged: number; skipped: number }
  shop: number
  tracked: number
  both: number
  both_differs: number
  only_shop: number
  only_tracked: number
  excluded: number
  accuracy_percent: number | null
  orders: {
    state: string
    reason: { code: string }
    order: { order_id: string } | null
    purchase: { event_id: string } | null
  }[]
}

const reconcile = (commands: Commands, dataset_id: string, ...args: string[]): Promise<Report> =>
  commands.json<Report>('reconcile', '--dataset', dataset_id, '--min-accuracy', '0', ...args)

/** What each order, or a Purchase without one, was found to be. */
const found = (report: Report): Record<string, string> =>
  Object.fromEntries(
    report.orders.map(({ state, reason, order, purchase }) => [
      state === 'only_tracked' ? purchase?.event_id : order?.order_id,
      `${state} ${reason.code}`,
    ]),
  )

/** Orders as Shopify exports them: a row for each further product, and a clock with a zone. */
const shopify = (
  rows: [name: string, at_ms: number, total: string, email?: string, status?: string][],
): string =>
  [
    'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Lineitem name',
    ...rows.flatMap(([name, at_ms, total, email = '', status = 'paid']) => [
      `${name},${email},${status},${new Date(at_ms).toISOString().slice(0, 19).replace('T', ' ')} +0000,USD,1,1,1,${total},"A, or ""B"""`,
      `${name},${email},,,,,,,,C`,
    ]),
  ].join('\r\n')

const withOrder = (order_id: string, value = 9.5): object => ({
  custom_data: { value, currency: 'USD', order_id },
})

test('each order that is missing or differs is told with its reason, beside a server and without one', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const blocking = await createDataset(commands)
  await commands.run('dataset', 'set', blocking.id, 'blocked_domains', 'evil.example')
  await commands.run('consent', 'revoke', '--dataset', shop.id, '--email', 'gone@shop.example')
  const server = await startServer(directory)
  const send = (...data: object[]) => sendEvents(server.url, shop, data)
  const now_ms = Date.now()

  await sendBeacon(server.url, shop.id, { ...purchaseBeacon('purchase-1001'), 'cd[order_id]': '1001' })
  await send(purchase('purchase-1001', withOrder('1001')), purchase('again', withOrder('#1001')))
  await send(purchase('order_1002', withOrder('1002', 10)))
  await send(
    purchase('late', withOrder('1005')),
    purchase('same', withOrder('1006')),
    purchase('same', withOrder('1007')),
  )
  await send(purchase('test', withOrder('1008')), purchase('unknown', withOrder('9999')))
  expect((await send(purchase('bad', { custom_data: { value: 9.5 } }))).status).toBe(400)
  await sendEvents(server.url, blocking, [purchase('b', { event_source_url: 'https://evil.example/' })])
  // Two days in which one of the channels was silent.
  const lines = [
    importLine('server', 's', now_ms - 30 * HOUR_MS, { event: withOrder('s') }),
    importLine('browser', 'b', now_ms - 60 * HOUR_MS, { event: withOrder('b') }),
  ]
  writeFileSync(join(directory, 'lines.jsonl'), lines.join('\n'))
  await commands.json('import', join(directory, 'lines.jsonl'), '--dataset', shop.id)

  const file = join(directory, 'orders.csv')
  writeFileSync(
    file,
    shopify([
      ['#1001', now_ms, '9.50'],
      ['#1002', now_ms, '9.50'],
      ['#1003', now_ms, '9.50'],
      ['#1004', now_ms, '9.50', 'gone@shop.example'],
      ['#1005', now_ms - 8 * DAY_MS, '9.50'],
      ['#1006', now_ms, '9.50'],
      ['#1007', now_ms, '9.50'],
      ['#1008', now_ms, '9.50', '', 'test'],
      ['#1009', now_ms - 30 * HOUR_MS, '12.00'],
      ['#1010', now_ms - 60 * HOUR_MS, '12.00'],
      ['#1011', now_ms - 70 * DAY_MS, '12.00', 'plain.person@shop.example'],
    ]),
  )
  const report = await reconcile(commands, shop.id, '--orders', file)
  expect(report.imported).toEqual({ orders: 11, added: 11, changed: 0, unchanged: 0, skipped: 0 })
  expect(found(report)).toEqual({
    '#1002': 'both_differs value',
    '#1003': 'only_shop rejected:2804010',
    '#1004': 'only_shop consent',
    '#1005': 'only_shop late',
    '#1007': 'only_shop duplicate_id',
    '#1009': 'only_shop no_beacon',
    '#1010': 'only_shop no_server_event',
    '#1011': 'only_shop nothing_arrived',
    again: 'only_tracked counted_twice',
    late: 'only_tracked late',
    test: 'only_tracked test_order',
    unknown: 'only_tracked no_order',
    s: 'only_tracked no_order',
    b: 'only_tracked no_order',
  })
  const { shop: orders, tracked, both, both_differs, only_shop, only_tracked, excluded } = report
  expect({ orders, tracked, both, both_differs, only_shop, only_tracked, excluded }).toEqual({
    ...{ orders: 10, tracked: 9, both: 2, both_differs: 1, only_shop: 7, only_tracked: 6, excluded: 1 },
  })
  expect(report.accuracy_percent).toBe(20)

  const body = JSON.stringify([{ order_id: 1, placed_at: now_ms, value: 1, currency: 'USD' }])
  await post(`${server.url}/webhooks/orders/${blocking.id}`, body, blocking.access_token)
  expect(found(await reconcile(commands, blocking.id))).toEqual({
    '1': 'only_shop blocked:traffic_permissions',
  })

  await server.stop()
  // Told again it changes nothing; a later word on an order replaces the one before.
  const again = await reconcile(commands, shop.id, '--orders', file)
  expect({ ...again, imported: report.imported }).toEqual(report)
  expect(again.imported).toMatchObject({ added: 0, changed: 0 })
  writeFileSync(file, shopify([['#1002', now_ms, '10.00']]))
  expect(await reconcile(commands, shop.id, '--orders', file)).toMatchObject({ both: 3, both_differs: 0 })
  const gate = await commands.run('reconcile', '--dataset', shop.id, '--min-accuracy', '95')
  expect(gate.code).toBe(1)
  expect(gate.stderr).toContain('30 % of the orders')
  for (const path of filesIn(directory).filter((path) => !path.endsWith('.csv')))
    expect(readFileSync(path).includes('plain.person'), path).toBe(false)
})

test('a bad file is imported in no part, and each bad line is said; unless it is asked for the rest', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const { id } = await createDataset(commands)
  const file = join(directory, 'orders.csv')
  writeFileSync(
    file,
    'Order Number;Order Date;Order Total Amount;Order Currency;Order Status;Billing Email\n' +
      '1;2026-11-20 10:15:30;9,50;EUR;wc-completed;jo@shop.example\n' +
      '2;2026-11-20;1.234;EUR;completed;\n3;20/11/2026;"1.234,56";EUR;completed;private@shop.example\n',
  )
  const refused = await commands.run('reconcile', '--dataset', id, '--orders', file)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('line 3: value can be read in two ways')
  expect(refused.stderr).toContain('line 4: placed_at is no time')
  expect(refused.stderr).not.toContain('private')
  expect((await reconcile(commands, id)).shop).toBe(0)
  const empty = await commands.run('reconcile', '--dataset', id)
  expect(empty).toMatchObject({ code: 0, stderr: expect.stringContaining('No order is known, so') })
  const gate = await commands.run('reconcile', '--dataset', id, '--min-accuracy', '80', '--since', '7d')
  expect(gate).toMatchObject({ code: 1, stderr: expect.stringContaining('No order is known of these days') })
  const report = await reconcile(commands, id, '--orders', file, '--skip-bad')
  expect(report).toMatchObject({ shop: 1, imported: { orders: 1, skipped: 2 } })
})

test('the webhook takes what is signed or has a token, and deleting a dataset erases its orders', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const { secret } = await commands.json<{ secret: string }>('orders', 'secret', '--dataset', shop.id)
  const server = await startServer(directory)
  const url = `${server.url}/webhooks/orders/${shop.id}`
  const body = JSON.stringify({
    order_id: 'erased-1',
    placed_at: Date.now(),
    value: '9.50',
    currency: 'eur',
    email: 'private@shop.example',
  })
  const signed = (at_s: number, text = body) => ({
    'x-countersign-signature': `t=${at_s},v1=${createHmac('sha256', secret).update(`${at_s}.${text}`).digest('hex')}`,
  })
  const now_s = Math.floor(Date.now() / 1000)
  const send = (headers: Record<string, string>, text = body) =>
    post(url, text, '', undefined, { authorization: '', ...headers })
  expect(JSON.parse((await send(signed(now_s))).text)).toEqual({
    orders_received: 1,
    orders_added: 1,
    orders_changed: 0,
  })
  expect(JSON.parse((await send(signed(now_s))).text)).toEqual({
    orders_received: 1,
    orders_added: 0,
    orders_changed: 0,
  })
  expect((await send(signed(now_s - 301))).status).toBe(401)
  expect((await send(signed(now_s, 'other'))).status).toBe(401)
  expect((await send({})).status).toBe(400)
  const bad = await post(url, '[{"order_id":1,"value":-1}]', shop.access_token)
  expect(bad.status).toBe(400)
  expect(JSON.parse(bad.text).error.error_user_msg).toContain('[0].value is negative')
  expect((await reconcile(commands, shop.id)).shop).toBe(1)
  const [backup, elsewhere] = [
    join(temporaryDirectory(), 'backup'),
    commandsOn(join(temporaryDirectory(), 'data')),
  ]
  expect((await commands.run('backup', backup)).code).toBe(0)
  expect((await elsewhere.run('restore', backup)).code).toBe(0)
  expect((await reconcile(elsewhere, shop.id)).shop).toBe(1)
  await erased(commands, shop, directory)
  await server.stop()
})

test('whoever writes orders for long holds up other orders, and no beacon; also where nothing is watched', async () => {
  const directory = temporaryDirectory()
  const shop = await createDataset(commandsOn(directory))
  const server = await startServer(directory, { env: { COUNTERSIGN_SIGNALS: 'off' } })
  const url = `${server.url}/webhooks/orders/${shop.id}`
  const order = JSON.stringify({ order_id: '1', placed_at: Date.now(), value: 9.5, currency: 'USD' })
  expect((await post(url, order, shop.access_token)).status).toBe(200)
  const end = writeForLong(join(directory, 'orders.db'))
  let is_answered = false
  const held = post(url, order.replace('9.5', '10'), shop.access_token).finally(() => {
    is_answered = true
  })
  for (const id of ['a', 'b', 'c'])
    expect((await sendBeacon(server.url, shop.id, purchaseBeacon(id))).status).toBe(200)
  expect(is_answered).toBe(false)
  const refused = await held
  expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([503, true])
  end()
  expect((await post(url, order.replace('9.5', '10'), shop.access_token)).status).toBe(200)
  await server.stop()
}, 30_000)

async function erased(commands: Commands, { id }: DatasetAccess, directory: string): Promise<void> {
  await commands.run('dataset', 'delete', id, '--yes')
  const left = () =>
    filesIn(directory).filter(
      (path) => /orders\.db/.test(path) && !path.includes('folds') && readFileSync(path).includes('erased-1'),
    )
  await expect.poll(left, { timeout: 10_000, interval: 50 }).toEqual([])
}
