import type Database from 'better-sqlite3'
import type { SightingRow } from '../fold/port.js'
import { fromStored, type StoredSighting } from '../fold/sqlite/sighting-table.js'
import { type DecodedRow, DecodedRows, type Said } from '../journal/decoded-rows.js'
import { indexOf, type JournalPosition, type JournalReader, seqOf } from '../journal/port.js'

/** A journal row as it was decoded, and what the facts hold of it. */
export interface JoinedRow extends DecodedRow {
  /** by their places in the row; none where a line is no sighting, was met before, or is not judged yet */
  sightings: ReadonlyMap<number, SightingRow>
}

interface Judged {
  sightings: ReadonlyMap<number, SightingRow>
  /** what the facts' version was when they were read */
  version: number
}

/** Several folds in one thread read the same rows one after another, each a step at a time: as many as a step has. */
const ROWS_CACHED = 2_048
/** How much text the rows held were, but for the last one: decoded it is some three times as much. */
const BYTES_CACHED = 2 * 2 ** 20

/**
 * Journal rows, decoded and joined with their verdicts, for the folds of one thread: a row that was read for one is not
 * read again for the next. Verdicts are read anew once the facts have changed, so that a reader sees what it would alone.
 */
export class JoinedRows {
  private readonly decoded: DecodedRows
  /** A row that is no longer at hand takes its verdicts with it. */
  private readonly judged = new WeakMap<DecodedRow, Judged>()
  private readonly select: Database.Statement<[number, number], StoredSighting>
  private readonly one: Database.Statement<[number], StoredSighting>
  private readonly version: Database.Statement<[], number>

  /** @param facts  a connection that reads the facts */
  constructor(facts: Database.Database, journal: JournalReader, bytes_max = BYTES_CACHED) {
    this.decoded = new DecodedRows(journal, ROWS_CACHED, bytes_max)
    this.select = facts.prepare('SELECT * FROM sightings WHERE seq >= ? AND seq < ? AND verdict IS NOT NULL')
    this.one = facts.prepare('SELECT * FROM sightings WHERE seq = ? AND verdict IS NOT NULL')
    this.version = facts.prepare<[], number>('PRAGMA data_version').pluck()
  }

  /** undefined where the segment is gone */
  row(position: JournalPosition): JoinedRow | undefined {
    const row = this.decoded.row(position)
    if (!row) return undefined
    const version = this.version.get() ?? 0
    let judged = this.judged.get(row)
    if (judged?.version !== version) {
      judged = { sightings: this.read(position), version }
      this.judged.set(row, judged)
    }
    return { ...row, sightings: judged.sightings }
  }

  /** A row's lines alone, and how much text they were; undefined where the segment is gone. */
  lines(position: JournalPosition): DecodedRow | undefined {
    return this.decoded.row(position)
  }

  /** One sighting as the facts hold it now; undefined where it is gone, or not judged yet. */
  sighting(seq: number): SightingRow | undefined {
    const stored = this.one.get(seq)
    return stored && fromStored(stored)
  }

  /** What a sighting said, and when it was received; undefined where it is gone, or was erased. */
  said(seq: number): Said | undefined {
    return this.decoded.said(seq)
  }

  /** The same where it is at hand, without reading the journal. */
  saidLately(seq: number): Said | undefined {
    return this.decoded.saidLately(seq)
  }

  private read(position: JournalPosition): Map<number, SightingRow> {
    const sightings = new Map<number, SightingRow>()
    for (const stored of this.select.all(seqOf(position, 0), seqOf(position + 1, 0)))
      sightings.set(indexOf(stored.seq), fromStored(stored))
    return sightings
  }
}
