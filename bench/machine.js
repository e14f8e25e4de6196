import { cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What the figures were measured on, and how busy it was before: other work on the machine spoils them. */
export function machineLine() {
  const [cpu] = cpus()
  const load = loadavg()[0].toFixed(2)
  const gb = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.trim()}, ${gb} GB, ${platform()} ${release()}, Node ${process.version}, load before ${load}`
}

/** The CPU that everything on the machine together has used until now, in ms. */
export function machineCpuMs() {
  let ms = 0
  for (const { times } of cpus()) ms += times.user + times.nice + times.sys + times.irq
  return ms
}
