import { hash, randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCollector, type Edge } from '@countersign/collector'
import type { Order } from '@countersign/core'
import {
  type Configuration,
  catchUp,
  type DataPaths,
  type DatasetSettings,
  dataPaths,
  openConfiguration,
  openCounting,
  openJournalWriter,
  openOrders,
  openReading,
  type Stats,
  type Verified,
} from '@countersign/storage'
import { type Journalled, SimulatedJournal } from './journal.js'
import { type Sender, send } from './send.js'
import { HOUR_MS } from './shop/times.js'
import type { Traffic } from './shop/traffic.js'

/** A shop whose days are over: all that it sent was received, journalled and counted. */
export interface ShopRun {
  paths: DataPaths
  configuration: Configuration
  dataset_id: string
  now_ms: number
  begin_ms: number
  /** what the collector wrote down, in order, with the simulated times of receipt */
  journalled: readonly Journalled[]
  /** how many requests were answered with which status */
  answers: ReadonlyMap<number, number>
  stats: Stats
  verified: Verified
  /** takes the data directory away */
  close(): void
}

/** What the shop's owner has set up before its first event. */
export interface SetUp {
  settings: Partial<DatasetSettings>
  /** whether the shop tells of its orders as well */
  tells_orders?: boolean
  /** all else */
  more?: (configuration: Configuration, dataset_id: string) => void
}

/**
 * Sends a shop's traffic to the real collector, in the order of time and at its times, into a data directory of its
 * own, and counts it. The clock is the traffic's: each report is received when it was sent.
 */
export async function runShop(traffic: Traffic, set_up: SetUp = { settings: {} }): Promise<ShopRun> {
  const paths = dataPaths(mkdtempSync(join(temporaryPlace(), 'countersign-shop-')))
  // The dataset is there shortly before its first event.
  const clock = { ms: traffic.begin_ms - HOUR_MS }
  const now_ms = () => clock.ms
  const configuration = openConfiguration(paths.configuration, { now_ms, randomBytes })
  const sender = createDataset(configuration, set_up.settings)
  set_up.more?.(configuration, sender.dataset_id)
  const writer = openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms })
  const journal = new SimulatedJournal(writer)
  const app = buildCollector(edgeOf(configuration, journal, now_ms), { log: false })
  const answers = new Map<number, number>()
  for (const report of [...traffic.reports].sort((a, b) => a.at_ms - b.at_ms)) {
    clock.ms = Math.max(clock.ms, report.at_ms)
    const status = await send(app, report, sender)
    answers.set(status, (answers.get(status) ?? 0) + 1)
  }
  await app.close()
  clock.ms = traffic.now_ms
  writer.close()
  if (set_up.tells_orders) tellOrders(paths, configuration, sender.dataset_id, traffic.orders)
  return {
    paths,
    configuration,
    dataset_id: sender.dataset_id,
    now_ms: traffic.now_ms,
    begin_ms: traffic.begin_ms,
    journalled: journal.journalled,
    answers,
    ...count(paths, configuration, sender.dataset_id),
    close() {
      configuration.close()
      rmSync(paths.directory, { recursive: true, force: true })
    },
  }
}

/** Each report is synced by itself: in memory, where the machine has room there, that takes half the time. */
const IN_MEMORY = '/dev/shm'
const IN_MEMORY_BYTES_MIN = 512 * 2 ** 20

function temporaryPlace(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize >= IN_MEMORY_BYTES_MIN ? IN_MEMORY : tmpdir()
}

function createDataset(configuration: Configuration, settings: Partial<DatasetSettings>): Sender {
  const dataset = configuration.createDataset({ name: 'Simulated shop', domain: 'shop.example' })
  configuration.changeDataset(dataset.id, { settings: { ...dataset.settings, ...settings } })
  const { access_token } = configuration.createToken(dataset.id, "the shop's server")
  return { dataset_id: dataset.id, access_token }
}

function tellOrders(
  paths: DataPaths,
  configuration: Configuration,
  dataset_id: string,
  orders: readonly Order[],
): void {
  // Counting has made its tables by then.
  openCounting(paths, configuration).close()
  const open = openOrders(paths, configuration)
  open.addOrders(dataset_id, orders)
  open.close()
}

/** The ports of a collector that only takes events in: what it reads and serves is not asked for. */
const edgeOf = (configuration: Configuration, journal: SimulatedJournal, now_ms: () => number): Edge => ({
  configuration,
  journal,
  person_keys: { digests: () => ['', ''] },
  fold: { reaches: async () => true, folded: 0, stalled: null },
  reports: { events: async () => [], hourly: async () => ({ names: new Map(), counts: [], present: [] }) },
  pixel: { library: () => '', automatic: () => '', snippet: () => '' },
  now_ms,
  randomInt: (max) => randomInt(max),
  newTraceId: () => 'Asimulated',
  sha256: (text) => hash('sha256', text),
  // The requests come as through the shop's own proxy, which says for whom.
  trusted_proxies: ['127.0.0.1'],
  version: '0.0.0-simulated',
})

function count(paths: DataPaths, configuration: Configuration, dataset_id: string) {
  const counting = openCounting(paths, configuration)
  catchUp(counting, configuration)
  counting.close()
  const reading = openReading(paths, configuration)
  const counted = { stats: reading.stats(dataset_id, null), verified: reading.verify() }
  reading.close()
  return counted
}
