import { fileURLToPath } from 'node:url'
import { peakMb } from '../server/costs.js'
import { startProcess } from '../server/process.js'
import { AFTER_WARM_UP, CONNECTIONS, sendLoad } from './load.js'

const SERVER = fileURLToPath(new URL('../server/serve-walkeros.js', import.meta.url))

/** The peer: what a collector for single events does that stores nothing at all. */
export async function walkeros() {
  const server = await startProcess([SERVER])
  const load = { stream: 'walkerEvents', connections: CONNECTIONS }
  await sendLoad(server, { ...load, seconds: 3 })
  const seen = await sendLoad(server, { ...load, seconds: 10, first: AFTER_WARM_UP })
  const peak_mb = peakMb(server.pid)
  await server.stop()
  return { 'walkeros.rate': seen.rate, 'walkeros.p99_ms': seen.p99_ms, 'walkeros.peak_mb': peak_mb }
}
