import { once } from 'node:events'
import { basename } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { threadError } from './thread-error.js'

/** What a thread may use at most; a thread that needs more has lost its bounds, and the process ends with its reason. */
const HEAP_MB = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

/**
 * Starts a thread and waits until it says that it is ready. From then on its death is the process's: half a server is
 * worse than none.
 * @param file  the thread's module
 * @throws where it could not start: its own error
 */
export async function startThread(
  file: URL,
  workerData: unknown,
  died: ThreadDied,
  resourceLimits: ResourceLimits = HEAP_MB,
): Promise<Worker> {
  const name = basename(file.pathname, '.js')
  const worker = new Worker(file, { workerData, resourceLimits })
  await once(worker, 'message').catch((thrown: unknown) => {
    throw threadError(thrown)
  })
  worker.on('error', (thrown) => died(name, threadError(thrown)))
  worker.on('exit', (code) => {
    if (code !== 0) died(name, new Error(`exit code ${code}`))
  })
  return worker
}

export type ThreadDied = (name: string, error: unknown) => void

/** Asks a thread to close what it holds, and waits for its end. */
export async function stopThread(worker: Worker): Promise<void> {
  const exited = once(worker, 'exit')
  worker.postMessage('close')
  await exited
}
