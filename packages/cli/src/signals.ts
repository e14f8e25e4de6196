import { randomBytes } from 'node:crypto'
import {
  type Configuration,
  type DataPaths,
  type Dataset,
  lockData,
  openReading,
  openSignalFolds,
  type Reading,
} from '@countersign/storage'
import { datasetOrFail, existingDirectory, foldOrWait, openData } from './data.js'
import { remark } from './io.js'
import { startProgress } from './progress.js'

/** How long a look waits for a server that has not observed the last sightings yet. */
const WAIT_MS = 5_000
const LOOK_MS = 20
/** What takes less is not worth a line. */
const PROGRESS_AFTER_MS = 1_000

/** A dataset with all that was observed of it. */
export interface Observed {
  reading: Reading
  configuration: Configuration
  dataset: Dataset
  /** whether a server keeps all this: it remembers issues as well */
  is_served: boolean
}
/** What a look at a dataset lacks yet of what was acknowledged, as a sentence; null: nothing. */
type Missing = (reading: Reading, dataset_id: string) => string | null

/**
 * Runs a look at a dataset's signal quality that sees all that was acknowledged before it began: observes what is left where
 * no server runs; else waits for the server, and says what is missing where that has not read everything after five seconds.
 */
export async function withSignals<T>(
  data: string | undefined,
  dataset_id: string,
  work: (observed: Observed) => T,
  missing: Missing = rowsMissing,
): Promise<T> {
  const { paths, configuration } = openData(existingDirectory(data))
  try {
    const dataset = datasetOrFail(configuration, dataset_id)
    await foldOrWait(paths, configuration)
    const is_served = !observeHere(paths, configuration)
    const reading = openReading(paths, configuration)
    try {
      if (is_served) await waitForServer(() => missing(reading, dataset_id))
      return work({ reading, configuration, dataset, is_served })
    } finally {
      reading.close()
    }
  } finally {
    configuration.close()
  }
}

/** @returns false where another process holds the data directory: it observes */
function observeHere(paths: DataPaths, configuration: Configuration): boolean {
  const lock = lockData(paths)
  if (!lock) return false
  const progress = startProgress()
  const started_ms = performance.now()
  try {
    const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => performance.now() })
    const all = folds.behind()
    while (folds.step())
      if (performance.now() - started_ms > PROGRESS_AFTER_MS)
        progress.show('Looking at what was received', all - folds.behind(), all)
    // Counts the windows that are due, and publishes the days that are over.
    while (folds.aem.release(Date.now()));
    while (folds.aem.keepHouse(Date.now()));
    folds.close()
  } finally {
    progress.end()
    lock.release()
  }
  return true
}

async function waitForServer(missing: () => string | null): Promise<void> {
  const end_ms = performance.now() + WAIT_MS
  let lacks = missing()
  while (lacks !== null && performance.now() < end_ms) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    lacks = missing()
  }
  if (lacks !== null) remark(lacks)
}

function rowsMissing(reading: Reading): string | null {
  const behind = reading.signalsBehind()
  return behind === 0 ? null : `${behind} journal rows are not in it yet: the server is still reading them.`
}
