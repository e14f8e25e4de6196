import { DAY_MS, dayOf } from '@countersign/core'
import Database from 'better-sqlite3'
import type { Configuration, Dataset } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import { hourOf, StoreUnavailable } from '../fold/port.js'
import { seqOf } from '../journal/port.js'
import { FactsKeeper } from '../keep/facts-keeper.js'
import { flushSealed } from '../keep/flush-sealed.js'
import { dropSegment, JournalEraser, linesOfDataset } from '../keep/journal-eraser.js'
import { eraseOrders } from '../keep/orders-eraser.js'
import type { OpenCounting } from './counting.js'
import { type DataPaths, lockTakingOut } from './data-directory.js'
import { hasImports } from './import-lock.js'
import { matchConfiguration } from './match-configuration.js'
import { UnfinishedImports } from './unfinished-imports.js'

/** How often it looks for what is past its time. */
const LOOK_MS = 600_000
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
  private readonly eraser: JournalEraser
  private readonly unfinished: UnfinishedImports
  /** the deleted dataset whose facts are erased already */
  private facts_erased: string | undefined

  constructor(
    private readonly paths: DataPaths,
    private readonly configuration: Configuration,
    private readonly counting: OpenCounting,
    private readonly now_ms: () => number,
  ) {
    this.keeper = new FactsKeeper(paths.facts, counting.journal)
    this.eraser = new JournalEraser(paths.journal, counting.journal)
    this.unfinished = new UnfinishedImports(paths, counting.journal, this.eraser)
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
    if (this.eraseDeleted() || this.unfinished.step()) return true
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
    if (this.eraser.page(linesOfDataset(dataset_id), Number.MAX_SAFE_INTEGER)) return true
    if (eraseOrders(this.paths, dataset_id)) return true
    this.configuration.erased(dataset_id)
    this.facts_erased = undefined
    this.claims_from = 0
    return true
  }

  private keepWithinTime(): boolean {
    if (!this.isTimeToLook()) return false
    const datasets = this.configuration.datasets()
    for (const dataset of datasets) this.moveKept(dataset)
    if (!this.importsAreCounted()) return false
    for (const dataset of datasets) if (this.keepDataset(dataset)) return true
    this.dropSegments()
    // Where somebody is just reading one, it is for the next look.
    flushSealed(this.paths.journal)
    this.keeper.dropChanges(CHANGES_KEPT)
    this.looked_ms = this.now_ms()
    return false
  }

  private moveKept({ id, settings }: Dataset): void {
    const from_day = dayOf(this.now_ms()) - settings.retention_sightings_days
    const kept = this.counting.journal.segments().find((segment) => segment.day >= from_day)
    if (kept && kept.first > 1 && this.keeper.keptFrom(id) < kept.day) this.keeper.keepFrom(id, kept.day)
  }

  /**
   * An import that began before what is kept was moved may bring what is about to be taken out: it is recognised only
   * while that is here. One that begins later knows, and leaves it out.
   */
  private importsAreCounted(): boolean {
    const { journal, store } = this.counting
    return !hasImports(this.paths) && journal.last() <= store.cursor()
  }

  private keepDataset(dataset: Dataset): boolean {
    const { retention_events_days, retention_hourly_days } = dataset.settings
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
    if (this.eraser.page(linesOfDataset(id), day)) return true
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
