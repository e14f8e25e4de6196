import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, secretKeyFrom } from '@countersign/storage'
import { expect, test } from 'vitest'
import { verify } from '../process/books.js'
import { createDataset, purchase, sendEvents } from '../process/client.js'
import { commandsOn, eventually, temporaryDirectory } from '../process/server-process.js'

import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js'
import { gauge, newScene, newShop, type Scene, serve, TOKEN, taken } from './scene.js'
import { sendPurchases } from './traffic.js'

const ROUND_TRIP_MS = 200
const EVENTS = 10_000
/** In the fifth of ten batches. */
const POISONED = 'p-4500'
/** The quickest run of each way tells what is due to delivery, and not to the machine. */
const RUNS_MAX = 5

test('a poisoned event among 10,000 delays the others by less than two round trips', async () => {
  const scene = await newScene({ latency_ms: ROUND_TRIP_MS })
  const ways = [null, { bad_event_ids: [POISONED], blame: true }, { bad_event_ids: [POISONED], blame: false }]
  const quickest_ms = ways.map(() => Number.POSITIVE_INFINITY)
  const delays = () => quickest_ms.slice(1).map((ms) => ms - (quickest_ms[0] ?? 0))
  for (let run = 0; run < RUNS_MAX; run += 1) {
    for (const [way, failure] of ways.entries())
      quickest_ms[way] = Math.min(quickest_ms[way] ?? 0, await timeToSend(scene, failure))
    if (delays().every((ms) => ms < 2 * ROUND_TRIP_MS)) break
  }
  for (const delay_ms of delays()) expect(delay_ms).toBeLessThan(2 * ROUND_TRIP_MS)
  expect(await verify(scene.commands)).toMatchObject({ balanced: true })
}, 120_000)

/** Lets 10,000 events wait in the outbox, then go. @returns from the first of them that Meta takes to the last, in ms */
async function timeToSend(scene: Scene, failure: object | null): Promise<number> {
  const { commands, emulator } = scene
  const shop = await newShop(scene)
  const destination = String(shop.destination)
  await commands.json('destination', 'pause', destination)
  await sendPurchases(scene, shop, 'p', EVENTS)
  await eventually('all wait', async () =>
    (await gauge(scene, shop, 'events', ',state="waiting"')) === EVENTS ? true : undefined,
  )
  const id = failure && (await emulator.fail({ ...failure, dataset_id: shop.target }))
  await commands.json('destination', 'resume', destination)
  const good = EVENTS - (failure ? 1 : 0)
  await taken(scene, shop, good)
  if (id !== null) await emulator.mend(id)
  const times = (await emulator.taken(shop.target)).map(({ received_at_ms }) => received_at_ms)
  expect(times).toHaveLength(good)
  return (times.at(-1) ?? 0) - (times[0] ?? 0)
}

const DESTINATIONS = 50
const ROUNDS = 4
/** The quickest of these rounds tells what is due to delivery, and not to the machine. */
const ROUNDS_MAX = 8
const EVENTS_A_ROUND = 5

test('one of fifty destinations that hangs leaves the others as quick as they were', async () => {
  const emulator = await startEmulatorProcess()
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const targets = addDestinations(directory, shop.id, emulator.url)
  const [dead = '', ...others] = targets
  const server = await serve(directory, emulator.url)
  const round = (name: string, to: readonly string[]) =>
    latenciesOf(emulator, to, async () => {
      const sent_ms = Date.now()
      const events = Array.from({ length: EVENTS_A_ROUND }, (_, n) => purchase(`${name}-${n}`))
      expect((await sendEvents(server.url, shop, events)).status).toBe(200)
      return sent_ms
    })

  // The first opens the connections.
  await round('first', targets)
  const alive: number[] = []
  for (let n = 0; n < ROUNDS; n += 1) alive.push(median(await round(`alive-${n}`, others)))
  // And some tens of ms in which a busy machine differs from itself.
  const most_ms = Math.min(...alive) * 1.1 + 50
  const id = await emulator.fail({ hang: true, dataset_id: dead })
  await round('hanging', others)
  expect(await emulator.hits(id)).toBeGreaterThan(0)
  let quickest_ms = Number.POSITIVE_INFINITY
  for (let n = 0; n < ROUNDS_MAX && quickest_ms >= most_ms; n += 1)
    quickest_ms = Math.min(quickest_ms, median(await round(`beside-${n}`, others)))
  expect(quickest_ms).toBeLessThan(most_ms)
  expect(await verify(commands)).toMatchObject({ balanced: true })
}, 60_000)

/** Sends, and waits until all of these have it. @returns how long each event took to each of them, in ms */
async function latenciesOf(
  emulator: EmulatorProcess,
  targets: readonly string[],
  send: () => Promise<number>,
): Promise<number[]> {
  const before = await emulator.taken()
  const sent_ms = await send()
  const wanted = new Set(targets)
  return eventually('they have it', async () => {
    const fresh = (await emulator.taken())
      .slice(before.length)
      .filter(({ dataset_id }) => wanted.has(dataset_id))
    if (fresh.length < targets.length * EVENTS_A_ROUND) return undefined
    return fresh.map(({ received_at_ms }) => received_at_ms - sent_ms)
  })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** In one go: a command each would take longer than the rest of the test. */
function addDestinations(directory: string, dataset_id: string, meta_url: string): string[] {
  const paths = dataPaths(directory)
  const secret_key = secretKeyFrom(paths.secret_key, undefined, () => undefined)
  const configuration = openConfiguration(paths.configuration, {
    now_ms: Date.now,
    randomBytes,
    secret_key,
    meta_url,
  })
  const targets = Array.from({ length: DESTINATIONS }, (_, n) => String(900_000_000_000_001 + n))
  for (const target_id of targets) {
    const added = configuration.createDestination(
      { dataset_id, kind: 'meta', target_id, from_position: 1, hold_seconds: 0 },
      { access_token: TOKEN, app_secret: null },
    )
    if (typeof added === 'string') throw new Error(added)
  }
  configuration.close()
  return targets
}
