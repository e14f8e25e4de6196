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

export type DeliverySays = { ready: true } | ThreadLine | { figures: DeliveryFigures[] }

/** The delivering thread, as the process that started it sees it. */
export interface Delivery {
  figures(): readonly DeliveryFigures[]
  /** Gives requests under way a while; what has no answer by then waits again. */
  stop(): Promise<void>
}

/** Rows of the journal that are decoded, and what is under way: both have bounds of their own. A smaller heap is tidied
 *  sooner, and the process stays small. */
const HEAP_MB = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 }

/** Starts to deliver what is counted, in a thread of its own. Only for the process that has locked the data. */
export async function startDelivery(data: DeliveryThreadData, log: Log, died: ThreadDied): Promise<Delivery> {
  const worker = await startThread(new URL('./delivery-thread.js', import.meta.url), data, died, HEAP_MB)
  let figures: readonly DeliveryFigures[] = []
  worker.on('message', (said: DeliverySays) => {
    if ('log' in said) log[said.log](said.about, said.text)
    if ('figures' in said) figures = said.figures
  })
  return { figures: () => figures, stop: () => stopThread(worker) }
}
