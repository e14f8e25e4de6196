import { decodeRow, ERASED } from '../journal/line.js'
import type { JournalPosition, JournalReader, JournalRow } from '../journal/port.js'
import { type JournalEraser, linesOfImport } from '../keep/journal-eraser.js'
import type { DataPaths } from './data-directory.js'
import { forgetImport, type UnfinishedImport, unfinishedImport } from './import-lock.js'

/** How much of the journal one step looks through for a mark. */
const LOOKED_BYTES_MAX = 4 * 2 ** 20

/**
 * Erases what an import has left that failed, or died, before its mark: it counts nothing, and never will. One that died
 * behind its mark counts, and is only forgotten.
 */
export class UnfinishedImports {
  /** how far its mark was looked for: up to `last` stands all that it wrote */
  private found: (UnfinishedImport & { looked_from: JournalPosition; last: JournalPosition }) | undefined

  constructor(
    private readonly paths: DataPaths,
    private readonly journal: JournalReader,
    private readonly eraser: JournalEraser,
  ) {}

  /** One small thing. @returns whether there may be more to do */
  step(): boolean {
    if (!this.found) return this.look()
    const { import_id, from, looked_from, last } = this.found
    const rows = looked_from > last ? [] : this.journal.read(looked_from, LOOKED_BYTES_MAX)
    this.found.looked_from = (rows.at(-1)?.position ?? last) + 1
    if (!rows.some((row) => isMarkOf(import_id, row))) {
      if (rows.length > 0) return true
      if (this.eraser.page(linesOfImport(import_id), Number.MAX_SAFE_INTEGER, from)) return true
    }
    forgetImport(this.paths, import_id)
    this.found = undefined
    return true
  }

  private look(): boolean {
    const unfinished = unfinishedImport(this.paths)
    // Asked in this order: nobody holds it by now, so that nothing of it comes behind the last row.
    if (unfinished) this.found = { ...unfinished, looked_from: unfinished.from, last: this.journal.last() }
    return unfinished !== undefined
  }
}

const isMarkOf = (import_id: string, { kind, lines }: JournalRow): boolean =>
  kind === 'mark' &&
  decodeRow(lines).some((line) => line !== ERASED && 'import_from' in line && line.import_id === import_id)
