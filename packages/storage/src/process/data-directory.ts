import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { finishSwap } from './swap-directory.js'

/** Where each thing lies in a data directory. */
export interface DataPaths {
  directory: string
  configuration: string
  facts: string
  journal: string
  /** the files of the folds that read the feed */
  folds: string
  lock: string
  /** held by whoever takes something out, and by a backup, which needs that nobody does */
  taking_out_lock: string
  /** a file for each import that is under way, see import-lock.ts */
  imports: string
  /** touched by a command that waits for counting, see fold-bell.ts */
  bell: string
  /** what the shop tells of its orders */
  orders: string
  /** held by whoever reconciles them */
  orders_lock: string
  /** what secrets at rest are encrypted with; never in a backup */
  secret_key: string
  /** the keys under which restricted people are digested, see aem/person-keys.ts; never in a backup */
  person_keys: string
}

/**
 * The places in a data directory, which is made where there is none: only its owner may look into it. A restore that
 * died before its last step is finished first.
 */
export function dataPaths(directory: string): DataPaths {
  finishSwap(directory)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return {
    directory,
    configuration: join(directory, 'configuration.db'),
    facts: join(directory, 'facts.db'),
    journal: join(directory, 'journal'),
    folds: join(directory, 'folds'),
    lock: join(directory, 'lock.db'),
    taking_out_lock: join(directory, 'taking-out.lock.db'),
    imports: join(directory, 'imports'),
    bell: join(directory, 'bell'),
    orders: join(directory, 'orders.db'),
    orders_lock: join(directory, 'orders.lock.db'),
    secret_key: join(directory, 'secret.key'),
    person_keys: join(directory, 'person-keys.db'),
  }
}

export interface DataLock {
  release(): void
}

/**
 * Takes the data directory for this process: only its holder begins journal segments, folds, purges and migrates.
 * The kernel frees it when the process ends, however it ends.
 * @returns undefined where another process holds it
 */
export const lockData = (paths: DataPaths): DataLock | undefined => takeLock(paths.lock, 0)

/**
 * Takes the right to take something out of the journal or of the facts: retention, erasure. A backup holds it while it
 * reads: what its copy of the facts points at must still be in the journal when the journal's turn comes.
 * @param wait_ms  how long to wait for another who holds it
 * @returns undefined where another still holds it
 */
export const lockTakingOut = (paths: DataPaths, wait_ms: number): DataLock | undefined =>
  takeLock(paths.taking_out_lock, wait_ms)

/** Takes the right to reconcile orders. @returns undefined where another process has it */
export const lockOrders = (paths: DataPaths): DataLock | undefined => takeLock(paths.orders_lock, 0)

function takeLock(path: string, wait_ms: number): DataLock | undefined {
  const db = new Database(path)
  db.pragma(`busy_timeout = ${wait_ms}`)
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  return {
    release() {
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
