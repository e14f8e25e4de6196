import Database from 'better-sqlite3'
import type { Configuration, Dataset } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import { hourOf, StoreUnavailable } from '../fold/port.js'
import { decodeRow, ERASED } from '../journal/line.js'
import { type JournalPosition, type JournalRow, seqOf } from '../journal/port.js'
import { dayOf } from '../journal/sqlite/segment-file.js'
import { FactsKeeper } from '../keep/facts-keeper.js'
import {
  dropSegment,
  type Erased,
  eraseLines,
  linesOfDataset,
  linesOfImport,
} from '../keep/journal-eraser.js'
import type { OpenCounting } from './counting.js'
import { type DataPaths, lockTakingOut } from './data-directory.js'
import { forgetImport, hasImports, type UnfinishedImport, unfinishedImport } from './import-lock.js'
import { matchConfiguration } from './match-configuration.js'

const DAY_MS = 86_400_000
/** How often it looks for what is past its time. */
const LOOK_MS = 600_000
/** How much of the journal one step looks through for a mark. */
const LOOKED_BYTES_MAX = 4 * 2 ** 20
/** How far a fold may be behind the feed. One that is new starts from the journal, not from here. */
const CHANGES_KEPT = 1_000_000

/**
 * What the counting thread does when there is nothing to count: follows changed settings and wishes for a rebuild,
 * erases deleted datasets, and takes away what is past its time. One small thing a step; all of it can be begun again.
 */
export class Housekeeping {
  private version = -1
  private looked_ms = Number.NEGATIVE_INFINITY
  private readonly keeper: FactsKeeper
  private claims_from: number | null = null
  /** how far a dataset or an import is erased from the journal, by its id */
  private readonly erased_to = new Map<string, { day: number; position: number }>()
  /** the deleted dataset whose facts are erased already */
  private facts_erased: string | undefined
  /** an import that nobody will end, and how far its mark was looked for: to `last` there is all that it wrote */
  private unfinished: (UnfinishedImport & { looked_from: JournalPosition; last: JournalPosition }) | undefined

  constructor(
    private readonly paths: DataPaths,
    private readonly configuration: Configuration,
    private readonly counting: OpenCounting,
    private readonly now_ms: () => number,
  ) {
    this.keeper = new FactsKeeper(paths.facts, counting.journal)
  }

  /**
   * @returns whether there is more to do at once
   * @throws StoreUnavailable where a file could not be written; the step can be taken again
   */
  step(): boolean {
    try {
      return this.nextThing()
    } catch (error) {
      if (error instanceof Database.SqliteError) throw new StoreUnavailable(error.message, { cause: error })
      throw error
    }
  }

  private nextThing(): boolean {
    const version = this.configuration.version()
    if (version !== this.version) {
      matchConfiguration(this.counting, this.configuration)
      this.version = version
      return true
    }
    if (!this.hasToTakeOut()) return false
    // A backup may take minutes. What is to be taken out waits for it, and is looked for again.
    const lock = lockTakingOut(this.paths, 0)
    if (!lock) return false
    try {
      return this.takeOutNext()
    } finally {
      lock.release()
    }
  }

  private hasToTakeOut(): boolean {
    const is_told = this.claims_from !== null || this.configuration.erasures().length > 0
    return is_told || hasImports(this.paths) || this.isTimeToLook()
  }

  private isTimeToLook(): boolean {
    return this.now_ms() - this.looked_ms >= LOOK_MS && this.counting.store.rejudgings().length === 0
  }

  private takeOutNext(): boolean {
    if (this.eraseDeleted() || this.eraseUnfinished()) return true
    if (this.claims_from !== null) {
      this.claims_from = this.keeper.sweepClaims(this.claims_from)
      return true
    }
    return this.keepWithinTime()
  }

  close(): void {
    this.keeper.close()
  }

  private eraseDeleted(): boolean {
    const [dataset_id] = this.configuration.erasures()
    if (dataset_id === undefined) return false
    if (this.facts_erased !== dataset_id) {
      if (this.keeper.erase(dataset_id)) return true
      if (!this.keeper.flush()) return false
      this.facts_erased = dataset_id
    }
    if (this.eraseFromJournal(linesOfDataset(dataset_id), Number.MAX_SAFE_INTEGER)) return true
    this.configuration.erased(dataset_id)
    this.facts_erased = undefined
    this.claims_from = 0
    return true
  }

  /**
   * Erases what an import has left that failed, or died, before its mark: it counts nothing, and never will. One that
   * died behind its mark counts, and is only forgotten.
   */
  private eraseUnfinished(): boolean {
    const { journal } = this.counting
    if (!this.unfinished) {
      const found = unfinishedImport(this.paths)
      if (found) this.unfinished = { ...found, looked_from: found.from, last: journal.last() }
      return found !== undefined
    }
    const { import_id, from, looked_from, last } = this.unfinished
    const rows = looked_from > last ? [] : journal.read(looked_from, LOOKED_BYTES_MAX)
    const is_marked = rows.some((row) => isMarkOf(import_id, row))
    this.unfinished.looked_from = (rows.at(-1)?.position ?? last) + 1
    if (!is_marked) {
      if (rows.length > 0) return true
      if (this.eraseFromJournal(linesOfImport(import_id), Number.MAX_SAFE_INTEGER, from)) return true
    }
    forgetImport(this.paths, import_id)
    this.unfinished = undefined
    return true
  }

  /**
   * Overwrites a page of a dataset's or an import's lines in the segments before a day.
   * @returns whether there is more; false with the last page, so that nothing is folded between the two
   */
  private eraseFromJournal(erased: Erased, before_day: number, from: JournalPosition = 0): boolean {
    const { journal } = this.counting
    const id = erased.text
    const { day, position } = this.erased_to.get(id) ?? { day: journal.dayOf(from), position: from }
    const [segment, following] = journal.segments().filter((s) => s.day >= day && s.day < before_day)
    const next = segment ? eraseLines(this.paths.journal, segment.day, erased, position) : null
    if (segment && next !== null) this.erased_to.set(id, { day: segment.day, position: next })
    else if (following) this.erased_to.set(id, { day: following.day, position: 0 })
    else this.erased_to.delete(id)
    return this.erased_to.has(id)
  }

  private keepWithinTime(): boolean {
    if (!this.isTimeToLook()) return false
    for (const dataset of this.configuration.datasets()) if (this.keepDataset(dataset)) return true
    this.dropSegments()
    this.keeper.dropChanges(CHANGES_KEPT)
    this.looked_ms = this.now_ms()
    return false
  }

  private keepDataset(dataset: Dataset): boolean {
    const { retention_sightings_days, retention_events_days, retention_hourly_days } = dataset.settings
    const from_day = dayOf(this.now_ms()) - retention_sightings_days
    const kept = this.counting.journal.segments().find((segment) => segment.day >= from_day)
    if (kept && kept.first > 1 && this.keeper.keptFrom(dataset.id) < kept.day)
      this.keeper.keepFrom(dataset.id, kept.day)
    if (!this.keeper.isTakenOut(dataset.id)) return this.takeOut(dataset)
    const events_before_ms = this.now_ms() - retention_events_days * DAY_MS
    const hours_before = hourOf(this.now_ms() - retention_hourly_days * DAY_MS)
    return this.keeper.dropOld(dataset.id, events_before_ms, hours_before)
  }

  /** Archives the events whose sightings are not kept, and erases these. @returns true: there may be more */
  private takeOut({ id, settings }: Dataset): true {
    const day = this.keeper.keptFrom(id)
    const first = this.counting.journal.segments().find((segment) => segment.day >= day)?.first
    if (first !== undefined && this.keeper.archive(id, seqOf(first, 0), countingSettings(settings)))
      return true
    if (this.eraseFromJournal(linesOfDataset(id), day)) return true
    this.keeper.setTakenOut(id)
    this.claims_from = 0
    return true
  }

  /**
   * A segment goes whole when no dataset keeps anything of it any more and all of it is folded; an empty one, which a
   * day without traffic leaves, when the next day's is there.
   */
  private dropSegments(): void {
    const { journal, store } = this.counting
    const datasets = this.configuration.datasets()
    const segments = journal.segments()
    const kept_day = Math.min(...datasets.map((dataset) => this.keeper.keptFrom(dataset.id)))
    if (datasets.length === 0) return
    for (const [index, segment] of segments.entries()) {
      const following = segments[index + 1]
      if (!following) return
      const is_past = segment.day < kept_day && following.first <= store.cursor() + 1
      if (is_past || following.first === segment.first) dropSegment(this.paths.journal, segment.day)
    }
  }
}

const isMarkOf = (import_id: string, { kind, lines }: JournalRow): boolean =>
  kind === 'mark' &&
  decodeRow(lines).some((line) => line !== ERASED && 'import_from' in line && line.import_id === import_id)
