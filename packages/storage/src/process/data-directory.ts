import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Where each thing lies in a data directory. */
export interface DataPaths {
  directory: string
  configuration: string
  facts: string
  journal: string
  lock: string
  /** a file for each import that is under way, see import-lock.ts */
  imports: string
  /** touched by a command that waits for counting, see fold-bell.ts */
  bell: string
}

/** The places in a data directory, which is made where there is none: only its owner may look into it. */
export function dataPaths(directory: string): DataPaths {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return {
    directory,
    configuration: join(directory, 'configuration.db'),
    facts: join(directory, 'facts.db'),
    journal: join(directory, 'journal'),
    lock: join(directory, 'lock.db'),
    imports: join(directory, 'imports'),
    bell: join(directory, 'bell'),
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
export function lockData(paths: DataPaths): DataLock | undefined {
  const db = new Database(paths.lock)
  db.pragma('busy_timeout = 0')
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
