import { statSync } from 'node:fs'
import { segmentPaths } from '../journal/sqlite/segment-file.js'
import { openToWrite } from '../open-database.js'
import { flush } from './flush.js'

/**
 * Writes the logs of sealed segments into their files, and empties them. When a segment is sealed its readers stay open, so
 * that SQLite leaves a log of up to 16 MB beside it for as long as the server runs; and at that moment beacons are waiting.
 * @param directory  the journal's
 * @returns whether all of them are empty; where a reader is just looking, it can be tried again
 */
export function flushSealed(directory: string): boolean {
  let all = true
  for (const { path } of segmentPaths(directory).slice(0, -1)) {
    if (!hasLog(path)) continue
    const db = openToWrite(path)
    try {
      all = flush(db) && all
    } finally {
      db.close()
    }
  }
  return all
}

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
