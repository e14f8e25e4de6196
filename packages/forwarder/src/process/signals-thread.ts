import { randomBytes } from 'node:crypto'
import { setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { diagnosesOf } from '@countersign/core/report'
import { openConfiguration, SECRET_KEY_VARIABLE, secretKeyFrom } from '@countersign/storage/configuration'
import { isWithoutRoom, openSignalFolds } from '@countersign/storage/signals'
import { alertSender } from '../alert/alert-sender.js'
import { smtpMailer } from '../alert/smtp-mailer.js'
import { lookAtDomain } from '../domain/check-domain.js'
import { domainVerifier } from '../domain/domain-verifier.js'
import { pageFetcher } from '../domain/page-fetcher.js'
import { txtResolver } from '../domain/txt-resolver.js'
import { undiciFetcher } from '../send/undici-fetcher.js'
import { evaluateAll } from '../watch/evaluate.js'
import type { SignalsSays, SignalsThreadData } from './signals-client.js'
import { threadLog } from './thread-log.js'

/** The thread that watches: it reads the feed into the folds of signal quality, and says what they show. */
const { paths } = workerData as SignalsThreadData
const port = parentPort
if (!port) throw new Error('signals-thread is started as a worker')

/** How often it looks for what nobody tells it of: newly counted events, new orders. */
const LOOK_MS = 100
/** How long it reads on before it looks at what has come in from outside. */
const STEPS_MS = 20
/** Counting that is so many rows behind has the processor nearly to itself: all this can wait, and catches up later. */
const COUNTING_BEHIND_ROWS = 20
const PAUSES_A_STEP = 9
/** How long it waits before it takes a step again that the disk had no room for. */
const STALLED_MS = 1_000
/** The same after an error that nobody foresaw. */
const BROKEN_MS = 30_000
const EVALUATE_MS = 10_000
/** No chore takes more than a fiftieth of the time, however many datasets there are. */
const CHORE_SHARE = 50
const ALERTS_MS = 5_000
const DOMAINS_MS = 60_000
const FIGURES_MS = 2_000
/** What is still to be read is more than a judgement may miss. */
const UNREAD_ROWS_MAX = 10_000
/** How long what is under way with others may take when the server stops. */
const STOP_MS = 3_000

// On Linux this is the calling thread's own niceness: watching can wait, for delivery as well.
if (process.platform === 'linux') setPriority(0, 19)

const say = (message: SignalsSays) => port.postMessage(message)
const log = threadLog(say)
const configuration = openConfiguration(paths.configuration, {
  now_ms: Date.now,
  randomBytes,
  secret_key: secretKeyFrom(paths.secret_key, process.env[SECRET_KEY_VARIABLE], (text) => log.warn({}, text)),
})
const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => performance.now() })
const http = undiciFetcher()
const pages = pageFetcher()
const alerts = alertSender({ configuration, fetcher: http.fetch, mailer: smtpMailer(), log })
const domains = domainVerifier({
  configuration,
  look: lookAtDomain({ resolveTxt: txtResolver(), fetchPage: pages.fetch }),
  log,
})

/** What is done now and then, and when it is next. */
const CHORES: { each_ms: number; next_ms: number; run: (now_ms: number) => unknown }[] = [
  { each_ms: FIGURES_MS, next_ms: 0, run: () => say({ behind_rows: folds.behind() }) },
  { each_ms: EVALUATE_MS, next_ms: 0, run: evaluate },
  { each_ms: ALERTS_MS, next_ms: 0, run: (now_ms) => alerts.tick(now_ms) },
  { each_ms: DOMAINS_MS, next_ms: 0, run: (now_ms) => domains.tick(now_ms) },
]
let timer: NodeJS.Timeout | undefined
let closing = false
let is_stalled = false

port.on('message', async () => {
  closing = true
  clearTimeout(timer)
  const now_ms = Date.now()
  // A tick that is under way is the same one.
  await Promise.race([Promise.all([alerts.tick(now_ms), domains.tick(now_ms)]), delay(STOP_MS)])
  folds.close()
  configuration.close()
  // What does not answer is not waited for.
  process.exit(0)
})
say({ ready: true })
wake(0)

function wake(after_ms: number): void {
  clearTimeout(timer)
  if (!closing) timer = setTimeout(turn, after_ms)
}

/** Some steps, then back to the event loop, where answers wait. */
function turn(): void {
  const started_ms = performance.now()
  try {
    const more = readOn(started_ms + STEPS_MS)
    doChores()
    is_stalled = false
    wake(more ? pauseAfter(performance.now() - started_ms) : LOOK_MS)
  } catch (error) {
    // Whatever is wrong here, counting goes on: nobody's beacon is lost over a diagnosis.
    if (!is_stalled) log.error({ err: error }, messageOf(error))
    is_stalled = true
    wake(isWithoutRoom(error) ? STALLED_MS : BROKEN_MS)
  }
}

const messageOf = (error: unknown): string =>
  isWithoutRoom(error)
    ? 'Signal quality cannot be written; it is tried again.'
    : 'Signal quality cannot go on; it is tried again. Counting and delivery are not touched.'

/** @returns whether there may be more */
function readOn(end_ms: number): boolean {
  let more = folds.step()
  while (more && performance.now() < end_ms) more = folds.step()
  return more || folds.aem.release(Date.now()) || folds.keepHouse(Date.now())
}

/** How long it leaves the processor to counting after so long a turn. */
function pauseAfter(took_ms: number): number {
  return folds.uncounted() > COUNTING_BEHIND_ROWS ? took_ms * PAUSES_A_STEP : 0
}

function doChores(): void {
  const now_ms = Date.now()
  for (const chore of CHORES) {
    if (now_ms < chore.next_ms) continue
    const started_ms = performance.now()
    chore.run(now_ms)
    const took_ms = performance.now() - started_ms
    chore.next_ms = now_ms + Math.max(chore.each_ms, took_ms * CHORE_SHARE)
  }
}

function evaluate(now_ms: number): void {
  const is_readable = folds.behind() <= UNREAD_ROWS_MAX
  const news = evaluateAll(
    {
      configuration,
      diagnoses: (dataset_id, at_ms, tripped) =>
        is_readable ? diagnosesOf(folds.signals.window(dataset_id, at_ms), tripped) : null,
      tripwire: (dataset_id, at_ms) => folds.orders.tripwire(dataset_id, at_ms),
      failed: (dataset_id, error) => log.error({ dataset_id, err: error }, 'A dataset could not be judged.'),
    },
    now_ms,
  )
  if (news > 0) log.info({ issues: news }, 'Issues are new, or have returned.')
}
