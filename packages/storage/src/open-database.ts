import Database from 'better-sqlite3'

/** How long a statement waits for whoever writes the file, before it fails. */
const BUSY_WAIT_MS = 5_000
/**
 * What a connection keeps of its file, in KiB. A server holds some twenty, and what one does not keep the kernel does, once
 * for all of them: better-sqlite3's 16 MB each would be most of a server's memory. Whoever measurably needs more says so.
 */
const CACHE_KIB = 1_024

/** Opens a file that another thread or process may be writing. */
export const openToRead = (path: string): Database.Database =>
  withCache(new Database(path, { readonly: true, timeout: BUSY_WAIT_MS }), CACHE_KIB)

/** Opens a file that another thread or process may be writing as well; how it is synced is left as it is. */
export const openToWrite = (path: string, cache_kib = CACHE_KIB): Database.Database =>
  withCache(new Database(path, { timeout: BUSY_WAIT_MS }), cache_kib)

/**
 * Opens a file to write, made where there is none, with a log beside it, so that nobody who reads is waited for.
 * @param synchronous  `FULL`: what is committed is synced; `NORMAL`: a power cut may take the last commits, whole ones
 */
export function openWithLog(
  path: string,
  synchronous: 'FULL' | 'NORMAL',
  cache_kib = CACHE_KIB,
): Database.Database {
  const db = openToWrite(path, cache_kib)
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  return db
}

function withCache(db: Database.Database, cache_kib: number): Database.Database {
  // Less than nothing are KiB, more are pages.
  db.pragma(`cache_size = -${cache_kib}`)
  return db
}
