import { runChild } from '../child.js'
import { bytesPerEvent, command, newData, startCountersign, watchFold } from '../server/countersign.js'
import { fillJournal } from '../store/fill.js'
import { askPages } from '../store/pages.js'

const DAYS = 7
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
  const signals_rate = await runChild(SIGNALS, { ...data, events })
  return { data, fill_rate, signals_rate, bytes }
}

function timed(work) {
  const started_ms = performance.now()
  work()
  return performance.now() - started_ms
}
