import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Order } from '@countersign/core'
import {
  type Journalled,
  type Sender,
  SimulatedJournal,
  send,
  simulatedCollector,
  temporaryPlace,
} from '@countersign/demo/receive'
import { HOUR_MS, type Traffic } from '@countersign/demo/shop'
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
  const journalled: Journalled[] = []
  const journal = new SimulatedJournal(writer, (line) => journalled.push(line))
  const app = simulatedCollector({ configuration, journal, now_ms })
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
    journalled,
    answers,
    ...count(paths, configuration, sender.dataset_id),
    close() {
      configuration.close()
      rmSync(paths.directory, { recursive: true, force: true })
    },
  }
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

function count(paths: DataPaths, configuration: Configuration, dataset_id: string) {
  const counting = openCounting(paths, configuration)
  catchUp(counting, configuration)
  counting.close()
  const reading = openReading(paths, configuration)
  const counted = { stats: reading.stats(dataset_id, null), verified: reading.verify() }
  reading.close()
  return counted
}
