import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf, dayText } from '@countersign/core'
import type Database from 'better-sqlite3'
import { refuseNewer } from '../../migrate.js'
import { openWithLog } from '../../open-database.js'
import { syncToDisk } from '../../sync-to-disk.js'
import type { JournalPosition, RowKind } from '../port.js'

/** The schema of a segment. A released schema never changes: a new one is a new number and a migration. */
export const SEGMENT_SCHEMA = 1
const KINDS: readonly RowKind[] = ['live', 'import', 'mark']

export const kindNumber = (kind: RowKind): number => KINDS.indexOf(kind)
export const kindOf = (number: number): RowKind => KINDS[number] ?? 'live'

const nameOf = (day: number): string => `${dayText(day)}.db`

/** The segments on disk, oldest first: `journal/2026-11-23.db`. Only the file names are read. */
export function segmentPaths(directory: string): { day: number; path: string }[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .filter((name) => /^\d{4}-\d\d-\d\d\.db$/.test(name))
    .sort()
    .map((name) => ({ day: dayOf(Date.parse(name.slice(0, 10))), path: join(directory, name) }))
}

/** Makes a day's segment, whole or not at all: under another name, which no one looks for, until it is whole. */
export function createSegment(
  directory: string,
  day: number,
  first: JournalPosition,
  store_id: string,
): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, nameOf(day))
  const unfinished = `${path}.new`
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true })
  const db = openSegment(unfinished)
  db.transaction(() => {
    db.exec(`
      CREATE TABLE segment (schema INTEGER NOT NULL, store_id TEXT NOT NULL, first INTEGER NOT NULL, sealed INTEGER);
      CREATE TABLE rows (
        position INTEGER PRIMARY KEY,
        received_at_ms INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        lines BLOB NOT NULL
      );
    `)
    db.prepare('INSERT INTO segment VALUES (?, ?, ?, NULL)').run(SEGMENT_SCHEMA, store_id, first)
  }).immediate()
  db.close()
  renameSync(unfinished, path)
  syncToDisk(directory)
}

/** Opens a segment to append to: every commit is synced before it returns. */
export function openSegment(path: string): Database.Database {
  const db = openWithLog(path, 'FULL')
  // A page that is split leaves no copy of a line behind, which an erasure would not find.
  db.pragma('secure_delete = ON')
  // The default checkpoint at 4 MB would copy every large batch at once; this spreads it.
  db.pragma('wal_autocheckpoint = 4000')
  return db
}

/** What a segment says of itself. */
export interface SegmentDescribed {
  schema: number
  store_id: string
  first: JournalPosition
  /** its last position, once nothing more is appended to it; null: it is the newest */
  sealed: JournalPosition | null
}

/** @throws where a newer version wrote the segment */
export function describeSegment(db: Database.Database): SegmentDescribed {
  const described = db.prepare<[], SegmentDescribed>('SELECT * FROM segment').get()
  if (!described) throw new Error(`${db.name} is no segment of a journal.`)
  refuseNewer(described.schema, SEGMENT_SCHEMA, db.name)
  return described
}

export const newStoreId = (): string => randomBytes(4).toString('hex')
