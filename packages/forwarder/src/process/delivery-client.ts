import type { Worker } from 'node:worker_threads'
import type { DeliveryStatus } from '@countersign/storage'
import { type DataPaths, startThread, stopThread, type ThreadDied } from '@countersign/storage/process'
import type { Log } from '../log.js'
import type { ThreadLine } from './thread-log.js'

export interface DeliveryThreadData {
  paths: DataPaths
  /** COUNTERSIGN_META_URL; null: it is not set */
  meta_url: string | null
  partner_agent: string
}

/** How it stands with a destination, as it was a moment ago. */
export interface DeliveryFigures extends DeliveryStatus {
  dataset_id: string
}

export type DeliverySays = { ready: true } | ThreadLine | DeliverySaysHow
/** `is_idle`: there is no destination, and nothing is held of one that was removed */
interface DeliverySaysHow {
  figures: DeliveryFigures[]
  is_idle: boolean
}

/** The delivering thread, as the process that started it sees it. */
export interface Delivery {
  figures(): readonly DeliveryFigures[]
  /** Whether it works off a backlog: much waits, and some of it is on its way. */
  isDelivering(): boolean
  /** Gives requests under way a while; what has no answer by then waits again. */
  stop(): Promise<void>
}

/** Rows of the journal that are decoded, and what is under way: both have bounds of their own. A smaller heap is tidied
 *  sooner, and the process stays small. */
const HEAP_MB = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 6 }
/** So many events are more than a moment's. */
const BACKLOG_EVENTS = 5_000
/** How often it looks whether there is a destination now. */
const LOOK_MS = 200

/**
 * Delivers what is counted, in a thread of its own, for as long as there is something to deliver: without a destination
 * the thread ends, and does not cost its memory. Only for the process that has locked the data.
 * @param isWanted  whether there is a destination
 */
export async function startDelivery(
  data: DeliveryThreadData,
  isWanted: () => boolean,
  log: Log,
  died: ThreadDied,
): Promise<Delivery> {
  let figures: readonly DeliveryFigures[] = []
  let worker: Worker | undefined
  /** It is started and stopped once at a time. */
  let changed = Promise.resolve()

  async function begin(): Promise<void> {
    worker = await startThread(new URL('./delivery-thread.js', import.meta.url), data, died, HEAP_MB)
    worker.on('message', (said: DeliverySays) => {
      if ('log' in said) log[said.log](said.about, said.text)
      if (!('figures' in said)) return
      figures = said.figures
      if (said.is_idle && !isWanted()) changed = changed.then(end)
    })
  }

  async function end(): Promise<void> {
    const ending = worker
    worker = undefined
    if (ending) await stopThread(ending)
  }

  // Wanted or not: it makes its file, from which the past is told apart, and takes out what is left of the removed.
  await begin()
  const look = setInterval(() => {
    if (!isWanted()) return
    changed = changed
      .then(() => (worker ? undefined : begin()))
      .catch((error) => died('delivery-thread', error))
  }, LOOK_MS)
  return {
    figures: () => figures,
    isDelivering: () =>
      figures.some(({ counts }) => counts.sending > 0 && counts.waiting + counts.sending > BACKLOG_EVENTS),
    async stop() {
      clearInterval(look)
      await changed
      await end()
    },
  }
}
