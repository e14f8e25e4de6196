import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Configuration,
  catchUp,
  type DataPaths,
  type Dataset,
  dataPaths,
  finishSwap,
  lockData,
  openConfiguration,
  openCounting,
  openJournalReader,
  openReading,
  type Reading,
  ringFold,
  SECRET_KEY_VARIABLE,
  secretKeyFrom,
} from '@countersign/storage'
import { dataDirectory } from './data-directory.js'
import { couldNot, remark, wrongInput } from './io.js'

/** How often a command that waits for a server looks whether it still runs, and how long it counts at a time if not. */
const SERVER_LOOK_MS = 200
const TURN_MS = 1_000
/** How long a read waits for a running server's folds before it says how far behind they are. */
const FOLD_WAIT_MS = 5_000
const LOOK_MS = 20

export function openData(given: string | undefined): { paths: DataPaths; configuration: Configuration } {
  const directory = dataDirectory(given)
  try {
    const paths = dataPaths(directory)
    const configuration = openConfiguration(paths.configuration, {
      now_ms: Date.now,
      randomBytes,
      secret_key: secretKeyFrom(paths.secret_key, process.env[SECRET_KEY_VARIABLE], remark),
      meta_url: process.env.COUNTERSIGN_META_URL,
    })
    return { paths, configuration }
  } catch (error) {
    throw couldNot(
      `The data directory ${directory} cannot be opened: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Runs a change or a look at what is configured. */
export function withConfiguration<T>(data: string | undefined, work: (configuration: Configuration) => T): T {
  const { configuration } = openData(data)
  try {
    return work(configuration)
  } finally {
    configuration.close()
  }
}

/** For commands that look at what is there: a mistyped directory is not one that holds nothing. */
export function existingDirectory(given: string | undefined): string {
  const directory = dataDirectory(given)
  finishSwap(directory)
  if (!existsSync(join(directory, 'configuration.db')))
    throw wrongInput(`There is no data in ${directory}. Say where it is: --data, or COUNTERSIGN_DATA.`)
  return directory
}

export function datasetOrFail(configuration: Configuration, id: string): Dataset {
  const dataset = configuration.dataset(id)
  if (!dataset)
    throw wrongInput(`There is no dataset ${id}. \`countersign dataset list\` shows those there are.`)
  return dataset
}

/**
 * Runs a read that sees all that was acknowledged before it began: folds what is left where no server runs, else
 * waits for the server's fold.
 */
export async function withReading<T>(
  data: string | undefined,
  work: (reading: Reading, configuration: Configuration) => T | Promise<T>,
): Promise<T> {
  const { paths, configuration } = openData(existingDirectory(data))
  try {
    await foldOrWait(paths, configuration)
    const reading = openReading(paths, configuration)
    try {
      return await work(reading, configuration)
    } finally {
      reading.close()
    }
  } finally {
    configuration.close()
  }
}

export async function foldOrWait(paths: DataPaths, configuration: Configuration): Promise<void> {
  if (!foldATurn(paths, configuration, Number.POSITIVE_INFINITY)) await waitForFold(paths, configuration)
}

/**
 * Waits for the server's fold. Where the server has died it counts itself, a turn at a time: one that is being started
 * again finds the data directory free in between, and takes over.
 * @param isBegun  whether the rebuild that is waited for has begun
 * @throws where it is still behind after five seconds: how far
 */
export async function waitForFold(
  paths: DataPaths,
  configuration: Configuration,
  wait_ms = FOLD_WAIT_MS,
  isBegun: (reading: Reading) => boolean = () => true,
): Promise<void> {
  const journal = openJournalReader(paths.journal)
  const wanted = journal.last()
  journal.close()
  const reading = openReading(paths, configuration)
  ringFold(paths)
  let end_ms = performance.now() + wait_ms
  let look_ms = performance.now() + SERVER_LOOK_MS
  try {
    for (;;) {
      // In this order: once it has begun, it is not settled until it is done.
      const is_begun = isBegun(reading)
      const { folded, settled } = reading.cursor()
      if (is_begun && folded >= wanted && settled) return
      if (performance.now() > look_ms) {
        if (foldATurn(paths, configuration, TURN_MS)) end_ms = performance.now() + wait_ms
        look_ms = performance.now() + SERVER_LOOK_MS
      }
      if (performance.now() > end_ms && !is_begun) throw couldNot('The server has not begun the rebuild.')
      if (performance.now() > end_ms)
        throw couldNot(
          `Counting is ${wanted - folded} journal rows behind${settled ? '' : ' and judging again'}. Try again in a moment.`,
        )
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  } finally {
    reading.close()
  }
}

/** Whether a server, or a command that counts, holds the data directory just now. */
export function isServed(paths: DataPaths): boolean {
  const lock = lockData(paths)
  lock?.release()
  return lock === undefined
}

/** @returns false where another process holds the data directory: it counts */
function foldATurn(paths: DataPaths, configuration: Configuration, turn_ms: number): boolean {
  const lock = lockData(paths)
  if (!lock) return false
  const end_ms = performance.now() + turn_ms
  try {
    const counting = openCounting(paths, configuration)
    catchUp(counting, configuration, () => performance.now() > end_ms)
    counting.close()
  } finally {
    lock.release()
  }
  return true
}

/** The last row that the journal holds; 0 where nothing was ever received. */
export function journalEnd(data: string | undefined): number {
  const { journal } = dataPaths(dataDirectory(data))
  if (!existsSync(journal)) return 0
  const reader = openJournalReader(journal)
  try {
    return reader.last()
  } finally {
    reader.close()
  }
}
