import { rmSync } from 'node:fs'
import { machineCpuMs } from '../machine.js'
import { cpuMs, peakMb } from '../server/costs.js'
import { bytesPerEvent, newData, startCountersign, watchFold } from '../server/countersign.js'
import { AFTER_WARM_UP, sendLoad } from './load.js'

/**
 * Measures one load on a server of its own with an empty store: warms it up, sends the load, waits until all is counted.
 * @param measured  `env`: what the server's environment holds besides; `prepare`: what is set up before it starts;
 *        `afterwards`: what is waited for once all is counted, before
 *        costs are taken: its time is `afterwards_ms`
 * @returns what the load saw, and what it cost: `counted_ms` until the last event was counted, `behind_ms` of them after
 *          the last answer, `cpu_us` and `bytes` an event, `peak_mb`
 */
export async function underLoad(
  { root, profile, say },
  { warm_up, load, events_each, beside, afterwards, prepare, env },
) {
  const data = await newData(root)
  await prepare?.(data)
  const server = await startCountersign(data, profile, env)
  const fold = watchFold(data.directory)
  const warm = await sendLoad(server.target, { ...load, ...warm_up })
  await fold.caughtUp()
  const cpu_before = cpuMs(server.pid)
  const machine_before_ms = machineCpuMs()
  const [seen, looked] = await Promise.all([
    sendLoad(server.target, { ...load, first: AFTER_WARM_UP / events_each }),
    beside?.(fold),
  ])
  const behind_ms = await fold.caughtUp()
  const counted_ms = performance.now()
  await afterwards?.(fold)
  const afterwards_ms = performance.now() - counted_ms
  const cpu = cpuMs(server.pid)
  const others_ms = machineCpuMs() - machine_before_ms - (cpu.all - cpu_before.all) - seen.cpu_ms
  const events = seen.ok * events_each
  const stats = fold.reading.stats(data.dataset_id, null)
  const peak_mb = peakMb(server.pid)
  fold.close()
  await server.stop()
  const bytes = bytesPerEvent(data.directory, (seen.ok + warm.ok) * events_each)
  rmSync(data.directory, { recursive: true })
  say(costsLine(seen, cpu_before, cpu, server.pid, others_ms))
  const cpu_us = ((cpu.all - cpu_before.all) * 1000) / events
  return {
    seen,
    events,
    looked,
    stats,
    behind_ms,
    afterwards_ms,
    counted_ms: seen.seconds * 1000 + behind_ms,
    cpu_us,
    bytes,
    peak_mb,
  }
}

/** Where the time went, for whoever looks into it. */
function costsLine(seen, before, after, pid, others_ms) {
  const seconds = (ms) => (ms / 1000).toFixed(1)
  const threads = after.threads.map(({ tid, ms }) => {
    const was = before.threads.find((thread) => thread.tid === tid)?.ms ?? 0
    return `${tid === pid ? 'main' : tid - pid} ${seconds(ms - was)}`
  })
  const server = `server ${seconds(after.all - before.all)} (${threads.join(', ')})`
  return `CPU s in ${seen.seconds.toFixed(1)} s: load ${seconds(seen.cpu_ms)}, ${server}, others ${seconds(others_ms)}`
}
