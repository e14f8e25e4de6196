import { randomBytes } from 'node:crypto'
import {
  type AemReport,
  type Configuration,
  type DataPaths,
  lockData,
  lookAtAem,
  openAem,
} from '@countersign/storage'
import { foldOrWait } from './data.js'
import { remark } from './io.js'

/** How long a look waits for a server that has not told its folds of the last sightings yet. */
const WAIT_MS = 5_000
const LOOK_MS = 20

/**
 * Reads a dataset's report: where no server runs it folds what is left, counts what is due and publishes the days that are
 * over; else it waits for the server, which does.
 * @returns undefined where nothing was measured yet
 */
export async function readAem(
  paths: DataPaths,
  configuration: Configuration,
  dataset_id: string,
): Promise<AemReport | undefined> {
  await foldOrWait(paths, configuration)
  if (!measureHere(paths, configuration)) await waitForServer(paths, configuration)
  const look = lookAtAem(paths, configuration)
  try {
    return look?.report(dataset_id, Date.now())
  } finally {
    look?.close()
  }
}

/** @returns false where another process holds the data directory: it measures */
function measureHere(paths: DataPaths, configuration: Configuration): boolean {
  const lock = lockData(paths)
  if (!lock) return false
  try {
    const aem = openAem(paths, configuration, { randomBytes, steady_ms: () => performance.now() })
    while (aem.release(Date.now()));
    while (aem.keepHouse(Date.now()));
    aem.close()
  } finally {
    lock.release()
  }
  return true
}

async function waitForServer(paths: DataPaths, configuration: Configuration): Promise<void> {
  const end_ms = performance.now() + WAIT_MS
  const look = lookAtAem(paths, configuration)
  try {
    while (look?.isBehind() && performance.now() < end_ms)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    if (look?.isBehind()) remark('What was restricted last is not measured yet.')
  } finally {
    look?.close()
  }
}
