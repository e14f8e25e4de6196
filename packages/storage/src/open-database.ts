import Database from 'better-sqlite3'

/** How long a statement waits for whoever writes the file, before it fails. */
const BUSY_WAIT_MS = 5_000

/** Opens a file that another thread or process may be writing. */
export const openToRead = (path: string): Database.Database =>
  new Database(path, { readonly: true, timeout: BUSY_WAIT_MS })

/** Opens a file that another thread or process may be writing as well; how it is synced is left as it is. */
export const openToWrite = (path: string): Database.Database => new Database(path, { timeout: BUSY_WAIT_MS })

/**
 * Opens a file to write, made where there is none, with a log beside it, so that nobody who reads is waited for.
 * @param synchronous  `FULL`: what is committed is synced; `NORMAL`: a power cut may take the last commits, whole ones
 */
export function openWithLog(path: string, synchronous: 'FULL' | 'NORMAL'): Database.Database {
  const db = openToWrite(path)
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  return db
}
