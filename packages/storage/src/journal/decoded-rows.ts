import { decodeRow, type ERASED, isSighting, type JournalLine, type SightingLine } from './line.js'
import { indexOf, type JournalPosition, type JournalReader, positionOf } from './port.js'

/** A journal row as it was decoded. */
export interface DecodedRow {
  received_at_ms: number
  lines: readonly (JournalLine | typeof ERASED)[]
  /** how much text they were */
  bytes: number
}

/** What a sighting said, and when it was received. */
export interface Said {
  line: SightingLine
  received_at_ms: number
}

/** How many rows stay decoded where nothing else is said: neighbours are asked for together. */
const ROWS_MAX = 16
/** How much text these were, but for the last one: decoded it is some three times as much. */
const BYTES_MAX = 8 * 2 ** 20

/** Journal rows, decoded: those that were read last stay at hand, as many as there is room for. */
export class DecodedRows {
  private readonly held = new Map<JournalPosition, DecodedRow>()
  private bytes = 0

  constructor(
    private readonly journal: JournalReader,
    private readonly rows_max = ROWS_MAX,
    private readonly bytes_max = BYTES_MAX,
  ) {}

  /** undefined where the segment is gone */
  row(position: JournalPosition): DecodedRow | undefined {
    const known = this.held.get(position)
    if (known) return known
    const row = this.journal.row(position)
    if (!row) return undefined
    const bytes = row.lines.byteLength
    for (const [oldest, { bytes: freed }] of this.held) {
      if (this.held.size < this.rows_max && this.bytes + bytes <= this.bytes_max) break
      this.held.delete(oldest)
      this.bytes -= freed
    }
    const decoded = { received_at_ms: row.received_at_ms, lines: decodeRow(row.lines), bytes }
    this.held.set(position, decoded)
    this.bytes += bytes
    return decoded
  }

  /** What stands at a sighting's place; undefined where the segment is gone, or the line was erased or is no sighting. */
  line(seq: number): SightingLine | undefined {
    return this.said(seq)?.line
  }

  /** The same, and when it was received. */
  said(seq: number): Said | undefined {
    return saidIn(this.row(positionOf(seq)), seq)
  }

  /** The same where it is at hand, without reading the journal. */
  saidLately(seq: number): Said | undefined {
    return saidIn(this.held.get(positionOf(seq)), seq)
  }
}

function saidIn(row: DecodedRow | undefined, seq: number): Said | undefined {
  const line = row?.lines[indexOf(seq)]
  if (!row || !line || !isSighting(line)) return undefined
  return { line, received_at_ms: line.received_at_ms ?? row.received_at_ms }
}
