import type { DataPaths } from './data-directory.js'
import type { Reading } from './reading.js'
import { startThread, stopThread, type ThreadDied } from './thread.js'

export interface ReportThreadData {
  paths: DataPaths
}
/** Every report that is read there. A new one is a row. */
const REPORTED = [
  ...(['events', 'stats', 'hourly', 'verdicts'] as const),
  ...(['signals', 'diagnostics', 'quality', 'orders', 'orderList', 'aem', 'troubleshoot'] as const),
] satisfies (keyof Reading)[]
type Reported = (typeof REPORTED)[number]
export interface ReportAsked {
  id: number
  report: Reported
  given: unknown[]
}
export type ReportAnswer = { id: number; value: unknown } | { id: number; failed: string }

/** The reports that a server answers, each read in a thread of its own. */
export type Reports = {
  [K in Reported]: (...given: Parameters<Reading[K]>) => Promise<ReturnType<Reading[K]>>
} & { stop(): Promise<void> }

export async function startReports(paths: DataPaths, died: ThreadDied): Promise<Reports> {
  const data: ReportThreadData = { paths }
  const worker = await startThread(new URL('./report-thread.js', import.meta.url), data, died)
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let next_id = 0
  worker.on('message', (answer: ReportAnswer) => {
    const asker = asked.get(answer.id)
    asked.delete(answer.id)
    if ('failed' in answer) asker?.reject(new Error(answer.failed))
    else asker?.resolve(answer.value)
  })
  const ask = <K extends Reported>(report: K) =>
    ((...given: unknown[]) =>
      new Promise((resolve, reject) => {
        next_id += 1
        asked.set(next_id, { resolve, reject })
        worker.postMessage({ id: next_id, report, given } satisfies ReportAsked)
      })) as Reports[K]
  const reports = Object.fromEntries(REPORTED.map((report) => [report, ask(report)])) as Pick<
    Reports,
    Reported
  >
  return { ...reports, stop: () => stopThread(worker) }
}
