import { dayOf } from '@countersign/core'
import type Database from 'better-sqlite3'
import { type Clocks, startStamps } from '../clock.js'
import { type JournalPosition, JournalUnavailable, type JournalWriter, type RowKind } from '../port.js'
import {
  createSegment,
  describeSegment,
  kindNumber,
  newStoreId,
  openSegment,
  segmentPaths,
} from './segment-file.js'

/**
 * Appends to the newest segment and begins a new one with each day (UTC).
 * @param owns  whether this process holds the data directory: only the holder begins and seals segments, and only
 *              its stamps are what live sightings were received at. Another process may append an import beside it.
 * @throws JournalUnavailable where the directory cannot be written
 */
export function openJournalWriter(directory: string, owns: boolean, clocks: Clocks): JournalWriter {
  return asUnavailable(() => new SqliteJournalWriter(directory, owns, clocks))
}

class SqliteJournalWriter implements JournalWriter {
  private db!: Database.Database
  private insert!: Database.Statement
  private day = 0
  private readonly stamp: () => number

  constructor(
    private readonly directory: string,
    private readonly owns: boolean,
    clocks: Clocks,
  ) {
    if (owns && segmentPaths(directory).length === 0)
      createSegment(directory, dayOf(clocks.wall_ms()), 1, newStoreId())
    this.openNewest()
    if (owns) this.afterCrash(clocks)
    this.stamp = startStamps(latestStamp(this.db) ?? this.stampBefore(), clocks)
  }

  append(kind: RowKind, lines: Uint8Array): { position: JournalPosition; received_at_ms: number } {
    return asUnavailable(() => {
      const received_at_ms = this.stamp()
      if (this.owns) this.rollTo(dayOf(received_at_ms))
      for (let tries = 0; tries < 2; tries += 1) {
        if (!this.owns) this.openNewest()
        const done = this.insert.run(received_at_ms, kindNumber(kind), lines)
        if (done.changes === 1) return { position: done.lastInsertRowid as number, received_at_ms }
      }
      throw new JournalUnavailable('a new day is being begun: append again')
    })
  }

  beginDay(): void {
    if (this.owns) asUnavailable(() => this.rollTo(dayOf(this.stamp())))
  }

  close(): void {
    this.db.close()
  }

  private openNewest(): void {
    const newest = segmentPaths(this.directory).at(-1)
    if (!newest) throw new JournalUnavailable(`no journal in ${this.directory}`)
    if (newest.day === this.day) return
    if (this.day !== 0) this.db.close()
    this.db = openSegment(newest.path)
    this.day = newest.day
    const { first } = describeSegment(this.db)
    // A sealed segment takes nothing more: the append fails rather than taking a number that the next one uses.
    this.insert = this.db.prepare(
      `INSERT INTO rows SELECT coalesce((SELECT max(position) FROM rows), ${first - 1}) + 1, ?, ?, ?
       FROM segment WHERE sealed IS NULL`,
    )
  }

  /** A new day: the old segment is sealed at its last position, and the new one begins behind it. */
  private rollTo(day: number): void {
    if (day <= this.day) return
    const seal = this.db.prepare(
      'UPDATE segment SET sealed = coalesce((SELECT max(position) FROM rows), first - 1) WHERE sealed IS NULL',
    )
    this.db.transaction(() => seal.run()).immediate()
    const { sealed, store_id } = describeSegment(this.db)
    if (sealed === null) throw new JournalUnavailable('the segment could not be sealed')
    createSegment(this.directory, day, sealed + 1, store_id)
    this.openNewest()
  }

  /** Sealed, and the next one not begun: the process died between the two. */
  private afterCrash(clocks: Clocks): void {
    const { sealed, store_id } = describeSegment(this.db)
    if (sealed === null) return
    createSegment(this.directory, Math.max(this.day + 1, dayOf(clocks.wall_ms())), sealed + 1, store_id)
    this.openNewest()
  }

  /** The latest stamp in the segments before, where the newest holds none yet. */
  private stampBefore(): number {
    for (const before of segmentPaths(this.directory).slice(0, -1).reverse()) {
      const db = openSegment(before.path)
      const last = latestStamp(db)
      db.close()
      if (last !== undefined) return last
    }
    return 0
  }
}

/** The last live row's. An import's rows may be stamped by another process, whose clock is not the server's. */
const latestStamp = (db: Database.Database): number | undefined =>
  db
    .prepare<[number], number>(
      'SELECT received_at_ms FROM rows WHERE kind = ? ORDER BY position DESC LIMIT 1',
    )
    .pluck()
    .get(kindNumber('live'))

/** What SQLite says when there is no room, the disk fails or the file is held: nothing was appended. */
function asUnavailable<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof JournalUnavailable) throw error
    throw new JournalUnavailable(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
