import { type DataPaths, startThread, stopThread, type ThreadDied } from '@countersign/storage/process'
import type { Log } from '../log.js'
import type { ThreadLine } from './thread-log.js'

export interface SignalsThreadData {
  paths: DataPaths
  /** whether it looks by itself at domains that are due */
  looks_at_domains: boolean
  /** how often each dataset is judged; undefined: each ten seconds */
  judges_each_s: number | undefined
}

export type SignalsSays = { ready: true } | ThreadLine | { behind_rows: number } | { broken: string[] }

export type SignalsAsked = 'close' | { is_delivering: boolean }

/** The watching thread, as the process that started it sees it. */
export interface Signals {
  /** how many journal rows were not in its answers a moment ago */
  behindRows(): number
  /** what could not go on a moment ago, by its name, e.g. `orders`: it is tried again */
  broken(): readonly string[]
  stop(): Promise<void>
}

/** How often it looks whether delivery has a backlog. */
const LOOK_MS = 500
/** What it holds is bounded by its parts: decoded rows, a step's counts, what is told. */
const HEAP_MB = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 6 }

/**
 * Starts to watch over what is counted, in a thread of its own: it keeps the folds of signal quality, judges every dataset
 * again and again, sends alerts, and looks at domains. Only for the process that has locked the data.
 * @param isDelivering  whether delivery works off a backlog: most of the processor is left to it, then
 */
export async function startSignals(
  data: SignalsThreadData,
  isDelivering: () => boolean,
  log: Log,
  died: ThreadDied,
): Promise<Signals> {
  const worker = await startThread(new URL('./signals-thread.js', import.meta.url), data, died, HEAP_MB)
  let behind_rows = 0
  let broken: readonly string[] = []
  worker.on('message', (said: SignalsSays) => {
    if ('log' in said) log[said.log](said.about, said.text)
    if ('behind_rows' in said) behind_rows = said.behind_rows
    if ('broken' in said) broken = said.broken
  })
  let was_delivering = false
  const look = setInterval(() => {
    const is_delivering = isDelivering()
    if (is_delivering !== was_delivering) worker.postMessage({ is_delivering } satisfies SignalsAsked)
    was_delivering = is_delivering
  }, LOOK_MS)
  return {
    behindRows: () => behind_rows,
    broken: () => broken,
    stop() {
      clearInterval(look)
      return stopThread(worker)
    },
  }
}
