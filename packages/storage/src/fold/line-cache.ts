import { decodeRow, isSighting, type SightingLine } from '../journal/line.js'
import { indexOf, type JournalPosition, type JournalReader, positionOf } from '../journal/port.js'

/** How many rows stay decoded: neighbours are asked for together. */
const ROWS_CACHED = 16

/** What the journal holds at a sighting's place. */
export class LineCache {
  private readonly rows = new Map<JournalPosition, ReturnType<typeof decodeRow>>()

  constructor(
    private readonly journal: JournalReader,
    private readonly rows_max = ROWS_CACHED,
  ) {}

  /** undefined where the segment is gone, or the line was erased or is no sighting */
  line(seq: number): SightingLine | undefined {
    const line = this.row(positionOf(seq))[indexOf(seq)]
    return line && isSighting(line) ? line : undefined
  }

  private row(position: JournalPosition): ReturnType<typeof decodeRow> {
    const cached = this.rows.get(position)
    if (cached) return cached
    const row = this.journal.row(position)
    const lines = row ? decodeRow(row.lines) : []
    if (this.rows.size >= this.rows_max) this.rows.delete(this.rows.keys().next().value as number)
    this.rows.set(position, lines)
    return lines
  }
}
