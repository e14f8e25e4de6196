import { randomBytes } from 'node:crypto'
import type { Emulator } from '@countersign/emulator'
import {
  type Configuration,
  type DataPaths,
  openConfiguration,
  openJournalWriter,
  openOrders,
  openPersonKeys,
  type SecretKey,
} from '@countersign/storage'
import { send } from '../receive/send.js'
import { simulatedCollector } from '../receive/simulated-collector.js'
import { SimulatedJournal } from '../receive/simulated-journal.js'
import { DAY_MS, HOUR_MS } from '../shop/times.js'
import { Deliveries } from './deliveries.js'
import { type DemoDatasets, setUp } from './set-up.js'
import { DAYS, healthyShop, type Moment, troubledShop } from './shops.js'
import { inOrder, type Shops } from './timeline.js'
import { Turns } from './turns.js'
import { Watching } from './watching.js'

export interface SimulatedWeeks extends Moment {
  paths: DataPaths
  secret_key: SecretKey
  emulator: Emulator
  /** is moved through the four weeks, and stands at `now_ms` in the end */
  clock: { ms: number }
  /** Says how far it is. What it throws ends the simulation. */
  progress(done: number, all: number): void
}

/** What came of it, for who shows it. */
export interface SimulatedDatasets extends DemoDatasets {
  /** a token of the instance */
  admin_token: string
  /** how many reports were sent */
  reports: number
}

/**
 * Lets four weeks pass in a data directory: each report is received, counted, judged and delivered at its time, by what
 * does so in a server. Nothing else may hold the directory.
 */
export async function simulateWeeks(wanted: SimulatedWeeks): Promise<SimulatedDatasets> {
  const opened: (() => unknown)[] = []
  try {
    return await simulate(wanted, opened)
  } finally {
    for (const close of opened.reverse()) await close()
  }
}

/** @param opened  takes what closes each part, in the order in which they were opened */
async function simulate(wanted: SimulatedWeeks, opened: (() => unknown)[]): Promise<SimulatedDatasets> {
  const { paths, secret_key, emulator, clock, now_ms: end_ms } = wanted
  const now_ms = () => clock.ms
  clock.ms = end_ms - DAYS * DAY_MS - HOUR_MS
  const seeds = { now_ms, randomBytes, secret_key, meta_url: emulator.url }
  const configuration = openConfiguration(paths.configuration, seeds)
  opened.push(() => configuration.close())
  const datasets = setUp(configuration, clock.ms)
  const person_keys = openPersonKeys(paths.person_keys, randomBytes)
  opened.push(() => person_keys.close())
  const writer = openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms })
  opened.push(() => writer.close())
  const journal = new SimulatedJournal(writer)
  const watching = new Watching(paths, configuration, now_ms)
  opened.push(() => watching.close())
  const app = simulatedCollector({ configuration, journal, now_ms, person_keys })
  opened.push(() => app.close())
  let deliveries: Deliveries | undefined
  const deliver = async () => {
    if (!deliveries) {
      const made = new Deliveries(paths, configuration, datasets, emulator, journal.last + 1, now_ms)
      opened.push(() => made.close())
      deliveries = made
    }
    await deliveries.turn()
  }
  const turns = new Turns({ configuration, datasets, clock, end_ms, watching, deliver })
  const shops = { healthy: healthyShop(wanted), troubled: troubledShop(wanted) }
  const all = inOrder(shops, datasets)
  for (const [done, { report, sender }] of all.entries()) {
    if (await turns.before(report.at_ms)) wanted.progress(done, all.length)
    clock.ms = Math.max(clock.ms, report.at_ms)
    await send(app, report, sender)
  }
  tellOrders(paths, configuration, datasets, shops)
  await turns.last()
  const { access_token: admin_token } = configuration.createToken(null, 'the demo')
  return { ...datasets, admin_token, reports: all.length }
}

function tellOrders(
  paths: DataPaths,
  configuration: Configuration,
  { healthy, troubled }: DemoDatasets,
  shops: Shops,
): void {
  const orders = openOrders(paths, configuration)
  orders.addOrders(healthy.dataset_id, shops.healthy.orders)
  orders.addOrders(troubled.dataset_id, shops.troubled.orders)
  orders.close()
}
