import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readEvents, readStats, verify } from '../process/books.js'
import { integrityOf } from '../process/data-files.js'
import { commandsOn, eventually, temporaryDirectory } from '../process/server-process.js'
import { expectInOrder, readLedger, sentUnder } from './account.js'
import { startEmulatorProcess } from './emulator-process.js'
import { startRecordingProxy } from './recording-proxy.js'
import { newScene, newShop, serve, settled, taken } from './scene.js'
import { sendPurchases, sendSome } from './traffic.js'

const ROUNDS = 4
const LATENCY_MS = 300

test('kill -9 of ourselves between sending and recording: all is sent, and counted there once', async () => {
  const scene = await newScene({ latency_ms: LATENCY_MS })
  const { emulator, directory, meta_url } = scene
  const shop = await newShop(scene)
  let { server } = scene
  let events = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    events += await sendSome({ server }, shop, `round-${round}`, 1_500)
    const { requests } = await emulator.count()
    await eventually('a request is under way', async () =>
      (await emulator.count()).requests > requests ? true : undefined,
    )
    await pause(Math.random() * LATENCY_MS)
    expect(await server.kill()).toMatchObject({ signal: 'SIGKILL' })
    server = await serve(directory, meta_url)
  }
  await taken(scene, shop, events)
  const account = await expectInOrder(scene, shop, events)
  expect(account.status.counts.sent).toBe(events)
  // It was killed when it should be: some has gone twice, and Meta counts it once.
  expect(account.taken.length).toBeGreaterThan(events)
  expect((await server.stop()).code).toBe(0)
  for (const [file, said] of Object.entries(integrityOf(directory)))
    expect([file, said]).toEqual([file, 'ok'])
}, 60_000)

test('kill -9 of Meta, which forgets everything: what it has acknowledged is sent once, the rest again', async () => {
  const args = ['--latency', '150']
  const first = await startEmulatorProcess(args)
  let emulator_url = first.url
  const proxy = await startRecordingProxy(() => emulator_url)
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await newShop({ directory, commands, meta_url: proxy.url })
  const server = await serve(directory, proxy.url)
  await sendPurchases({ server }, shop, 'before', 2_500)
  await taken({ emulator: first }, shop, 1_000)
  expect(await first.kill()).toMatchObject({ signal: 'SIGKILL' })
  await sendPurchases({ server }, shop, 'while-down', 500)
  await eventually('it is tried in vain', async () =>
    proxy.passed.filter(({ status }) => status === null).length >= 3 ? true : undefined,
  )
  const second = await startEmulatorProcess(args)
  emulator_url = second.url
  await settled({ commands }, shop, 3_000)

  const acknowledged = new Map<string, number>()
  const sent = new Set<string>()
  for (const { status, event_ids } of proxy.passed)
    for (const event_id of event_ids) {
      sent.add(event_id)
      if (status === 200) acknowledged.set(event_id, (acknowledged.get(event_id) ?? 0) + 1)
    }
  const events = await readEvents(commands, shop.id, 10_000)
  expect(events.map(sentUnder).filter((event_id) => acknowledged.get(event_id) !== 1)).toEqual([])
  expect([acknowledged.size, sent.size, events.length]).toEqual([3_000, 3_000, 3_000])
  // In its second life it has each once, too.
  const there = await second.taken()
  expect(there.filter(({ verdict }) => verdict === 'duplicate')).toEqual([])
  expect(there.length).toBeGreaterThanOrEqual(500)
  const entries = await readLedger({ commands }, shop, '--state', 'sent')
  expect(entries).toHaveLength((await readStats(commands, shop.id)).counted)
  expect(entries.filter(({ request }) => request?.fbtrace_id == null)).toEqual([])
  expect(await verify(commands)).toMatchObject({ balanced: true })
}, 60_000)
