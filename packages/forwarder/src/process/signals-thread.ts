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
import type { PageFetcher } from '../domain/look.js'
import { txtResolver } from '../domain/txt-resolver.js'
import { lazyFetcher } from '../send/lazy-fetcher.js'
import { partsApart } from '../watch/apart.js'
import { evaluateAll } from '../watch/evaluate.js'
import { turns } from '../watch/turns.js'
import type { SignalsAsked, SignalsSays, SignalsThreadData } from './signals-client.js'
import { threadLog } from './thread-log.js'

/** The thread that watches: it reads the feed into the folds of signal quality, and says what they show. */
const { paths, looks_at_domains, judges_each_s = 10 } = workerData as SignalsThreadData
const port = parentPort
if (!port) throw new Error('signals-thread is started as a worker')

/** How long it reads on before it looks at what has come in from outside. */
const STEPS_MS = 20
/** Counting that is so many rows behind has the processor nearly to itself: all this can wait, and catches up later. */
const COUNTING_BEHIND_ROWS = 20
const PAUSES_A_STEP = 9
/** Delivery that works off a backlog has most of it: a fifth is more than what comes in. */
const PAUSES_BESIDE_DELIVERY = 4
/** How long it waits before it takes a step again that the disk had no room for. */
const STALLED_MS = 1_000
/** The same after an error that nobody foresaw. */
const BROKEN_MS = 30_000
const EVALUATE_MS = judges_each_s * 1_000
/** What a judgement has found is told before the next. */
const ALERTS_MS = EVALUATE_MS / 2
const DOMAINS_MS = 60_000
const KEYS_MS = 60_000
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
const steady_ms = () => performance.now()
const retryAfter = (error: unknown) => (isWithoutRoom(error) ? STALLED_MS : BROKEN_MS)
// Whatever is wrong here, counting goes on: nobody's beacon is lost over a diagnosis.
const failed = (error: unknown, part: string) => log.error({ err: error, part }, messageOf(error, part))
const parts = partsApart({ retryAfter, steady_ms, failed })
const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms }, parts.run)
let pages: Promise<PageFetcher> | undefined
/** Loaded when there is a domain to look at, as undici comes with it. */
const fetchPage: PageFetcher = async (url) => {
  pages ??= import('../domain/page-fetcher.js').then(({ pageFetcher }) => pageFetcher().fetch)
  return (await pages)(url)
}
const alerts = alertSender({ configuration, fetcher: lazyFetcher().fetch, mailer: smtpMailer(), log })
const domains = domainVerifier({
  configuration,
  look: lookAtDomain({ resolveTxt: txtResolver(), fetchPage }),
  log,
})

const takeTurn = turns({
  read: readOn,
  pauseAfter,
  retryAfter,
  chores: [
    { name: 'figures', each_ms: FIGURES_MS, run: tellFigures },
    { name: 'evaluation', each_ms: EVALUATE_MS, run: evaluate },
    { name: 'alerts', each_ms: ALERTS_MS, run: (now_ms) => void alerts.tick(now_ms) },
    {
      name: 'domains',
      each_ms: DOMAINS_MS,
      run: (now_ms) => void (looks_at_domains && domains.tick(now_ms)),
    },
    // Not only where there is nothing left to read: that whose time is over is destroyed in time.
    { name: 'keys', each_ms: KEYS_MS, run: (now_ms) => folds.aem.keepHouse(now_ms) },
  ],
  now_ms: Date.now,
  steady_ms,
  failed,
})
let timer: NodeJS.Timeout | undefined
let closing = false
let is_delivering = false

port.on('message', async (asked: SignalsAsked) => {
  if (asked !== 'close') {
    is_delivering = asked.is_delivering
    return
  }
  closing = true
  clearTimeout(timer)
  await Promise.race([Promise.all([alerts.idle(), domains.idle()]), delay(STOP_MS)])
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

/** Then back to the event loop, where answers wait. */
function turn(): void {
  wake(takeTurn())
}

function messageOf(error: unknown, part: string): string {
  const what = `Signal quality (${part})`
  return isWithoutRoom(error)
    ? `${what} cannot be written; it is tried again.`
    : `${what} cannot go on; it is tried again. Its other parts, counting and delivery are not touched.`
}

function tellFigures(): void {
  say({ broken: parts.broken() })
  say({ behind_rows: folds.behind() })
}

/** Some steps. @returns whether there may be more */
function readOn(): boolean {
  const end_ms = performance.now() + STEPS_MS
  let more = folds.step()
  while (more && performance.now() < end_ms) more = folds.step()
  return more || parts.run('aem release', () => folds.aem.release(Date.now())) || folds.keepHouse(Date.now())
}

/** How long it leaves the processor to counting and delivery after so long a turn. */
function pauseAfter(took_ms: number): number {
  if (folds.uncounted() > COUNTING_BEHIND_ROWS) return took_ms * PAUSES_A_STEP
  return is_delivering ? took_ms * PAUSES_BESIDE_DELIVERY : 0
}

function evaluate(now_ms: number): void {
  const is_readable = folds.signals.behind() <= UNREAD_ROWS_MAX
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
