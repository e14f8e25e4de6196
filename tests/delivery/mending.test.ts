import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEvents } from '../process/books.js'
import { purchaseBeacon, sendBeacon } from '../process/client.js'
import { commandsOn, run, temporaryDirectory } from '../process/server-process.js'
import { type Entry, expectInOrder, readLedger } from './account.js'
import { newScene, newShop, settled, taken } from './scene.js'
import { sendPurchases } from './traffic.js'

interface ShownEntry extends Entry {
  graph_event: { event_id: string; custom_data: Record<string, unknown> } | null
}

test('dead letters are listed, shown, edited and sent again, one by one or by code', async () => {
  const scene = await newScene()
  const { commands, server, emulator } = scene
  const shop = await newShop(scene)
  const destination = String(shop.destination)
  // Meta refuses two; of a beacon it is known before that Meta would.
  const bad = await emulator.fail({ bad_event_ids: ['e-3', 'e-7'], dataset_id: shop.target })
  await sendPurchases(scene, shop, 'e', 20)
  const { 'cd[currency]': _, ...without_currency } = purchaseBeacon('b-1')
  await sendBeacon(server.url, shop.id, { ...without_currency, fbp: 'fb.1.1763900000000.1098115397' })
  await taken(scene, shop, 18)
  await expectInOrder(scene, shop, 21)

  const refused = await readLedger(scene, shop, '--state', 'refused')
  expect(refused.map(({ reason }) => reason).sort()).toEqual(['2804003', '2804003', '2804010'])
  expect(await readLedger(scene, shop, '--reason', '2804003')).toHaveLength(2)
  expect(await readLedger(scene, shop, '--event', 'Lead')).toEqual([])
  const [foreseen] = await readLedger(scene, shop, '--reason', '2804010')
  const id = foreseen?.sighting_id ?? ''
  const shown = await commands.json<ShownEntry>('delivery', 'show', destination, id)
  expect(shown).toMatchObject({
    state: 'refused',
    request: null,
    refusal: { http: 400, code: 100, subcode: 2804010, title: expect.stringContaining('urrency') },
    graph_event: { event_id: 'b-1', custom_data: { value: 9.5 } },
    edited: false,
  })

  const file = join(temporaryDirectory(), 'event.json')
  const edit = (event: unknown) => {
    writeFileSync(file, JSON.stringify(event))
    return commands.run('delivery', 'edit', destination, id, file)
  }
  expect(await edit(shown.graph_event)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('currency'),
  })
  const mended = {
    ...shown.graph_event,
    custom_data: { ...shown.graph_event?.custom_data, currency: 'EUR' },
  }
  expect(await edit(mended)).toMatchObject({ code: 0 })
  expect(await commands.json('delivery', 'show', destination, id)).toMatchObject({
    state: 'refused',
    edited: true,
    graph_event: mended,
  })
  expect(await commands.json('delivery', 'resend', destination, id)).toEqual({ resent: 1 })
  await taken(scene, shop, 19)

  await emulator.mend(bad)
  expect(await commands.json('delivery', 'resend', destination, '--reason', '2804010')).toEqual({ resent: 0 })
  expect(await commands.json('delivery', 'resend', destination, '--reason', '2804003')).toEqual({ resent: 2 })
  await taken(scene, shop, 21)
  const { status } = await expectInOrder(scene, shop, 21)
  expect(status.counts).toMatchObject({ sent: 21, refused: 0 })
  // It has arrived, so it is no dead letter any more.
  const once_more = await commands.run('delivery', 'resend', destination, id)
  expect(once_more).toMatchObject({ code: 1, stderr: expect.stringContaining('is no dead letter') })
}, 40_000)

test('a replay says what it would send, then sends it; Meta counts nothing of that twice', async () => {
  const directory = temporaryDirectory()
  const scene = await newScene({ directory })
  const { commands, emulator } = scene
  const shop = await newShop(scene)
  await sendPurchases(scene, shop, 'r', 30)
  await taken(scene, shop, 30)
  await settled(scene, shop, 30)
  const replay = (...args: string[]) =>
    commands.json('delivery', 'replay', String(shop.destination), '--since', '1h', ...args)
  const wanted = { events: 30, queued: 30, waiting: 0, too_old: 0, imported: 0, suppressed: {} }
  expect(await replay('--dry-run')).toEqual({ dry_run: true, ...wanted })
  expect(await replay('--dry-run', '--event', 'Lead')).toMatchObject({ events: 0, queued: 0 })
  // Nothing has happened yet.
  expect(await emulator.count(shop.target)).toMatchObject({ received: 30, duplicate: 0 })
  await commands.json('consent', 'revoke', '--dataset', shop.id, '--email', 'jo@shop.example')
  expect(await replay('--dry-run')).toMatchObject({ queued: 30, suppressed: { consent_revoked: 30 } })
  await commands.json('consent', 'grant', '--dataset', shop.id, '--email', 'jo@shop.example')
  expect(await replay()).toEqual({ dry_run: false, ...wanted })
  await expectInOrder(scene, shop, 30)
  expect(await emulator.count(shop.target)).toMatchObject({ received: 60, counted: 30, duplicate: 30 })
  expect(await readEvents(commands, shop.id)).toHaveLength(30)
}, 40_000)

test('what is given wrong to delivery ends with 2, and a word on what to give', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await newShop({ directory, commands, meta_url: 'http://127.0.0.1:9' })
  const destination = String(shop.destination)
  const cases: [args: string[], says: string][] = [
    [['status', '--dataset', '7'], 'There is no dataset 7'],
    [['ledger', '7'], 'There is no destination 7'],
    [['ledger', destination, '--state', 'lost'], '--state lost: give waiting, sending, sent'],
    [['ledger', destination, '--limit', 'all'], '--limit all: give a whole number'],
    [['show', destination, 'nobody'], 'has no event nobody'],
    [['edit', destination, 'nobody', '/dev/null'], 'has no event nobody'],
    [['resend', destination], 'Say which'],
    [['replay', destination, '--since', 'soon'], 'soon'],
  ]
  for (const [args, says] of cases) {
    const done = await run(['delivery', ...args, '--data', directory])
    expect([args, done]).toMatchObject([args, { code: 2, stdout: '', stderr: expect.stringContaining(says) }])
  }
}, 40_000)
