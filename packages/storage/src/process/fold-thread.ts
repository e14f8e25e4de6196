import { randomBytes } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openConfiguration } from '../configuration/sqlite.js'
import { StoreUnavailable } from '../fold/port.js'
import { openCounting } from './counting.js'
import { hearRings } from './fold-bell.js'
import type { FoldAsked, FoldSays, FoldThreadData } from './fold-client.js'
import { Housekeeping } from './housekeeping.js'

/** The thread that counts: it folds whatever the journal has, and keeps house when there is nothing to fold. */
const { paths } = workerData as FoldThreadData
const port = parentPort
if (!port) throw new Error('fold-thread is started as a worker')

/** How often it looks for what nobody tells it of: an import by another process, a changed setting. */
const LOOK_MS = 100
/**
 * How long it lets more gather once it has taken all there was: a step writes a page for each claim, and two claims of one
 * page together write it once. A read that waits, in this process or in another, is not kept waiting for that.
 */
const GATHER_MS = 250
/** How long it waits before it takes a step again that the disk had no room for. */
const STALLED_MS = 250

// On Linux this is the calling thread's own niceness: counting can wait, a beacon cannot.
if (process.platform === 'linux') setPriority(0, 10)

const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
const counting = openCounting(paths, configuration)
const housekeeping = new Housekeeping(paths, configuration, counting, Date.now)
const stopHearing = hearRings(paths, () => wake(0))
const say = (message: FoldSays) => port.postMessage(message)

let timer: NodeJS.Timeout | undefined
let gathering = false
let closing = false

port.on('message', (asked: FoldAsked) => {
  if (asked === 'close') {
    closing = true
    clearTimeout(timer)
    stopHearing()
    housekeeping.close()
    counting.close()
    configuration.close()
    port.close()
  } else if (asked === 'wanted' || !gathering) wake(0)
})
say({ ready: true })
wake(0)

function wake(after_ms: number): void {
  clearTimeout(timer)
  if (!closing) timer = setTimeout(turn, after_ms)
}

/** One step, then back to the event loop: a message to close must not wait for a backlog. */
function turn(): void {
  try {
    const more = counting.fold.step()
    gathering = more && counting.fold.caught_up
    say({ folded: counting.store.cursor(), settled: counting.store.rejudgings().length === 0 })
    if (gathering) wake(GATHER_MS)
    else wake(more || housekeeping.step() ? 0 : LOOK_MS)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    say({ stalled: error.message })
    wake(STALLED_MS)
  }
}
