import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, openOrders } from '@countersign/storage'
import { runChild } from '../child.js'
import { bytesPerEvent, command, newData, startCountersign, watchFold } from '../server/countersign.js'
import { fillJournal } from '../store/fill.js'
import { askPages } from '../store/pages.js'

const DAYS = 7
const DAY_MS = 86_400_000
const ORDERS = 100_000
const PATTERNS = ['purchases_missing', 'purchases_too_many', 'roas_wrong', 'learning_stuck']
const FOLD = new URL('../peers/fold-alone.js', import.meta.url)
const SIGNALS = new URL('../peers/signals-alone.js', import.meta.url)
/** filled once, used by all runs */
let filled

/** How a server starts and answers that has a week of events behind it: half of them browser's, half the same by server. */
export async function store(context) {
  filled ??= await fill(context)
  const { data, fill_rate, signals_rate, bytes } = filled
  const server = await startCountersign(data, context.profile)
  const { start_ms } = server
  const fold = watchFold(data.directory)
  await fold.caughtUp()
  const stats_ms = timed(() => fold.reading.stats(data.dataset_id, null))
  const events_ms = timed(() =>
    fold.reading.events(data.dataset_id, { limit: 50, since_ms: 0, event_name: null }),
  )
  const asked_ms = Date.now()
  const window_ms = timed(() => fold.reading.signals(data.dataset_id, asked_ms))
  const diagnose_ms = timed(() => fold.reading.diagnosed(data.dataset_id, asked_ms))
  const quality_ms = timed(() => fold.reading.quality(data.dataset_id, asked_ms))
  const diagnostics_ms = timed(() => fold.reading.diagnostics(data.dataset_id, asked_ms))
  const troubleshoot_ms = timed(() => fold.reading.troubleshoot(data.dataset_id, PATTERNS, asked_ms))
  const period = { since_ms: asked_ms - DAYS * DAY_MS, until_ms: asked_ms }
  const orders_ms = timed(() => fold.reading.orders(data.dataset_id, period))
  const order_list_ms = timed(() =>
    fold.reading.orderList(data.dataset_id, { ...period, state: 'only_shop', limit: 100 }),
  )
  const aem_ms = timed(() => fold.reading.aem(data.dataset_id, asked_ms))
  const pages = askPages(fold.reading, data.dataset_id, asked_ms)
  fold.close()
  const stats = await command(data.directory, 'stats', '--dataset', data.dataset_id, '--json')
  const events = await command(
    data.directory,
    'events',
    '--dataset',
    data.dataset_id,
    '--limit',
    '50',
    '--json',
  )
  await server.stop()
  return {
    'store.start_ms': start_ms,
    'store.stats_ms': stats_ms,
    'store.events_ms': events_ms,
    'store.stats_command_ms': stats.took_ms,
    'store.events_command_ms': events.took_ms,
    'store.window_ms': window_ms,
    'store.diagnose_ms': diagnose_ms,
    'store.quality_ms': quality_ms,
    'store.diagnostics_ms': diagnostics_ms,
    'store.troubleshoot_ms': troubleshoot_ms,
    'store.orders_ms': orders_ms,
    'store.order_list_ms': order_list_ms,
    'store.aem_ms': aem_ms,
    'store.bytes': bytes,
    'store.fill_rate': fill_rate,
    'store.signals_rate': signals_rate,
    ...pages,
  }
}

async function fill({ root, store_events: events, say }) {
  say(`filling a store with ${events.toLocaleString('en')} events`)
  const data = await newData(root)
  fillJournal(data, { events, days: DAYS, channels: ['browser', 'server'] })
  const fill_rate = await runChild(FOLD, { ...data, events })
  const bytes = bytesPerEvent(data.directory, events)
  tellOrders(data)
  const signals_rate = await runChild(SIGNALS, { ...data, events })
  return { data, fill_rate, signals_rate, bytes }
}

/** The shop's own orders of these days: none is a Purchase of the store's, so each of both is looked for and not found. */
function tellOrders({ directory, dataset_id }) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const orders = openOrders(paths, configuration)
  const now_ms = Date.now()
  for (let from = 0; from < ORDERS; from += 1_000)
    orders.addOrders(
      dataset_id,
      Array.from({ length: 1_000 }, (_, n) => ({
        order_id: `SO-${from + n}`,
        placed_at_ms: now_ms - Math.floor(((from + n) / ORDERS) * DAYS * DAY_MS),
        value_e4: 100_000 + from + n,
        currency: 'USD',
        status: 'paid',
        ...{ em: null, ph: null, external_id: null },
      })),
    )
  orders.close()
  configuration.close()
}

function timed(work) {
  const started_ms = performance.now()
  work()
  return performance.now() - started_ms
}
