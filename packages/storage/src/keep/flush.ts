import type Database from 'better-sqlite3'

/** How long to wait for readers: the thread that waits is the one that counts. */
const WAIT_MS = 100

/**
 * Writes all of a database's log into its file and empties the log: what was erased is then in neither.
 * @returns false where a reader still looks at the log; nothing is lost, and it can be tried again
 */
export function flush(db: Database.Database): boolean {
  const timeout_ms = db.pragma('busy_timeout', { simple: true }) as number
  db.pragma(`busy_timeout = ${WAIT_MS}`)
  const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  db.pragma(`busy_timeout = ${timeout_ms}`)
  return done?.busy === 0
}
