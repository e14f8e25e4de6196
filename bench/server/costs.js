import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Linux counts a process's time in these; `getconf CLK_TCK` has said 100 for decades. */
const TICKS_PER_SECOND = 100

/** The most memory that a process has held at once, in MB. Linux only; NaN elsewhere. */
export function peakMb(pid) {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))
  return found ? Number(found[1]) / 1024 : Number.NaN
}

/** The CPU that a process has used until now, in ms: all of it, and what its busiest threads used. Linux only. */
export function cpuMs(pid) {
  const threads = list(`/proc/${pid}/task`).map((tid) => ({
    tid: Number(tid),
    ms: statMs(`/proc/${pid}/task/${tid}/stat`),
  }))
  return { all: statMs(`/proc/${pid}/stat`), threads: threads.sort((a, b) => b.ms - a.ms).slice(0, 4) }
}

/** What lies in a directory, in bytes. */
export function bytesIn(directory) {
  let bytes = 0
  for (const name of readdirSync(directory, { recursive: true }))
    bytes += statSync(join(directory, name)).size
  return bytes
}

function statMs(path) {
  // The second field is the program's name, in brackets, and may hold anything.
  const fields = read(path).split(') ').at(-1)?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function list(path) {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
