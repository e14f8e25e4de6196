import { DecodedRows } from '../journal/decoded-rows.js'
import {
  decodeRow,
  ERASED,
  type ImportMarkLine,
  isImportMark,
  isRefusal,
  isRestricted,
  isSighting,
  type SightingLine,
} from '../journal/line.js'
import {
  type JournalPosition,
  type JournalReader,
  type JournalRow,
  type Segment,
  seqOf,
} from '../journal/port.js'
import { type Counting, countRefusal, countRestricted, foldLive, load } from './counting.js'
import type { CountedWith, Facts, FactsStore, Rejudging } from './port.js'
import { forget, REJUDGED_PER_STEP, Rejudge } from './rejudge.js'

/** How much of the journal is read at a time. */
const READ_BYTES_MAX = 4 * 2 ** 20
/**
 * A step ends at so many sightings or so long, so that a read waits little. With much more waiting in the journal a
 * read waits for that anyway, and long steps get there sooner: each page that they touch is written once.
 */
const STEP_SIGHTINGS_MAX = 20_000
const STEP_MS_MAX = 25
const STEP_MS_MAX_BEHIND = 500

/**
 * The counting fold: reads the journal from where it left off, and takes it into the facts a step at a time.
 * Whatever it was interrupted in, it goes on where the last step ended.
 */
export class CountingFold {
  private rejudge: Rejudge
  /** whether the last step took all that the journal held: the next can wait until there is more to take at once */
  caught_up = false
  private ahead: JournalRow[] = []
  private behind = false
  private readonly lines: DecodedRows

  constructor(
    private readonly journal: JournalReader,
    private readonly store: FactsStore,
    private readonly counting: Counting,
    private readonly now_ms: () => number,
  ) {
    this.lines = new DecodedRows(journal)
    this.rejudge = this.newRejudge()
  }

  /**
   * Takes one step: some 25 ms of rows, or one page of what is to be judged again.
   * @returns whether there may be more to do
   * @throws StoreUnavailable; the same step is taken at the next call
   */
  step(): boolean {
    this.caught_up = false
    this.counting.refresh()
    const [task, ...later] = this.store.rejudgings()
    if (task) {
      this.rejudgeStep(task, later)
      return true
    }
    const next = this.rowAfter(this.store.cursor())
    if (!next) return false
    if (next.kind === 'live') this.foldLiveRows()
    else this.foldImported(next)
    return true
  }

  /** Has a dataset judged again, all of it, with the counting rule's numbers as they are now. */
  judgeAgain(dataset_id: string, made: CountedWith): void {
    this.begin(dataset_id, made, { ...rejudging(dataset_id), since_ms: 0 })
  }

  /**
   * Has a dataset counted again from the journal. Where the oldest segments are gone, the first days of what is left
   * stay as they were counted: they are what the rest is judged by.
   */
  rebuild(dataset_id: string, made: CountedWith): void {
    const from = this.rebuildsFrom(dataset_id)
    if (!from) {
      this.begin(dataset_id, made)
      return
    }
    const task = { ...rejudging(dataset_id), clear_from_seq: seqOf(from.first, 0), loads: 'all' as const }
    this.begin(dataset_id, made, { ...task, load_from: from.first, load_to: this.store.cursor() }, from.day)
  }

  /** undefined where nothing can be counted again */
  private rebuildsFrom(dataset_id: string): Segment | undefined {
    const segments = this.journal.segments()
    const kept_from = this.store.keptFrom(dataset_id)
    const oldest = segments.find((s) => s.day >= kept_from)
    if (!oldest || oldest.first === 1) return oldest
    return segments.find((s) => s.day > oldest.day + DAYS_JUDGED_BY)
  }

  private begin(dataset_id: string, made: CountedWith, task?: Rejudging, clear_segment?: number): void {
    const cursor = this.store.cursor()
    this.store.step(cursor, (facts) => {
      if (clear_segment !== undefined) facts.clearBooks(dataset_id, clear_segment)
      const from_seq = task?.clear_from_seq ?? null
      if (from_seq !== null) facts.change({ kind: 'cleared', dataset_id, from_seq })
      facts.setCountedWith(dataset_id, made)
      if (task) facts.setRejudgings([...facts.rejudgings(), task])
      return cursor
    })
  }

  /** The row behind a position, read ahead of need a few megabytes at a time. */
  private rowAfter(position: JournalPosition): JournalRow | undefined {
    while (this.ahead[0] && this.ahead[0].position <= position) this.ahead.shift()
    if (this.ahead[0]?.position === position + 1) return this.ahead[0]
    this.ahead = this.journal.read(position + 1, READ_BYTES_MAX)
    const bytes = this.ahead.reduce((sum, row) => sum + row.lines.byteLength, 0)
    this.behind = bytes > READ_BYTES_MAX / 2
    return this.ahead[0]
  }

  private foldLiveRows(): void {
    const end_ms = this.now_ms() + (this.behind ? STEP_MS_MAX_BEHIND : STEP_MS_MAX)
    const after = this.store.cursor()
    this.store.step(after, (facts) => {
      let position = after
      let sightings = 0
      for (;;) {
        const row = this.rowAfter(position)
        this.caught_up = row === undefined
        if (row?.kind !== 'live') return position
        const folded = foldLive(row, facts, this.counting)
        position = row.position
        sightings += folded.sightings
        if (folded.late.size > 0) {
          facts.setRejudgings(
            [...folded.late].map((id) => ({ ...rejudging(id), since_ms: row.received_at_ms })),
          )
          return position
        }
        if (sightings >= STEP_SIGHTINGS_MAX || this.now_ms() >= end_ms) return position
      }
    })
  }

  /** An import's rows are passed over until its mark; the mark has them loaded, and judged where they belong. */
  private foldImported(row: JournalRow): void {
    const mark = row.kind === 'mark' ? (decodeRow(row.lines)[0] as ImportMarkLine | typeof ERASED) : ERASED
    this.store.step(this.store.cursor(), (facts) => {
      if (mark === ERASED) return row.position
      if (this.counting.settingsOf(mark.dataset_id) === undefined) this.counting.leftBehind(mark.dataset_id)
      else {
        const { import_from: load_from, import_to: load_to } = mark
        facts.setRejudgings([{ ...importOf(mark), load_from, load_to }])
      }
      return row.position
    })
  }

  private rejudgeStep(task: Rejudging, later: readonly Rejudging[]): void {
    const cursor = this.store.cursor()
    let goes_on = false
    try {
      let left: Rejudging | null = null
      this.store.step(cursor, (facts) => {
        left = this.goOn(task, facts)
        facts.setRejudgings(left ? [left, ...later] : later)
        return cursor
      })
      goes_on = left !== null
    } finally {
      // It remembers what it has done to events: of a step that was taken back, nothing was done.
      if (!goes_on) this.rejudge = this.newRejudge()
    }
  }

  private newRejudge(): Rejudge {
    return new Rejudge(this.counting, (seq) => this.lines.line(seq))
  }

  private goOn(task: Rejudging, facts: Facts): Rejudging | null {
    if (task.clear_from_seq !== null) return clearPage(task, task.clear_from_seq, facts)
    if (task.load_from > task.load_to) return this.rejudge.page(task, facts)
    const row = this.journal.row(task.load_from)
    const since_ms = row ? this.loadRow(row, task, facts) : NEVER_MS
    const earliest_ms = Math.min(task.since_ms ?? NEVER_MS, since_ms)
    return { ...task, load_from: task.load_from + 1, since_ms: earliest_ms === NEVER_MS ? null : earliest_ms }
  }

  /**
   * Loads a journal row's sightings of the task's dataset: each that is new, or that was received earlier than the
   * copy that is known.
   * @returns from when on the dataset must be judged again
   */
  private loadRow(row: JournalRow, task: Rejudging, facts: Facts): number {
    if (row.kind === 'import' && task.loads === 'all') return NEVER_MS
    let since_ms = NEVER_MS
    const lines = decodeRow(row.lines)
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index]
      if (!line || line.dataset_id !== task.dataset_id) continue
      if (row.kind === 'import' && isSighting(line) && line.import_id !== task.import_id) continue
      if (isSighting(line))
        since_ms = Math.min(since_ms, this.loadLine(line, seqOf(row.position, index), row, facts))
      else if (isRefusal(line)) countRefusal(line, row, facts, this.counting)
      else if (isRestricted(line)) countRestricted(line, row, facts, this.counting)
      else if (isImportMark(line)) since_ms = Math.min(since_ms, this.loadMarked(line, facts))
    }
    return since_ms
  }

  private loadMarked(mark: ImportMarkLine, facts: Facts): number {
    let since_ms = NEVER_MS
    const task = importOf(mark)
    for (let position = mark.import_from; position <= mark.import_to; position += 1) {
      const row = this.journal.row(position)
      if (row?.kind === 'import') since_ms = Math.min(since_ms, this.loadRow(row, task, facts))
    }
    return since_ms
  }

  private loadLine(line: SightingLine, seq: number, row: JournalRow, facts: Facts): number {
    if (facts.sighting(seq)) return NEVER_MS
    const at_ms = row.kind === 'import' ? line.received_at_ms : row.received_at_ms
    if (at_ms === undefined) return NEVER_MS
    const since_ms = this.forgetLater(line.dataset_id, line.sighting_id, at_ms, facts)
    const loaded = load(line, seq, at_ms, facts, this.counting)
    if (!loaded) return since_ms
    facts.addSighting(loaded.row)
    return Math.min(since_ms, at_ms)
  }

  /** Forgets a known copy that says it was received later. @returns from when on to judge again, then */
  private forgetLater(
    dataset_id: string,
    sighting_id: string | undefined,
    at_ms: number,
    facts: Facts,
  ): number {
    const known = sighting_id === undefined ? undefined : facts.sightingById(dataset_id, sighting_id)
    const said = known && known.received_at_ms > at_ms ? this.lines.line(known.seq) : undefined
    return known && said ? forget(known, said, facts, this.counting) : NEVER_MS
  }
}

const NEVER_MS = Number.MAX_SAFE_INTEGER
/** Days of the oldest journal that a rebuild leaves: longer than any window of the counting rule. */
const DAYS_JUDGED_BY = 8

const rejudging = (dataset_id: string): Rejudging => ({
  dataset_id,
  clear_from_seq: null,
  load_from: 1,
  load_to: 0,
  loads: 'import',
  since_ms: null,
  next_ms: null,
})

const importOf = ({ dataset_id, import_id }: ImportMarkLine): Rejudging => ({
  ...rejudging(dataset_id),
  ...(import_id !== undefined && { import_id }),
})

/** Takes a page of a dataset's sightings out of the facts, where they stand from a place in the journal on. */
function clearPage(task: Rejudging, from_seq: number, facts: Facts): Rejudging {
  const rows = facts.sightingsByTime(task.dataset_id, task.next_ms ?? 0, NEVER_MS, REJUDGED_PER_STEP)
  for (const row of rows) if (row.seq >= from_seq) facts.removeSighting(row)
  const last = rows.at(-1)
  if (!last) return { ...task, clear_from_seq: null, next_ms: null }
  return { ...task, next_ms: last.received_at_ms + 1 }
}
