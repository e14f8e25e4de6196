import { hash, randomBytes, randomInt } from 'node:crypto'
import { buildCollector } from '@countersign/collector'
import { type Delivery, type Signals, startDelivery, startSignals } from '@countersign/forwarder/process'
import { installSnippet, loadPixelFiles } from '@countersign/pixel/serve'
import { openConfiguration, SECRET_KEY_VARIABLE, secretKeyFrom } from '@countersign/storage/configuration'
import { openJournalReader, openJournalWriter } from '@countersign/storage/journal'
import {
  type DataLock,
  type DataPaths,
  dataPaths,
  lockData,
  openCounting,
  openPersonKeys,
  startFold,
  startJournal,
  startReports,
} from '@countersign/storage/process'
import { destroyKeysHourly } from './destroy-keys.js'
import { findEventsManager } from './events-manager-files.js'
import { couldNot } from './io.js'
import { outward } from './outward.js'
import { VERSION } from './version.js'

export interface ServerOptions {
  directory: string
  port: number
  host: string
  log_level: string
  /** addresses and CIDR ranges whose X-Forwarded-For is believed */
  trusted_proxies: string[]
  /** where people reach it, as COUNTERSIGN_ORIGIN says; null: links say where they were asked for */
  origin: string | null
  /** whether signal quality is kept and watched */
  watches: boolean
  /** how often each dataset is judged; left out: each ten seconds */
  judges_each_s?: number | undefined
  /** whether it looks by itself at domains, out there, whether they are verified */
  looks_at_domains: boolean
  /** where Meta's side is; null: where it is in earnest */
  meta_url: string | null
}
export interface RunningServer {
  url: string
  datasets: number
  /** the secret of the first administrator's link; undefined: there are people */
  first_link: string | undefined
  stop(): Promise<void>
}

/** How long requests under way may take to end when the server stops. */
const STOP_REQUESTS_MS = 5_000

/** Starts the threads, then the collector: nothing is taken in before there is someone to write it down. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { directory } = options
  const paths = dataPaths(directory)
  const lock = await lockSoon(paths)
  if (!lock) throw couldNot(`Another process serves ${directory}.`)
  // From the outside in: no more requests, then what was taken in is written, then what reads it.
  const started: (() => unknown)[] = [() => lock.release()]
  const stop = async () => {
    for (const close of started.splice(0).reverse()) await close()
  }
  try {
    const running = await start(paths, options, started)
    return { ...running, stop }
  } catch (error) {
    // Threads that are left running would keep the process, and its hold on the data, alive.
    await stop()
    throw error
  }
}

/** @param started  takes what ends each part, in the order in which they were started */
async function start(
  paths: DataPaths,
  {
    port,
    host,
    log_level,
    trusted_proxies,
    origin,
    watches,
    judges_each_s,
    looks_at_domains,
    meta_url,
  }: ServerOptions,
  started: (() => unknown)[],
) {
  const secret_key = secretKeyFrom(paths.secret_key, process.env[SECRET_KEY_VARIABLE], (text) =>
    process.stderr.write(`${text}\n`),
  )
  const configuration = openConfiguration(paths.configuration, {
    now_ms: Date.now,
    randomBytes,
    secret_key,
    meta_url: meta_url ?? undefined,
  })
  started.push(() => configuration.close())
  const person_keys = openPersonKeys(paths.person_keys, randomBytes)
  started.push(() => person_keys.close())
  prepare(paths.journal)
  openCounting(paths, configuration).close()
  const reader = openJournalReader(paths.journal)
  const last = reader.last()
  reader.close()

  const reports = startReports(paths, died)
  started.push(() => reports.stop())
  const fold = await startFold(paths, died)
  started.push(() => fold.stop())
  const journal = await startJournal(paths.journal, last, (bytes) => fold.appended(bytes), died)
  started.push(() => journal.stop())
  const out = outward(configuration, meta_url)
  started.push(() => out.close())
  let delivery: Delivery | undefined
  let signals: Signals | undefined
  const app = buildCollector(
    {
      configuration,
      journal,
      person_keys,
      fold,
      reports,
      api: reports,
      outward: out,
      delivery: () => delivery?.figures() ?? [],
      signals_behind: () => signals?.behindRows(),
      signals_broken: () => signals?.broken() ?? [],
      pixel: { ...loadPixelFiles(), snippet: installSnippet },
      events_manager: findEventsManager(),
      now_ms: Date.now,
      randomInt: (max) => randomInt(max),
      newTraceId: traceIds(),
      sha256: (text) => hash('sha256', text),
      ...(origin !== null && { origin }),
      trusted_proxies,
      version: VERSION,
    },
    // Standard output is for what a person at the terminal is told.
    { log: { level: log_level, stream: process.stderr } },
  )
  started.push(async () => {
    // Once it closes, Node no longer times requests out: one that never ends would keep us from stopping.
    const late = setTimeout(() => app.server.closeAllConnections(), STOP_REQUESTS_MS)
    await app.close()
    clearTimeout(late)
  })
  delivery = await startDelivery(
    { paths, meta_url, partner_agent: `countersign-${VERSION}` },
    () => configuration.destinations().length > 0,
    app.log,
    died,
  )
  started.push(() => delivery?.stop())
  const isDelivering = () => delivery?.isDelivering() ?? false
  if (watches)
    signals = await startSignals({ paths, looks_at_domains, judges_each_s }, isDelivering, app.log, died)
  else {
    const failed = (error: unknown) =>
      app.log.error(
        { err: error },
        'Keys whose time is over could not be destroyed; it is tried again in an hour.',
      )
    const believed = person_keys.clock(() => performance.now())
    started.push(destroyKeysHourly({ keys: person_keys, configuration, now_ms: Date.now, believed, failed }))
  }
  started.push(() => signals?.stop())
  const url = await app.listen({ port, host })
  return { url, datasets: configuration.datasets().length, first_link: configuration.people.links.first() }
}

/** Every answer has one, so it costs next to nothing: this run's own random part, and a number. */
function traceIds(): () => string {
  const run = randomBytes(10).toString('hex')
  let n = 0
  return () => {
    n += 1
    return `A${run}${n.toString(36).toUpperCase()}`
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

/** A command that folds what is left holds the data for a moment: a start waits that long. */
async function lockSoon(paths: DataPaths): Promise<DataLock | undefined> {
  for (const end_ms = performance.now() + LOCK_WAIT_MS; ; ) {
    const lock = lockData(paths)
    if (lock || performance.now() > end_ms) return lock
    await new Promise((resolve) => setTimeout(resolve, LOCK_LOOK_MS))
  }
}
const LOCK_WAIT_MS = 2_000
const LOCK_LOOK_MS = 50
