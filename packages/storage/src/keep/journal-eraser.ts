import { unlinkSync } from 'node:fs'
import { decodeRow, ERASED, isSighting, type JournalLine } from '../journal/line.js'
import type { JournalPosition, JournalReader } from '../journal/port.js'
import { openSegment, segmentPaths } from '../journal/sqlite/segment-file.js'
import { flush } from './flush.js'

/** How many rows one call looks through: some 100 ms. */
const ROWS_PER_PAGE = 20

/** Which lines are to go: some of those in rows that hold a text. */
export interface Erased {
  text: string
  is: (line: JournalLine) => boolean
}

export const linesOfDataset = (dataset_id: string): Erased => ({
  text: dataset_id,
  is: (line) => line.dataset_id === dataset_id,
})
export const linesOfImport = (import_id: string): Erased => ({
  text: import_id,
  is: (line) => isSighting(line) && line.import_id === import_id,
})

/** Overwrites lines in all of the journal, and remembers how far it is. */
export class JournalEraser {
  private readonly erased_to = new Map<string, { day: number; position: JournalPosition }>()

  constructor(
    private readonly directory: string,
    private readonly journal: JournalReader,
  ) {}

  /**
   * Overwrites a page of the lines that stand in the segments before a day, from a position on.
   * @returns whether there is more; false with the last page, so that nothing is folded between the two
   */
  page(erased: Erased, before_day: number, from: JournalPosition = 0): boolean {
    const id = erased.text
    const { day, position } = this.erased_to.get(id) ?? { day: this.journal.dayOf(from), position: from }
    const [segment, following] = this.journal.segments().filter((s) => s.day >= day && s.day < before_day)
    const next = segment ? eraseLines(this.directory, segment.day, erased, position) : null
    if (segment && next !== null) this.erased_to.set(id, { day: segment.day, position: next })
    else if (following) this.erased_to.set(id, { day: following.day, position: 0 })
    else this.erased_to.delete(id)
    return this.erased_to.has(id)
  }
}

/**
 * Overwrites lines in a day's segment, a page at a time. A line becomes a zero, and the row stays as long as
 * it was: the places of the others, by which the facts know them, stay.
 * @returns the position to go on from; null: the segment is done
 */
function eraseLines(
  directory: string,
  day: number,
  erased: Erased,
  from: JournalPosition,
): JournalPosition | null {
  const segment = segmentPaths(directory).find((s) => s.day === day)
  if (!segment) return null
  const db = openSegment(segment.path)
  try {
    const rows = db
      .prepare<[number, number], { position: number; lines: Buffer }>(
        'SELECT position, lines FROM rows WHERE position >= ? ORDER BY position LIMIT ?',
      )
      .all(from, ROWS_PER_PAGE)
    const update = db.prepare('UPDATE rows SET lines = ? WHERE position = ?')
    db.transaction(() => {
      for (const { position, lines } of rows) {
        const kept = without(erased, lines)
        if (kept) update.run(kept, position)
      }
    }).immediate()
    const next = (rows.at(-1)?.position ?? from - 1) + 1
    return rows.length < ROWS_PER_PAGE && flush(db) ? null : next
  } finally {
    db.close()
  }
}

/** undefined where the row holds nothing of it */
function without({ text, is }: Erased, row: Buffer): Buffer | undefined {
  if (!row.includes(text)) return undefined
  let found = false
  const kept = decodeRow(row).map((line) => {
    if (line === ERASED || !is(line)) return line
    found = true
    return ERASED
  })
  if (!found) return undefined
  const short = Buffer.from(JSON.stringify(kept))
  return Buffer.concat([short, Buffer.alloc(row.length - short.length, ' ')])
}

/** Deletes a day's segment with all that SQLite keeps beside it. */
export function dropSegment(directory: string, day: number): void {
  const segment = segmentPaths(directory).find((s) => s.day === day)
  if (!segment) return
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      unlinkSync(`${segment.path}${suffix}`)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}
