import { randomBytes } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openConfiguration, SECRET_KEY_VARIABLE, secretKeyFrom } from '@countersign/storage/configuration'
import { isWithoutRoom, openDelivery } from '@countersign/storage/outbox'
import { lazyFetcher } from '../send/lazy-fetcher.js'
import { startForwarder } from '../start-forwarder.js'
import type { DeliverySays, DeliveryThreadData } from './delivery-client.js'
import { threadLog } from './thread-log.js'

/** The thread that delivers: it reads the feed of what is counted into the outbox, and sends what is due. */
const { paths, meta_url, partner_agent } = workerData as DeliveryThreadData
const port = parentPort
if (!port) throw new Error('delivery-thread is started as a worker')

/** How often it looks for what nobody tells it of: newly counted events, a changed destination, a resent event. */
const LOOK_MS = 100
/** How long it reads on in the feed before it looks at what has come in from outside. */
const STEPS_MS = 20
/** How long it waits before it takes a step again that the disk had no room for. */
const STALLED_MS = 1_000
/** How often it says how it stands. */
const FIGURES_MS = 1_000

// On Linux this is the calling thread's own niceness: delivery can wait, for counting as well; a beacon cannot.
if (process.platform === 'linux') setPriority(0, 19)

const say = (message: DeliverySays) => port.postMessage(message)
const log = threadLog(say)
const configuration = openConfiguration(paths.configuration, {
  now_ms: Date.now,
  randomBytes,
  secret_key: secretKeyFrom(paths.secret_key, process.env[SECRET_KEY_VARIABLE], (text) => log.warn({}, text)),
  meta_url: meta_url ?? undefined,
})
const delivery = openDelivery(paths, configuration)
const fetcher = lazyFetcher()
const forwarder = startForwarder({
  outbox: delivery.outbox,
  destinations: delivery.destinations,
  secrets: (id) => configuration.destinationSecrets(id),
  fetcher: fetcher.fetch,
  meta_url,
  partner_agent,
  log,
})

let timer: NodeJS.Timeout | undefined
let closing = false
let is_stalled = false
let figures_ms = 0

port.on('message', async () => {
  closing = true
  clearTimeout(timer)
  await forwarder.stop()
  await fetcher.close()
  delivery.close()
  configuration.close()
  port.close()
})
say({ ready: true })
wake(0)

function wake(after_ms: number): void {
  clearTimeout(timer)
  if (!closing) timer = setTimeout(turn, after_ms)
}

/** One step, then back to the event loop, where answers wait. */
function turn(): void {
  try {
    const end_ms = performance.now() + STEPS_MS
    let more = delivery.step()
    while (more && performance.now() < end_ms) more = delivery.step()
    is_stalled = false
    forwarder.wake()
    sayFigures()
    wake(more || delivery.keepHouse(Date.now()) ? 0 : LOOK_MS)
  } catch (error) {
    if (!isWithoutRoom(error)) throw error
    if (!is_stalled) log.error({ err: error }, 'The outbox cannot be written; it is tried again.')
    is_stalled = true
    wake(STALLED_MS)
  }
}

function sayFigures(): void {
  if (performance.now() < figures_ms) return
  figures_ms = performance.now() + FIGURES_MS
  const destinations = delivery.destinations()
  say({
    figures: destinations.map(({ id, dataset_id }) => ({ ...delivery.status(id), dataset_id })),
    is_idle: delivery.isIdle(),
  })
}
