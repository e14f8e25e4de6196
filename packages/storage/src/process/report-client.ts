import type { Worker } from 'node:worker_threads'
import type { Order } from '@countersign/core'
import type { OrdersGiven, OrdersTaken } from '../orders/file/take-file.js'
import { OrdersUnavailable } from '../orders/unavailable.js'
import type { LetterMending } from '../outbox/mend-letters.js'
import type { DataPaths } from './data-directory.js'
import type { Reading } from './reading.js'
import { startThread, stopThread, type ThreadDied } from './thread.js'

export interface ReportThreadData {
  paths: DataPaths
}
/** Every report that is read there. A new one is a row. */
const REPORTED = [
  ...(['events', 'stats', 'hourly', 'verdicts'] as const),
  ...([
    'summaries',
    'series',
    'countedByName',
    'eventNames',
    'oneName',
    'countedEvent',
    'search',
    'delivery',
    'letters',
  ] as const),
  ...(['signals', 'diagnostics', 'quality', 'orders', 'orderList', 'aem', 'troubleshoot'] as const),
  ...(['previewRule', 'previewEventRule', 'seenLately'] as const),
] satisfies (keyof Reading)[]
/** Letters are read by what mends them. */
const WRITTEN = ['oneLetter', 'resendLetters', 'editLetter'] as const satisfies (keyof LetterMending)[]
type Written = (typeof WRITTEN)[number]
type Reported = (typeof REPORTED)[number]
export interface ReportAsked {
  id: number
  report: Reported | Written | 'addOrders' | 'importOrders'
  given: unknown[]
}
export type ReportAnswer =
  | { id: number; value: unknown }
  | { id: number; failed: string; is_unavailable: boolean }

/** The reports that a server answers, each read in a thread of its own; and what is written there, so that nobody waits. */
export type Reports = {
  [K in Reported]: (...given: Parameters<Reading[K]>) => Promise<ReturnType<Reading[K]>>
} & {
  [K in Written]: (...given: Parameters<LetterMending[K]>) => Promise<ReturnType<LetterMending[K]>>
} & {
  /**
   * Takes orders in, synced before it answers.
   * @returns how many are new, and how many say something else than before
   * @throws OrdersUnavailable where they cannot be written now
   */
  addOrders(dataset_id: string, orders: readonly Order[]): Promise<{ added: number; changed: number }>
  /**
   * Takes a file's orders in, all or none; or says what that would change.
   * @throws OrdersUnavailable where they cannot be written now; some may be, and are unchanged when it is sent again
   */
  importOrders(dataset_id: string, bytes: Uint8Array, given: OrdersGiven): Promise<OrdersTaken>
  stop(): Promise<void>
}

/** An answer is made whole before it is sent: a panel's is some hundred KB, an export's page a few MB. */
const HEAP_MB = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8 }

/** The thread is started with the first report that is asked for: until then it costs nothing. */
export function startReports(paths: DataPaths, died: ThreadDied): Reports {
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let next_id = 0
  let starting: Promise<Worker> | undefined

  async function begin(): Promise<Worker> {
    const data: ReportThreadData = { paths }
    const worker = await startThread(new URL('./report-thread.js', import.meta.url), data, died, HEAP_MB)
    worker.on('message', (answer: ReportAnswer) => {
      const asker = asked.get(answer.id)
      asked.delete(answer.id)
      if ('failed' in answer)
        asker?.reject(answer.is_unavailable ? new OrdersUnavailable(answer.failed) : new Error(answer.failed))
      else asker?.resolve(answer.value)
    })
    return worker
  }

  /** Where it cannot be started, whoever asked is told, and the next who asks tries again. */
  function running(): Promise<Worker> {
    starting ??= begin().catch((error) => {
      starting = undefined
      throw error
    })
    return starting
  }

  const ask = <K extends ReportAsked['report']>(report: K) =>
    (async (...given: unknown[]) => {
      const worker = await running()
      return new Promise((resolve, reject) => {
        next_id += 1
        asked.set(next_id, { resolve, reject })
        worker.postMessage({ id: next_id, report, given } satisfies ReportAsked)
      })
    }) as Reports[K]
  const all = [...REPORTED, ...WRITTEN]
  const reports = Object.fromEntries(all.map((report) => [report, ask(report)])) as Pick<
    Reports,
    Reported | Written
  >
  return {
    ...reports,
    addOrders: ask('addOrders'),
    importOrders: ask('importOrders'),
    async stop() {
      const worker = await starting?.catch(() => undefined)
      if (worker) await stopThread(worker)
    },
  }
}
