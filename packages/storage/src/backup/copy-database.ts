import { closeSync, createReadStream, openSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describeSegment, openSegment } from '../journal/sqlite/segment-file.js'
import { flush } from '../keep/flush.js'
import type { PartToWrite } from './archive-writer.js'

const READ_BYTES = 2 ** 20
const BUSY_WAIT_MS = 5_000
/** Its own cache while it copies: more makes it no faster. */
const CACHE_KIB = 8_192
/** A row is up to 1 MB. */
const ROWS_AT_ONCE = 16

/**
 * A copy of a database as it is at one moment, while others write to it.
 *
 * `VACUUM INTO`, not SQLite's backup interface. Both read one snapshot, for which no writer waits. But the interface
 * starts again whenever somebody writes in between its steps, and it syncs its whole copy at the end, for which the
 * server's own syncs wait; and it copies free pages, with what was erased from them.
 * @param staged  where the copy lies while it is read; removed afterwards
 */
export async function* copyOf(path: string, source: string, staged: string): AsyncGenerator<PartToWrite> {
  yield* through(path, staged, () => {
    const db = new Database(source, { readonly: true })
    try {
      db.pragma(`busy_timeout = ${BUSY_WAIT_MS}`)
      db.pragma(`cache_size = -${CACHE_KIB}`)
      // The copy is read once and thrown away: a power cut may have it.
      db.pragma('synchronous = OFF')
      db.prepare('VACUUM INTO ?').run(staged)
    } finally {
      db.close()
    }
  })
}

/**
 * A copy of a journal segment that is still appended to, up to the row that is its last now. Rows only come behind it, so
 * they are copied a few at a time. One long snapshot would keep SQLite from writing the log back into the file, and the
 * next append would have to do all of that at once, with requests waiting for it.
 */
export async function* copyOfSegment(
  path: string,
  source: string,
  staged: string,
): AsyncGenerator<PartToWrite> {
  yield* through(path, staged, async () => {
    const db = new Database(staged)
    try {
      db.pragma(`busy_timeout = ${BUSY_WAIT_MS}`)
      db.pragma('journal_mode = OFF')
      db.pragma('synchronous = OFF')
      db.prepare('ATTACH ? AS source').run(source)
      const tables = db
        .prepare<[], string>('SELECT sql FROM source.sqlite_schema WHERE sql IS NOT NULL')
        .pluck()
      for (const sql of tables.all()) db.exec(sql)
      // Before its last row is looked for: where it says that it is sealed, none comes any more.
      db.exec('INSERT INTO main.segment SELECT * FROM source.segment')
      await copyRows(db)
    } finally {
      db.close()
    }
  })
}

async function copyRows(db: Database.Database): Promise<void> {
  const lastOf = (of: 'main' | 'source') =>
    db.prepare<[], number | null>(`SELECT max(position) FROM ${of}.rows`).pluck().get() ?? 0
  const last = lastOf('source')
  const copy = db.prepare<[number, number, number]>(
    'INSERT INTO main.rows SELECT * FROM source.rows WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
  )
  for (let at = 0; at < last; at = lastOf('main')) {
    if (copy.run(at, last, ROWS_AT_ONCE).changes === 0) return
    // A signal to stop is heard in between.
    await new Promise(setImmediate)
  }
}

/** Makes a copy, hands it on, and removes it, whatever becomes of it. */
async function* through(path: string, staged: string, make: () => unknown): AsyncGenerator<PartToWrite> {
  removeStaged(staged)
  try {
    closeSync(openSync(staged, 'wx', 0o600))
    await make()
    yield fileAsItIs(path, staged)
  } finally {
    removeStaged(staged)
  }
}

/** A file that nobody writes to while it is copied. */
export function fileAsItIs(path: string, source: string): PartToWrite {
  const bytes = statSync(source).size
  return { path, bytes, content: bytesFrom(source, bytes) }
}

/** Opened when the first byte is asked for: where nobody asks, there is no file that fails to open later. */
async function* bytesFrom(source: string, bytes: number): AsyncGenerator<Buffer> {
  // `end` is the last byte that is read, so that what was appended since is not.
  if (bytes > 0) yield* createReadStream(source, { highWaterMark: READ_BYTES, end: bytes - 1 })
}

/**
 * Whether all of a journal segment is in its own file and stays as it is: sealed, and nothing left in SQLite's log. Only
 * for the one who holds the lock of taking out, since only erasing still writes to a sealed segment.
 */
export function isSettled(segment: string): boolean {
  const db = openSegment(segment)
  try {
    if (describeSegment(db).sealed === null || !flush(db)) return false
  } finally {
    db.close()
  }
  return bytesOf(`${segment}-wal`) === 0
}

export const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

export function removeStaged(staged: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(staged + suffix, { force: true })
}
