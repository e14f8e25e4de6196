import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { openToRead } from '../../open-database.js'
import type { JournalPosition, JournalReader, JournalRow, Segment } from '../port.js'
import { describeSegment, kindOf, segmentPaths } from './segment-file.js'

interface Open extends Segment {
  path: string
  db: Database.Database
  /** what its last position was when it was last asked for */
  known_last: JournalPosition
  from: Database.Statement<[number], Stored>
  one: Database.Statement<[number], Stored>
  last: Database.Statement<[], number>
}
interface Stored {
  position: number
  received_at_ms: number
  kind: number
  lines: Buffer
}

/** Reads a journal that others append to. Holds a connection a segment; takes no lock that a writer would wait for. */
export function openJournalReader(directory: string): JournalReader {
  return new SqliteJournalReader(directory)
}

class SqliteJournalReader implements JournalReader {
  private open: Open[] = []
  private known_store_id = ''

  constructor(private readonly directory: string) {
    this.refresh()
  }

  get store_id(): string {
    if (this.known_store_id !== '') return this.known_store_id
    const newest = this.open.at(-1) ?? this.refresh().at(-1)
    // Made once, with the first segment: from then on all segments have the same.
    if (newest) this.known_store_id = describeSegment(newest.db).store_id
    return this.known_store_id
  }

  read(from: JournalPosition, bytes_max: number): JournalRow[] {
    const rows: JournalRow[] = []
    let bytes = 0
    for (const segment of this.segmentsFrom(from)) {
      for (const stored of segment.from.iterate(from)) {
        if (rows.length > 0 && bytes + stored.lines.length > bytes_max) return rows
        bytes += stored.lines.length
        rows.push({ ...stored, kind: kindOf(stored.kind) })
      }
    }
    return rows
  }

  row(position: JournalPosition): JournalRow | undefined {
    const stored = this.segmentOf(position)?.one.get(position)
    return stored && { ...stored, kind: kindOf(stored.kind) }
  }

  last(): JournalPosition {
    const newest = this.refresh().at(-1)
    if (!newest) return 0
    return newest.last.get() ?? newest.first - 1
  }

  segments(): Segment[] {
    return this.refresh().map(({ day, first }) => ({ day, first }))
  }

  dayOf(position: JournalPosition): number {
    return this.segmentOf(position)?.day ?? 0
  }

  close(): void {
    for (const segment of this.open) segment.db.close()
    this.open = []
  }

  /** Those that may hold positions from `from` on. */
  private segmentsFrom(from: JournalPosition): Open[] {
    this.lookFor(from)
    const start = this.open.findLastIndex((s) => s.first <= from)
    return this.open.slice(Math.max(0, start))
  }

  private segmentOf(position: JournalPosition): Open | undefined {
    this.lookFor(position)
    return this.open.findLast((s) => s.first <= position)
  }

  /** A new day's file is looked for only past what is open. */
  private lookFor(position: JournalPosition): void {
    const newest = this.open.at(-1)
    if (newest && position <= newest.known_last) return
    if (newest) newest.known_last = newest.last.get() ?? newest.first - 1
    if (!newest || position > newest.known_last) this.refresh()
  }

  private refresh(): Open[] {
    const paths = segmentPaths(this.directory)
    for (const gone of this.open.filter((s) => !paths.some((p) => p.path === s.path))) gone.db.close()
    this.open = this.open.filter((s) => s.db.open)
    for (const { day, path } of paths) {
      if (this.open.some((s) => s.path === path)) continue
      const opened = openReadOnly(day, path)
      if (opened) this.open.push(opened)
    }
    return this.open
  }
}

/** undefined where the segment has just been dropped */
function openReadOnly(day: number, path: string): Open | undefined {
  if (!existsSync(path)) return undefined
  const db = openToRead(path)
  const { first } = describeSegment(db)
  return {
    day,
    path,
    db,
    first,
    known_last: first - 1,
    from: db.prepare<[number], Stored>('SELECT * FROM rows WHERE position >= ? ORDER BY position'),
    one: db.prepare<[number], Stored>('SELECT * FROM rows WHERE position = ?'),
    last: db.prepare<[], number>('SELECT max(position) FROM rows').pluck(),
  }
}
