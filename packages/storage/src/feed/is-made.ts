import type Database from 'better-sqlite3'

/**
 * Whether a fold's file can be read beside the one who writes it: at the very first start its tables come a moment after it.
 * @throws where it is of another version
 */
export function isMade(db: Database.Database, path: string, migrations: readonly string[]): boolean {
  const version = db.pragma('user_version', { simple: true })
  const sql = "SELECT count(*) FROM sqlite_master WHERE name = 'feed_cursor'"
  if (version === 0 || db.prepare<[], number>(sql).pluck().get() === 0) return false
  if (version === migrations.length) return true
  throw new Error(`${path} is of another version of Countersign. Start the server of this version once.`)
}
