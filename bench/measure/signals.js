import { BATCH_EVENTS } from '../load/conversions.js'
import { command } from '../server/countersign.js'
import { CONNECTIONS } from './load.js'
import { underLoad } from './serving.js'

const BURST_EVENTS = 1_000_000
const SECONDS = 10
const LOOK_MS = 20
const SETTINGS = { without: 'off', with: 'on' }

/**
 * What signal quality costs: the same loads on a server that watches it and on one that does not. Both kinds of load, since
 * one is bound by the fold and the other by the thread that answers.
 */
export async function signals(context) {
  const figures = {}
  for (const [which, setting] of Object.entries(SETTINGS)) {
    const env = { COUNTERSIGN_SIGNALS: setting }
    const burst = await underLoad(context, {
      warm_up: { count: 60, seconds: 60, rate: undefined },
      load: { stream: 'batches', connections: 4, count: BURST_EVENTS / BATCH_EVENTS },
      events_each: BATCH_EVENTS,
      prepare: setting === 'on' ? setUp : undefined,
      afterwards: setting === 'on' ? watched : undefined,
      env,
    })
    figures[`signals.counted_${which}`] = (burst.events / burst.counted_ms) * 1000
    figures[`signals.cpu_${which}_us`] = burst.cpu_us
    if (setting === 'on')
      figures['signals.watched_rate'] = (burst.events / (burst.counted_ms + burst.afterwards_ms)) * 1000
    const singles = await underLoad(context, {
      warm_up: { seconds: 3 },
      load: { stream: 'mixed', connections: CONNECTIONS, seconds: SECONDS },
      events_each: 1,
      prepare: setting === 'on' ? setUp : undefined,
      env,
    })
    figures[`signals.answered_${which}`] = singles.seen.rate
    figures[`signals.p99_${which}_ms`] = singles.seen.p99_ms
    figures[`signals.peak_${which}_mb`] = Math.max(burst.peak_mb, singles.peak_mb)
  }
  return figures
}

/** All that costs something for each event, on. */
async function setUp({ directory, dataset_id }) {
  await command(directory, 'dataset', 'set', dataset_id, 'aem', 'true')
  const rule = { event_name: 'Purchase', url: { operator: 'contains', value: 'thanks' } }
  const conversions = JSON.stringify([{ id: 'thanks', name: 'Thanks', rule }])
  await command(directory, 'dataset', 'set', dataset_id, 'custom_conversions', conversions)
}

/** What it puts off while counting is behind, it does afterwards: until then its work is not done. */
async function watched(fold) {
  while (fold.reading.signalsBehind() > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}
