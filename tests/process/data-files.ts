import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

interface SqliteFile {
  pragma(text: string, options?: { simple: boolean }): unknown
  prepare(sql: string): { pluck(): { get(): unknown } }
  exec(sql: string): unknown
  close(): void
}
// SQLite is the storage package's dependency; these tests look into its files from outside.
const Sqlite = createRequire(new URL('../../packages/storage/package.json', import.meta.url))(
  'better-sqlite3',
) as new (
  path: string,
  options: { readonly: boolean },
) => SqliteFile

/** All files below a data directory. */
export const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))

/** Writes into a database, as another process that is not done yet. @returns what ends it, with nothing written */
export function writeForLong(path: string): () => void {
  const db = new Sqlite(path, { readonly: false })
  db.exec('BEGIN IMMEDIATE')
  return () => db.close()
}

/** What `PRAGMA integrity_check` says of each database in a data directory: `ok`, or what is wrong. */
export function integrityOf(directory: string): Record<string, unknown> {
  const databases = filesIn(directory).filter((path) => path.endsWith('.db'))
  return Object.fromEntries(
    databases.map((path) => [path, withFile(path, (db) => db.pragma('integrity_check', { simple: true }))]),
  )
}

/** How many journal rows are not folded yet, as the files of a stopped or killed server say. */
export function rowsBehind(directory: string): number {
  const journal = filesIn(join(directory, 'journal')).filter((path) => path.endsWith('.db'))
  const last = Math.max(
    0,
    ...journal.map((path) =>
      withFile(path, (db) => Number(db.prepare('SELECT max(position) FROM rows').pluck().get())),
    ),
  )
  return (
    last -
    withFile(join(directory, 'facts.db'), (db) =>
      Number(db.prepare('SELECT cursor FROM state').pluck().get()),
    )
  )
}

function withFile<T>(path: string, work: (db: SqliteFile) => T): T {
  const db = new Sqlite(path, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
