import { CONNECTIONS } from './load.js'
import { underLoad } from './serving.js'

const WARM_UP = { seconds: 3 }
const SECONDS = 10

/** Beacons as fast as they are answered. */
export async function singles(context) {
  const load = { stream: 'beacons', connections: CONNECTIONS, seconds: SECONDS }
  return figures('singles', await underLoad(context, { warm_up: WARM_UP, load, events_each: 1 }))
}

/** Beacons at half of what a small machine must take, on more connections than are ever busy. */
export async function paced(context) {
  const load = { stream: 'beacons', connections: 256, seconds: SECONDS, rate: 5_000 }
  return figures('paced', await underLoad(context, { warm_up: WARM_UP, load, events_each: 1 }))
}

/** Beacons and single events by the Conversions API in turn, two of each conversion. */
export async function mixed(context) {
  const load = { stream: 'mixed', connections: CONNECTIONS, seconds: SECONDS }
  const measured = await underLoad(context, { warm_up: WARM_UP, load, events_each: 1 })
  const { received, duplicate } = measured.stats
  return {
    ...figures('mixed', measured),
    'mixed.duplicates': duplicate / (received.browser + received.server),
  }
}

function figures(section, { seen, cpu_us, bytes, peak_mb }) {
  const { rate, p50_ms, p95_ms, p99_ms, failed } = seen
  const each = { rate, p50_ms, p95_ms, p99_ms, bytes, cpu_us, peak_mb, failed }
  return Object.fromEntries(Object.entries(each).map(([name, value]) => [`${section}.${name}`, value]))
}
