import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { openToRead } from '../open-database.js'

/**
 * Opens a fold's file to read it beside the one who writes it.
 * @returns undefined where there is none yet; at the very first start its tables come a moment after it
 * @throws where it is of another version
 */
export function openFoldFile(path: string, migrations: readonly string[]): Database.Database | undefined {
  if (!existsSync(path)) return undefined
  const db = openToRead(path)
  try {
    if (isMade(db, path, migrations)) return db
  } catch (error) {
    db.close()
    throw error
  }
  db.close()
  return undefined
}

function isMade(db: Database.Database, path: string, migrations: readonly string[]): boolean {
  const version = db.pragma('user_version', { simple: true })
  const sql = "SELECT count(*) FROM sqlite_master WHERE name = 'feed_cursor'"
  if (version === 0 || db.prepare<[], number>(sql).pluck().get() === 0) return false
  if (version === migrations.length) return true
  throw new Error(`${path} is of another version of Countersign. Start the server of this version once.`)
}
