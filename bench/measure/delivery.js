import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dataPaths, openConfiguration, openLedger, secretKeyFrom } from '@countersign/storage'
import { runChild } from '../child.js'
import { cpuMs, peakMb } from '../server/costs.js'
import { command, newData, startCountersign } from '../server/countersign.js'
import { startEmulator } from '../server/emulator.js'
import { fillJournal } from '../store/fill.js'
import { AFTER_WARM_UP, sendLoad } from './load.js'

const FOLD = new URL('../peers/fold-alone.js', import.meta.url)
const WALKEROS = fileURLToPath(new URL('../peers/deliver-walkeros.js', import.meta.url))
const BACKLOG = 1_000_000
/** What Meta takes for an answer, about. */
const LATENCY_MS = 200
const META_DATASET = '1832195656904796'
const LOOK_MS = 20

/**
 * A million counted events that wait, sent to an emulator of Meta's side in another process; beside it walkerOS, whose
 * destination forwards the same number of fields to the same address.
 */
export async function delivery({ root, profile, say }) {
  const emulator = await newEmulator()
  const data = await newServed(root, emulator)
  fillJournal(data, { events: BACKLOG, days: 0 })
  await runChild(FOLD, { ...data, events: BACKLOG })
  const destination = await addDestination(data, emulator, 1)
  await command(data.directory, 'destination', 'pause', String(destination))
  const filling_ms = performance.now()
  const server = await startCountersign(data, profile, { COUNTERSIGN_META_URL: emulator.url })
  const ledger = openStatus(data.directory)
  await until(() => ledger.counts(destination).waiting === BACKLOG)
  const fill_rate = (BACKLOG / (performance.now() - filling_ms)) * 1000
  const cpu_before = cpuMs(server.pid)
  await command(data.directory, 'destination', 'resume', String(destination))
  const started_ms = performance.now()
  await until(async () => (await emulator.count()).received >= BACKLOG)
  const seconds = (performance.now() - started_ms) / 1000
  await until(() => ledger.counts(destination).sent === BACKLOG)
  const { requests, counted } = await emulator.count()
  const cpu = cpuMs(server.pid)
  say(`drained in ${seconds.toFixed(1)} s, server CPU ${((cpu.all - cpu_before.all) / 1000).toFixed(1)} s`)
  const peak_mb = peakMb(server.pid)
  ledger.close()
  await server.stop()
  rmSync(data.directory, { recursive: true })
  const walkeros = await runChild(WALKEROS, { url: emulator.eventsUrl, seconds: 10 })
  await emulator.stop()
  return {
    'delivery.fill_rate': fill_rate,
    'delivery.rate': BACKLOG / seconds,
    'delivery.requests_per_1000': requests / (BACKLOG / 1_000),
    'delivery.lost': BACKLOG - counted,
    'delivery.cpu_us': ((cpu.all - cpu_before.all) * 1000) / BACKLOG,
    'delivery.peak_mb': peak_mb,
    'delivery.walkeros_rate': walkeros.rate,
  }
}

/** How many single beacons a server takes in with a backlog that is being delivered, and without one. */
export async function beside({ root, profile, say }) {
  const load = { stream: 'beacons', connections: 128, seconds: 10, first: AFTER_WARM_UP }
  const rates = {}
  for (const is_delivering of [false, true]) {
    const emulator = await newEmulator()
    const data = await newServed(root, emulator)
    fillJournal(data, { events: BACKLOG, days: 0 })
    await runChild(FOLD, { ...data, events: BACKLOG })
    const server = await startCountersign(data, profile, { COUNTERSIGN_META_URL: emulator.url })
    await sendLoad(server.target, { ...load, seconds: 3, first: 0 })
    if (is_delivering) {
      await addDestination(data, emulator, 1)
      await until(async () => (await emulator.count()).received > 0)
    }
    const before = (await emulator.count()).received
    const seen = await sendLoad(server.target, load)
    const delivered = (await emulator.count()).received - before
    rates[is_delivering] = seen.rate
    say(
      `${is_delivering ? 'while delivering' : 'alone'}: ${Math.round(seen.rate)} beacons a second, ${delivered} delivered`,
    )
    await server.stop()
    await emulator.stop()
    rmSync(data.directory, { recursive: true })
  }
  return { 'beside.alone_rate': rates.false, 'beside.rate': rates.true }
}

/** A data directory whose delivery has begun before the events come: theirs is the past from there on. */
async function newServed(root, emulator) {
  const data = await newData(root)
  const server = await startCountersign(data, undefined, { COUNTERSIGN_META_URL: emulator.url })
  await server.stop()
  return data
}

async function newEmulator() {
  const emulator = await startEmulator(LATENCY_MS)
  return {
    ...emulator,
    eventsUrl: `${emulator.url}/v24.0/${META_DATASET}/events`,
    count: async () => (await fetch(`${emulator.url}/emulator/count`)).json(),
  }
}

async function addDestination({ directory, dataset_id }, emulator, from_position) {
  const configuration = openConfiguration(dataPaths(directory).configuration, {
    now_ms: Date.now,
    randomBytes: (count) => crypto.getRandomValues(Buffer.alloc(count)),
    secret_key: secretKeyFrom(dataPaths(directory).secret_key, undefined, () => {}),
    meta_url: emulator.url,
  })
  const given = { dataset_id, kind: 'meta', target_id: META_DATASET, hold_seconds: 0, from_position }
  const { id } = configuration.createDestination(given, { access_token: 'EAAB', app_secret: null })
  configuration.close()
  return id
}

function openStatus(directory) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, {
    now_ms: Date.now,
    randomBytes: Buffer.alloc,
  })
  let ledger
  return {
    counts(destination) {
      ledger ??= openLedger(paths, configuration, Date.now)
      return ledger?.status(destination).counts ?? {}
    },
    close() {
      ledger?.close()
      configuration.close()
    },
  }
}

async function until(isSo) {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}
