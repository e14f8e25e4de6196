import { decodeRow, ERASED, type ImportMarkLine, isSighting } from '../journal/line.js'
import { type JournalReader, type JournalRow, seqOf } from '../journal/port.js'
import { type Counting, foldLive, load } from './counting.js'
import { LineCache } from './line-cache.js'
import type { Facts, FactsStore, Rejudging } from './port.js'
import { forget, Rejudge } from './rejudge.js'

/** How much of the journal is read at a time. */
const READ_BYTES_MAX = 4 * 2 ** 20
/** A step ends at so many sightings or so long, so that a read waits little. */
const STEP_SIGHTINGS_MAX = 10_000
const STEP_MS_MAX = 25

/**
 * The counting fold: reads the journal from where it left off, and takes it into the facts a step at a time.
 * Whatever it was interrupted in, it goes on where the last step ended.
 */
export class CountingFold {
  private rejudge: Rejudge
  private ahead: JournalRow[] = []
  private readonly lines: LineCache

  constructor(
    private readonly journal: JournalReader,
    private readonly store: FactsStore,
    private readonly counting: Counting,
    private readonly now_ms: () => number,
  ) {
    this.lines = new LineCache(journal)
    this.rejudge = this.newRejudge()
  }

  /**
   * Takes one step: some 25 ms of rows, or one page of what is to be judged again.
   * @returns whether there may be more to do
   * @throws StoreUnavailable; the same step is taken at the next call
   */
  step(): boolean {
    const [task, ...later] = this.store.rejudgings()
    if (task) {
      this.rejudgeStep(task, later)
      return true
    }
    const first = this.nextRows()[0]
    if (!first) return false
    if (first.kind === 'live') this.foldLiveRows(this.ahead)
    else this.foldImported(first)
    return true
  }

  /** Has a dataset's sightings judged again from a moment on, before anything else is folded. */
  judgeAgain(dataset_id: string, since_ms: number): void {
    const cursor = this.store.cursor()
    this.store.step(cursor, (facts) => {
      facts.setRejudgings([...facts.rejudgings(), rejudging(dataset_id, since_ms)])
      return cursor
    })
  }

  private nextRows(): JournalRow[] {
    const next = this.store.cursor() + 1
    if (this.ahead[0]?.position !== next) this.ahead = this.journal.read(next, READ_BYTES_MAX)
    return this.ahead
  }

  private foldLiveRows(rows: JournalRow[]): void {
    const end_ms = this.now_ms() + STEP_MS_MAX
    let taken = 0
    this.store.step(this.store.cursor(), (facts) => {
      let sightings = 0
      for (const row of rows) {
        if (row.kind !== 'live') break
        const folded = foldLive(row, facts, this.counting)
        sightings += folded.sightings
        taken += 1
        if (folded.late.size > 0) facts.setRejudgings([...folded.late].map((id) => rejudging(id, row.received_at_ms)))
        if (folded.late.size > 0 || sightings >= STEP_SIGHTINGS_MAX || this.now_ms() >= end_ms) break
      }
      return rows[taken - 1]?.position ?? this.store.cursor()
    })
    this.ahead = rows.slice(taken)
  }

  /** An import's rows are passed over until its mark; the mark has them loaded, and judged where they belong. */
  private foldImported(row: JournalRow): void {
    const mark = row.kind === 'mark' ? (decodeRow(row.lines)[0] as ImportMarkLine | typeof ERASED) : ERASED
    this.store.step(this.store.cursor(), (facts) => {
      if (mark !== ERASED && this.counting.settingsOf(mark.dataset_id)) {
        const { dataset_id, import_from, import_to } = mark
        facts.setRejudgings([{ dataset_id, load_from: import_from, load_to: import_to, since_ms: null, next_ms: null }])
      }
      return row.position
    })
    this.ahead = this.ahead.slice(1)
  }

  private rejudgeStep(task: Rejudging, later: readonly Rejudging[]): void {
    const cursor = this.store.cursor()
    this.store.step(cursor, (facts) => {
      const left = task.load_from <= task.load_to ? this.loadRow(task, facts) : this.rejudge.page(task, facts)
      facts.setRejudgings(left ? [left, ...later] : later)
      if (!left) this.rejudge = this.newRejudge()
      return cursor
    })
  }

  private newRejudge(): Rejudge {
    return new Rejudge(this.counting, (seq) => this.lines.line(seq))
  }

  /** Loads one row of an import: each sighting that is new, or that was received earlier than the copy that is known. */
  private loadRow(task: Rejudging, facts: Facts): Rejudging {
    let since_ms = task.since_ms ?? Number.MAX_SAFE_INTEGER
    const row = this.journal.row(task.load_from)
    const lines = row?.kind === 'import' ? decodeRow(row.lines) : []
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index]
      if (!line || !isSighting(line) || line.received_at_ms === undefined) continue
      since_ms = Math.min(since_ms, this.forgetLater(line.dataset_id, line.sighting_id, line.received_at_ms, facts))
      const loaded = load(line, seqOf(task.load_from, index), line.received_at_ms, facts, this.counting)
      if (!loaded) continue
      facts.addSighting(loaded.row)
      since_ms = Math.min(since_ms, line.received_at_ms)
    }
    return { ...task, load_from: task.load_from + 1, since_ms: since_ms === Number.MAX_SAFE_INTEGER ? null : since_ms }
  }

  /** Forgets a known copy that says it was received later. @returns from when on to judge again, then */
  private forgetLater(dataset_id: string, sighting_id: string | undefined, at_ms: number, facts: Facts): number {
    const known = sighting_id === undefined ? undefined : facts.sightingById(dataset_id, sighting_id)
    const said = known && known.received_at_ms > at_ms ? this.lines.line(known.seq) : undefined
    return known && said ? forget(known, said, facts, this.counting) : Number.MAX_SAFE_INTEGER
  }
}

const rejudging = (dataset_id: string, since_ms: number): Rejudging => ({
  dataset_id,
  load_from: 1,
  load_to: 0,
  since_ms,
  next_ms: null,
})
