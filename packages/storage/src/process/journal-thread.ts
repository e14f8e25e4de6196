import { parentPort, workerData } from 'node:worker_threads'
import { JournalUnavailable } from '../journal/port.js'
import { openJournalWriter } from '../journal/sqlite/writer.js'
import type { AppendAnswer, AppendRequest, JournalThreadData } from './journal-client.js'

/** The thread that appends: it holds the only connection that writes the journal, and syncs every commit. */
const { directory } = workerData as JournalThreadData
const port = parentPort
if (!port) throw new Error('journal-thread is started as a worker')

const clocks = { wall_ms: () => Date.now(), steady_ms: () => performance.now() }
const writer = openJournalWriter(directory, true, clocks)

/** How often it looks whether the day has turned: a segment must begin though nothing comes in, see beginDay. */
const LOOK_MS = 60_000
beginDay()
const look = setInterval(beginDay, LOOK_MS)

port.on('message', (request: AppendRequest | 'close') => {
  if (request === 'close') {
    clearInterval(look)
    writer.close()
    port.close()
    return
  }
  port.postMessage(append(request))
})
port.postMessage('ready')

function beginDay(): void {
  try {
    writer.beginDay()
  } catch (error) {
    // No room: it is tried again, and whoever appends is told.
    if (!(error instanceof JournalUnavailable)) throw error
  }
}

function append({ id, row }: AppendRequest): AppendAnswer {
  try {
    return { id, ...writer.append('live', row) }
  } catch (error) {
    if (error instanceof JournalUnavailable) return { id, unavailable: error.message }
    throw error
  }
}
