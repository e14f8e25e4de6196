import { randomBytes } from 'node:crypto'
import type { Emulator } from '@countersign/emulator'
import {
  type Configuration,
  type DataPaths,
  openConfiguration,
  openCounting,
  openJournalWriter,
  openOrders,
  openPersonKeys,
  type SecretKey,
} from '@countersign/storage'
import { type Sender, send } from '../receive/send.js'
import { simulatedCollector } from '../receive/simulated-collector.js'
import { SimulatedJournal } from '../receive/simulated-journal.js'
import type { Report } from '../shop/action.js'
import { DAY_MS, HOUR_MS } from '../shop/times.js'
import type { Traffic } from '../shop/traffic.js'
import { Deliveries } from './deliveries.js'
import { ACTS } from './owner-acts.js'
import { type DemoDatasets, setUp } from './set-up.js'
import { DAYS, healthyShop, type Moment, troubledShop } from './shops.js'
import { Watching } from './watching.js'

/** How often all that was received is counted and judged, and sent on. */
const TURN_MS = 6 * HOUR_MS
/** Since when events are delivered: within the week in which they are taken. */
const DELIVERED_DAYS = 6

export interface SimulatedWeeks extends Moment {
  paths: DataPaths
  secret_key: SecretKey
  emulator: Emulator
  /** moves the clock of all that looks at it */
  clock: { ms: number }
  progress(done: number, all: number): void
}

/** What came of it, for who shows it. */
export interface SimulatedDatasets extends DemoDatasets {
  /** a token of the instance */
  admin_token: string
  reports: number
}

/**
 * Lets four weeks pass in a data directory: each report is received, counted, judged and delivered at its time by what
 * a server does so with. Nothing else may hold the directory.
 */
export async function simulateWeeks(wanted: SimulatedWeeks): Promise<SimulatedDatasets> {
  const { paths, secret_key, emulator, clock, now_ms: end_ms } = wanted
  const now_ms = () => clock.ms
  clock.ms = end_ms - DAYS * DAY_MS - HOUR_MS
  const configuration = openConfiguration(paths.configuration, {
    now_ms,
    randomBytes,
    secret_key,
    meta_url: emulator.url,
  })
  const datasets = setUp(configuration, clock.ms)
  const person_keys = openPersonKeys(paths.person_keys, randomBytes)
  const writer = openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms })
  const journal = new SimulatedJournal(writer)
  const app = simulatedCollector({ configuration, journal, now_ms, person_keys })
  const watching = new Watching(paths, configuration, now_ms)
  let deliveries: Deliveries | undefined
  const acts = [...ACTS]

  async function turn(): Promise<void> {
    watching.turn(clock.ms)
    while (acts[0] && clock.ms >= end_ms - acts[0].days_ago * DAY_MS)
      acts.shift()?.act(configuration, datasets)
    if (clock.ms < end_ms - DELIVERED_DAYS * DAY_MS) return
    deliveries ??= new Deliveries(paths, configuration, datasets, emulator, journal.last + 1, now_ms)
    await deliveries.turn()
  }

  const shops = { healthy: healthyShop(wanted), troubled: troubledShop(wanted) }
  const sent = inOrder(shops.healthy, shops.troubled, datasets)
  let turn_ms = clock.ms + TURN_MS
  for (const [done, { report, sender }] of sent.entries()) {
    for (; turn_ms < report.at_ms; turn_ms += TURN_MS) {
      clock.ms = turn_ms
      await turn()
      wanted.progress(done, sent.length)
    }
    clock.ms = Math.max(clock.ms, report.at_ms)
    await send(app, report, sender)
  }
  clock.ms = end_ms
  tellOrders(paths, configuration, datasets, shops)
  await turn()
  await app.close()
  await deliveries?.close()
  watching.close()
  writer.close()
  person_keys.close()
  const { access_token: admin_token } = configuration.createToken(null, 'the demo')
  configuration.close()
  return { ...datasets, admin_token, reports: sent.length }
}

/** Both shops' reports in the order of time. */
function inOrder(
  healthy: Traffic,
  troubled: Traffic,
  senders: DemoDatasets,
): { report: Report; sender: Sender }[] {
  const of = ({ reports }: Traffic, sender: Sender) => reports.map((report) => ({ report, sender }))
  return [...of(healthy, senders.healthy), ...of(troubled, senders.troubled)].sort(
    (a, b) => a.report.at_ms - b.report.at_ms,
  )
}

function tellOrders(
  paths: DataPaths,
  configuration: Configuration,
  { healthy, troubled }: DemoDatasets,
  shops: { healthy: Traffic; troubled: Traffic },
): void {
  openCounting(paths, configuration).close()
  const orders = openOrders(paths, configuration)
  orders.addOrders(healthy.dataset_id, shops.healthy.orders)
  orders.addOrders(troubled.dataset_id, shops.troubled.orders)
  orders.close()
}
