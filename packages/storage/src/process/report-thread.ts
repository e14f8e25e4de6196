import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { openConfiguration } from '../configuration/sqlite.js'
import { takeOrdersFile } from '../orders/file/take-file.js'
import { type OrderStore, openOrderStore } from '../orders/order-store.js'
import { letterMending } from '../outbox/mend-letters.js'
import { isWithoutRoom } from '../outbox/without-room.js'
import { openReading } from './reading.js'
import type { ReportAnswer, ReportAsked, Reports, ReportThreadData } from './report-client.js'

/**
 * The thread that answers reports: with connections of its own, so that no report delays a beacon or the fold. The shop's
 * orders are written here, and letters are mended, for the same reason: a sync, or another who writes, may take seconds.
 */
const { paths } = workerData as ReportThreadData
const port = parentPort
if (!port) throw new Error('report-thread is started as a worker')

const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
const reading = openReading(paths, configuration)
/** Opened with the first orders that come: a disk without room for it is then theirs to be told of. */
let orders: OrderStore | undefined
const orderStore = (): OrderStore => {
  orders ??= openOrderStore(paths.orders)
  return orders
}
const letters = letterMending(paths, configuration, Date.now)
/** What is written here, by what it is asked by. */
const WRITES: { [report in ReportAsked['report']]?: (...given: never[]) => unknown } = {
  addOrders: (...given: Parameters<OrderStore['add']>) => orderStore().add(...given),
  importOrders: (...given: Parameters<Reports['importOrders']>) => takeOrdersFile(orderStore(), ...given),
  oneLetter: letters.oneLetter,
  resendLetters: letters.resendLetters,
  editLetter: letters.editLetter,
}

port.on('message', async (asked: ReportAsked | 'close') => {
  if (asked === 'close') {
    orders?.close()
    letters.close()
    reading.close()
    configuration.close()
    port.close()
    return
  }
  port.postMessage(await answer(asked))
})
port.postMessage('ready')

/** A report that fails answers with its reason: the thread goes on. What takes long gives others their turn meanwhile. */
async function answer({ id, report, given }: ReportAsked): Promise<ReportAnswer> {
  try {
    const work = WRITES[report] ?? reading[report as keyof typeof reading]
    return { id, value: await (work as (...given: unknown[]) => unknown)(...given) }
  } catch (error) {
    const is_unavailable = report in WRITES && isWithoutRoom(error)
    return { id, failed: error instanceof Error ? error.message : String(error), is_unavailable }
  }
}
