import { BATCH_EVENTS } from '../load/conversions.js'
import { underLoad } from './serving.js'

const WARM_UP = { count: 60, seconds: 60, rate: undefined }
const BURST_EVENTS = 1_000_000
const SUSTAINED_RATE = 40_000
const SUSTAINED_SECONDS = 20
const READ_EACH_MS = 50

/** A million events as fast as they are acknowledged, and how long it takes until they are counted, too. */
export async function batches(context) {
  const load = { stream: 'batches', connections: 4, count: BURST_EVENTS / BATCH_EVENTS }
  const measured = await underLoad(context, { warm_up: WARM_UP, load, events_each: BATCH_EVENTS })
  const { seen, events, counted_ms, cpu_us, bytes, peak_mb } = measured
  return {
    'batches.rate': seen.rate * BATCH_EVENTS,
    'batches.folded_rate': (events / counted_ms) * 1000,
    'batches.p50_ms': seen.p50_ms,
    'batches.p95_ms': seen.p95_ms,
    'batches.p99_ms': seen.p99_ms,
    'batches.bytes': bytes,
    'batches.cpu_us': cpu_us,
    'batches.peak_mb': peak_mb,
    'batches.failed': seen.failed,
  }
}

/** A load that goes on: the fold must keep up with it; and at half of it, how long reads wait for the fold. */
export async function sustained(context) {
  const load = {
    stream: 'batches',
    connections: 8,
    seconds: SUSTAINED_SECONDS,
    rate: SUSTAINED_RATE / BATCH_EVENTS,
  }
  const { seen, behind_ms, peak_mb } = await underLoad(context, {
    warm_up: WARM_UP,
    load,
    events_each: BATCH_EVENTS,
  })
  const half = { ...load, seconds: SUSTAINED_SECONDS / 2, rate: load.rate / 2 }
  const beside = (fold) => readWaits(fold, half.seconds)
  const { looked } = await underLoad(context, {
    warm_up: WARM_UP,
    load: half,
    events_each: BATCH_EVENTS,
    beside,
  })
  return {
    'sustained.rate': seen.rate * BATCH_EVENTS,
    'sustained.behind_ms': behind_ms,
    'sustained.p99_ms': seen.p99_ms,
    'sustained.peak_mb': peak_mb,
    'sustained.failed': seen.failed,
    'sustained.read_p95_ms': looked.p95_ms,
    'sustained.read_max_ms': looked.max_ms,
  }
}

/** Reads now and then while the load runs. @returns how long they waited until all was counted that stood before them */
async function readWaits(fold, seconds) {
  const waits = []
  const end_ms = performance.now() + seconds * 1000
  while (performance.now() < end_ms) {
    waits.push(await fold.caughtUp())
    await new Promise((resolve) => setTimeout(resolve, READ_EACH_MS))
  }
  waits.sort((a, b) => a - b)
  return { p95_ms: waits[Math.floor(waits.length * 0.95)], max_ms: waits.at(-1) }
}
