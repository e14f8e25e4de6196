import { decodeRow, isSighting, type SightingLine } from '../journal/line.js'
import { indexOf, type JournalPosition, type JournalReader, positionOf } from '../journal/port.js'

/** How many rows stay decoded: neighbours are asked for together. */
const ROWS_CACHED = 16
/** How much text these were, but for the last one: decoded it is some three times as much. */
const BYTES_CACHED = 8 * 2 ** 20

/** What the journal holds at a sighting's place. */
export class LineCache {
  private readonly rows = new Map<JournalPosition, { lines: ReturnType<typeof decodeRow>; bytes: number }>()
  private bytes = 0

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
    if (cached) return cached.lines
    const row = this.journal.row(position)
    const [lines, bytes] = row ? [decodeRow(row.lines), row.lines.byteLength] : [[], 0]
    for (const [oldest, held] of this.rows) {
      if (this.rows.size < this.rows_max && this.bytes + bytes <= BYTES_CACHED) break
      this.rows.delete(oldest)
      this.bytes -= held.bytes
    }
    this.rows.set(position, { lines, bytes })
    this.bytes += bytes
    return lines
  }
}
