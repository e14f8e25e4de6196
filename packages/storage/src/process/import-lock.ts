import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { JournalPosition } from '../journal/port.js'
import type { DataPaths } from './data-directory.js'

/** An import under way: its id is on each of its lines, and its mark can only come from the process that holds it. */
export interface ImportLock {
  import_id: string
  /** Its mark is in the journal: it is over. */
  done(): void
  /** Lets go of it; where it is not done, what it has written will be erased. */
  release(): void
}

/** An import whose process let go of it before it was done, or died. */
export interface UnfinishedImport {
  import_id: string
  /** none of its rows stands before this place in the journal */
  from: JournalPosition
}

/** `000000000012-0123456789abcdef.db`; `.over` behind it once it is known that nobody holds it */
const NAME = /^(\d+)-([0-9a-f]{16})\.db(\.over)?$/
/** How long to wait for one who looks whether it is held. */
const LOOKED_AT_MS = 5_000

/**
 * Begins an import: before anything of it is written there is a file that says so, and that this process holds. The
 * kernel frees it when the process ends, however it ends.
 * @param from  where in the journal its first row may stand
 */
export function beginImport({ imports }: DataPaths, from: JournalPosition): ImportLock {
  mkdirSync(imports, { recursive: true, mode: 0o700 })
  for (;;) {
    const import_id = randomBytes(8).toString('hex')
    const path = join(imports, `${String(from).padStart(12, '0')}-${import_id}.db`)
    const db = lockFile(path, LOOKED_AT_MS)
    if (!db) continue
    // Housekeeping may have been quicker, and have taken it for one that nobody holds.
    if (existsSync(path)) return { import_id, done: () => rmSync(path), release: () => db.close() }
    db.close()
  }
}

/**
 * The first import that is not done and that nobody holds. From now on nobody will, so that all that it has written
 * is in the journal, and no mark of it comes any more.
 */
export function unfinishedImport({ imports }: DataPaths): UnfinishedImport | undefined {
  for (const { path, is_over, ...unfinished } of importFiles(imports)) {
    if (is_over) return unfinished
    const db = lockFile(path, 0)
    if (!db) continue
    try {
      // It may have been done between the two: then there is nothing here any more.
      if (!existsSync(path)) continue
      renameSync(path, `${path}.over`)
      return unfinished
    } finally {
      db.close()
    }
  }
  return undefined
}

/** Forgets an unfinished import: nothing of it is left. */
export function forgetImport({ imports }: DataPaths, import_id: string): void {
  for (const file of importFiles(imports)) if (file.import_id === import_id) rmSync(file.path)
}

/** Whether an import is under way, or left something behind that is not erased yet. */
export const hasImports = ({ imports }: DataPaths): boolean => importFiles(imports).length > 0

function importFiles(directory: string): (UnfinishedImport & { path: string; is_over: boolean })[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory).flatMap((name) => {
    const [, from, import_id, over] = NAME.exec(name) ?? []
    if (import_id === undefined) return []
    return [{ import_id, from: Number(from), path: join(directory, name), is_over: over !== undefined }]
  })
}

/** undefined where another holds it. Where there is no such file it is made. */
function lockFile(path: string, wait_ms: number): Database.Database | undefined {
  const db = new Database(path)
  db.pragma(`busy_timeout = ${wait_ms}`)
  try {
    // No rollback journal beside it, which a process that is killed would leave there.
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
