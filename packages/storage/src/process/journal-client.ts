import type { Worker } from 'node:worker_threads'
import { GroupCommit } from '../journal/group-commit.js'
import { type JournalPosition, JournalUnavailable } from '../journal/port.js'
import { startThread, stopThread, type ThreadDied } from './thread.js'

export interface JournalThreadData {
  directory: string
}
export interface AppendRequest {
  id: number
  row: Uint8Array
}
export type AppendAnswer =
  | { id: number; position: JournalPosition; received_at_ms: number }
  | { id: number; unavailable: string }

/** Where the collector puts what it has identified. What `append` resolves is on disk. */
export interface Journal {
  /**
   * @param count  how many lines these texts are, where a text holds several; left out: a line each
   * @returns the seq of the first of them; the others follow it
   */
  append(lines: readonly string[], count?: number): Promise<number>
  /** a line that nobody waits for: it is written with the next row */
  ride(line: string): void
  readonly full: boolean
  readonly bytes_pending: number
  /** the last position that is known to be on disk */
  readonly last: JournalPosition
  stop(): Promise<void>
}

/** How much may wait in memory for the disk, before the collector says 503. */
const PENDING_BYTES_MAX = 48 * 2 ** 20

/** Rows come and go outside of its heap. */
const HEAP_MB = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 3 }

/** Starts the thread that appends, and gathers what is given to it into rows. */
export async function startJournal(
  directory: string,
  last: JournalPosition,
  appended: (bytes: number) => void,
  died: ThreadDied,
): Promise<Journal> {
  const data: JournalThreadData = { directory }
  const worker = await startThread(new URL('./journal-thread.js', import.meta.url), data, died, HEAP_MB)
  const state = { last }
  const commit = new GroupCommit(appenderTo(worker, state, appended), PENDING_BYTES_MAX)
  return {
    append: (lines, count) => commit.append(lines, count),
    ride: (line) => commit.ride(line),
    get full() {
      return commit.full
    },
    get bytes_pending() {
      return commit.bytes_pending
    },
    get last() {
      return state.last
    },
    async stop() {
      await commit.drained()
      await stopThread(worker)
    },
  }
}

function appenderTo(worker: Worker, state: { last: JournalPosition }, appended: (bytes: number) => void) {
  const asked = new Map<
    number,
    {
      bytes: number
      resolve: (done: { position: number; received_at_ms: number }) => void
      reject: (e: Error) => void
    }
  >()
  let next_id = 0
  worker.on('message', (answer: AppendAnswer) => {
    const asker = asked.get(answer.id)
    asked.delete(answer.id)
    if ('unavailable' in answer) return asker?.reject(new JournalUnavailable(answer.unavailable))
    state.last = answer.position
    asker?.resolve(answer)
    if (asker) appended(asker.bytes)
  })
  return (row: Buffer) =>
    new Promise<{ position: number; received_at_ms: number }>((resolve, reject) => {
      next_id += 1
      asked.set(next_id, { bytes: row.byteLength, resolve, reject })
      const request: AppendRequest = { id: next_id, row }
      // A small Buffer lies in a pool that others use: only one with memory of its own can be handed over.
      if (row.byteLength === row.buffer.byteLength) worker.postMessage(request, [row.buffer as ArrayBuffer])
      else worker.postMessage({ id: next_id, row: Uint8Array.from(row) })
    })
}
