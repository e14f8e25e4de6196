import { closeSync, createReadStream, openSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describeSegment, openSegment } from '../journal/sqlite/segment-file.js'
import { flush } from '../keep/flush.js'
import type { PartToWrite } from './archive-writer.js'

const READ_BYTES = 2 ** 20
const BUSY_WAIT_MS = 5_000
/** Its own cache while it copies: more makes it no faster. */
const CACHE_KIB = 8_192

/**
 * A copy of a database as it is at one moment, while others write to it.
 *
 * `VACUUM INTO`, not SQLite's backup interface. Both read one snapshot, for which no writer waits. But the interface
 * starts again whenever somebody writes in between its steps, and it syncs its whole copy at the end, for which the
 * server's own syncs wait; and it copies free pages, with what was erased from them.
 * @param staged  where the copy lies while it is read; removed afterwards
 */
export async function* copyOf(path: string, source: string, staged: string): AsyncGenerator<PartToWrite> {
  removeStaged(staged)
  try {
    closeSync(openSync(staged, 'wx', 0o600))
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
    yield fileAsItIs(path, staged)
  } finally {
    removeStaged(staged)
  }
}

/** A file that nobody writes to while it is copied. */
export function fileAsItIs(path: string, source: string): PartToWrite {
  const bytes = statSync(source).size
  // Nothing that was appended since: `end` is the last byte that is read.
  const content =
    bytes === 0 ? noBytes() : createReadStream(source, { highWaterMark: READ_BYTES, end: bytes - 1 })
  return { path, bytes, content }
}

async function* noBytes(): AsyncGenerator<Buffer> {}

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
