import { hash, randomBytes, randomInt } from 'node:crypto'
import { buildCollector } from '@countersign/collector'
import {
  dataPaths,
  lockData,
  openConfiguration,
  openCounting,
  openJournalReader,
  openJournalWriter,
  startFold,
  startJournal,
  startReports,
} from '@countersign/storage'
import { couldNot } from './io.js'
import { VERSION } from './version.js'

export interface ServerOptions {
  directory: string
  port: number
  host: string
}
export interface RunningServer {
  url: string
  datasets: number
  stop(): Promise<void>
}

/** Starts the threads, then the collector: nothing is taken in before there is someone to write it down. */
export async function startServer({ directory, port, host }: ServerOptions): Promise<RunningServer> {
  const paths = dataPaths(directory)
  const lock = lockData(paths)
  if (!lock) throw couldNot(`Another process serves ${directory}.`)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  prepare(paths.journal)
  openCounting(paths, configuration).close()
  const reader = openJournalReader(paths.journal)
  const last = reader.last()
  reader.close()

  const fold = await startFold(paths, died)
  const reports = await startReports(paths, died)
  const journal = await startJournal(paths.journal, last, () => fold.appended(), died)
  const app = buildCollector(
    {
      configuration,
      journal,
      fold,
      reports,
      now_ms: Date.now,
      randomInt: (max) => randomInt(max),
      newTraceId: () => `A${randomBytes(16).toString('base64url')}`,
      sha256: (text) => hash('sha256', text),
      trusted_proxies: listOf(process.env.COUNTERSIGN_TRUSTED_PROXIES),
      version: VERSION,
    },
    { log: { level: process.env.COUNTERSIGN_LOG ?? 'info' } },
  )
  const url = await app.listen({ port, host })
  return {
    url,
    datasets: configuration.datasets().length,
    // From the outside in: no more requests, then what was taken in is written, then what reads it.
    async stop() {
      await app.close()
      await journal.stop()
      await fold.stop()
      await reports.stop()
      configuration.close()
      lock.release()
    },
  }
}

/** Makes the journal's first segment, and mends what a crash between two segments has left. */
function prepare(directory: string): void {
  openJournalWriter(directory, true, { wall_ms: Date.now, steady_ms: () => performance.now() }).close()
}

/** A thread that dies takes the process with it: what is not written down is not acknowledged either. */
function died(thread: string, error: unknown): void {
  process.stderr.write(`${thread} died: ${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
