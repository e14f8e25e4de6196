import type Database from 'better-sqlite3'
import type { SightingRow } from '../fold/port.js'
import { fromStored, type StoredSighting } from '../fold/sqlite/sighting-table.js'
import { decodeRow, type ERASED, isSighting, type JournalLine, type SightingLine } from '../journal/line.js'
import { indexOf, type JournalPosition, type JournalReader, positionOf, seqOf } from '../journal/port.js'

/** A journal row as it was decoded, and what the facts hold of it. */
export interface JoinedRow {
  received_at_ms: number
  lines: readonly (JournalLine | typeof ERASED)[]
  /** by their places in the row; none where a line is no sighting, was met before, or is not judged yet */
  sightings: ReadonlyMap<number, SightingRow>
}

/** What a sighting said, and when it was received. */
export interface Said {
  line: SightingLine
  received_at_ms: number
}

interface Held {
  received_at_ms: number
  lines: JoinedRow['lines']
  bytes: number
  sightings: ReadonlyMap<number, SightingRow> | undefined
  /** what the facts' version was when `sightings` were read */
  version: number
}

/** Several folds in one thread read the same rows one after another, each a step at a time: as many as a step has. */
const ROWS_CACHED = 2_048
/** How much text the rows held were, but for the last one: decoded it is some three times as much. */
const BYTES_CACHED = 8 * 2 ** 20

/**
 * Journal rows, decoded and joined with their verdicts, for the folds of one thread: a row that was read for one is not
 * read again for the next. Verdicts are read anew once the facts have changed, so that a reader sees what it would alone.
 */
export class JoinedRows {
  private readonly held = new Map<JournalPosition, Held>()
  private bytes = 0
  private readonly select: Database.Statement<[number, number], StoredSighting>
  private readonly one: Database.Statement<[number], StoredSighting>
  private readonly version: Database.Statement<[], number>

  /** @param facts  a connection that reads the facts */
  constructor(
    facts: Database.Database,
    private readonly journal: JournalReader,
    private readonly bytes_max = BYTES_CACHED,
  ) {
    this.select = facts.prepare('SELECT * FROM sightings WHERE seq >= ? AND seq < ? AND verdict IS NOT NULL')
    this.one = facts.prepare('SELECT * FROM sightings WHERE seq = ? AND verdict IS NOT NULL')
    this.version = facts.prepare<[], number>('PRAGMA data_version').pluck()
  }

  /** undefined where the segment is gone */
  row(position: JournalPosition): JoinedRow | undefined {
    const held = this.decoded(position)
    if (!held) return undefined
    const version = this.version.get() ?? 0
    if (!held.sightings || held.version !== version) {
      held.sightings = this.read(position)
      held.version = version
    }
    return { received_at_ms: held.received_at_ms, lines: held.lines, sightings: held.sightings }
  }

  /** A row's lines alone, and how much text they were; undefined where the segment is gone. */
  lines(position: JournalPosition): Pick<Held, 'received_at_ms' | 'lines' | 'bytes'> | undefined {
    return this.decoded(position)
  }

  /** One sighting as the facts hold it now; undefined where it is gone, or not judged yet. */
  sighting(seq: number): SightingRow | undefined {
    const stored = this.one.get(seq)
    return stored && fromStored(stored)
  }

  /** What a sighting said, and when it was received; undefined where it is gone, or was erased. */
  said(seq: number): Said | undefined {
    return saidIn(this.decoded(positionOf(seq)), seq)
  }

  /** The same where it is at hand, without reading the journal. */
  saidLately(seq: number): Said | undefined {
    return saidIn(this.held.get(positionOf(seq)), seq)
  }

  private decoded(position: JournalPosition): Held | undefined {
    const known = this.held.get(position)
    if (known) return known
    const row = this.journal.row(position)
    if (!row) return undefined
    const bytes = row.lines.byteLength
    for (const [oldest, { bytes: freed }] of this.held) {
      if (this.held.size < ROWS_CACHED && this.bytes + bytes <= this.bytes_max) break
      this.held.delete(oldest)
      this.bytes -= freed
    }
    const { received_at_ms } = row
    const held = { received_at_ms, lines: decodeRow(row.lines), bytes, sightings: undefined, version: 0 }
    this.held.set(position, held)
    this.bytes += bytes
    return held
  }

  private read(position: JournalPosition): Map<number, SightingRow> {
    const sightings = new Map<number, SightingRow>()
    for (const stored of this.select.all(seqOf(position, 0), seqOf(position + 1, 0)))
      sightings.set(indexOf(stored.seq), fromStored(stored))
    return sightings
  }
}

function saidIn(held: Held | undefined, seq: number): Said | undefined {
  const line = held?.lines[indexOf(seq)]
  if (!held || !line || !isSighting(line)) return undefined
  return { line, received_at_ms: line.received_at_ms ?? held.received_at_ms }
}
