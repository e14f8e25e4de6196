import type { JournalPosition } from '../journal/port.js'
import type { DataPaths } from './data-directory.js'
import { startThread, stopThread, type ThreadDied } from './thread.js'

export interface FoldThreadData {
  paths: DataPaths
}
/** `wanted`: a read waits for it, or there is enough for a step */
export type FoldAsked = 'appended' | 'wanted' | 'close'
export type FoldSays =
  | { ready: true }
  | { folded: JournalPosition; settled: boolean }
  /** the facts could not be written; it tries again */
  | { stalled: string }

/** The counting thread, as the process that started it sees it. */
export interface Fold {
  /** there is more in the journal, so many bytes of it */
  appended(bytes: number): void
  readonly folded: JournalPosition
  /** the reason why it cannot go on just now; null: it can */
  readonly stalled: string | null
  /** Resolves true once all up to a position is folded and judged; false when that takes longer. */
  reaches(position: JournalPosition, within_ms: number): Promise<boolean>
  stop(): Promise<void>
}

/** So much is not gathered any longer: some thousand sightings, which a read that comes then waits for. */
const GATHER_BYTES_MAX = 2 * 2 ** 20

interface Waiter {
  position: JournalPosition
  done: (reached: boolean) => void
}

/** A step's rows, and what they say. What it reads is garbage a step later: a small young generation is enough. */
const HEAP_MB = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8 }

export async function startFold(paths: DataPaths, died: ThreadDied): Promise<Fold> {
  const data: FoldThreadData = { paths }
  const worker = await startThread(new URL('./fold-thread.js', import.meta.url), data, died, HEAP_MB)
  const state = { folded: 0, settled: true, stalled: null as string | null }
  const waiters = new Set<Waiter>()
  /** what it has been told of without having answered yet: it will look anyway */
  let told: FoldAsked | null = null
  let gathered_bytes = 0
  worker.on('message', (said: FoldSays) => {
    told = null
    gathered_bytes = 0
    if ('stalled' in said) state.stalled = said.stalled
    if (!('folded' in said)) return
    Object.assign(state, said, { stalled: null })
    if (!said.settled) return
    for (const waiter of waiters) if (waiter.position <= said.folded) waiter.done(true)
  })
  return {
    appended(bytes) {
      gathered_bytes += bytes
      const asked = gathered_bytes < GATHER_BYTES_MAX ? 'appended' : 'wanted'
      if (told === 'wanted' || told === asked) return
      told = asked
      worker.postMessage(asked satisfies FoldAsked)
    },
    get folded() {
      return state.folded
    },
    get stalled() {
      return state.stalled
    },
    reaches(position, within_ms) {
      if (state.settled && state.folded >= position) return Promise.resolve(true)
      worker.postMessage('wanted' satisfies FoldAsked)
      return new Promise((resolve) => {
        const timer = setTimeout(() => waiter.done(false), within_ms)
        const waiter: Waiter = {
          position,
          done(reached) {
            clearTimeout(timer)
            waiters.delete(waiter)
            resolve(reached)
          },
        }
        waiters.add(waiter)
      })
    },
    stop: () => stopThread(worker),
  }
}
