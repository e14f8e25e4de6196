import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS, dayOf } from '@countersign/core'
import Database from 'better-sqlite3'
import type { Configuration } from '../configuration/port.js'
import { FeedRunner } from '../feed/feed-runner.js'
import { isMade } from '../feed/is-made.js'
import { rowsBehind } from '../feed/rows-behind.js'
import { LONG_STEP, openSharedReading, type SharedReading } from '../feed/shared-reading.js'
import { flush } from '../keep/flush.js'
import type { DataPaths } from '../process/data-directory.js'
import { FactsReader } from '../report/facts-reader.js'
import type { Imbalance } from '../report/verify.js'
import { AemClock } from './clock.js'
import { AemFold } from './fold.js'
import { openPersonKeys } from './person-keys.js'
import { DayPublisher } from './publish-days.js'
import { type AemReport, readAemReport } from './report.js'
import { AEM_MIGRATIONS } from './schema.js'
import { verifyAem } from './verify.js'

/** How many windows are reported in a transaction, and how many rows of a deleted dataset go in one. */
const PAGE = 1_000
/** How often it looks for keys to destroy and for what is past its time. */
const HOUSE_LOOK_MS = 600_000

export const aemFile = (paths: DataPaths): string => join(paths.folds, 'aem.db')

/** Aggregated Event Measurement of a data directory: for one thread of the process that has locked it. */
export interface OpenAem {
  /** Reads on in the feed. @returns whether there may be more */
  step(): boolean
  /**
   * Counts the windows that are due, and publishes the days that are over. First it takes all that the feed holds: a day
   * is published once. A clock that has jumped ahead is only followed slowly.
   * @returns whether there may be more
   */
  release(now_ms: number): boolean
  /** @returns undefined where there is no such dataset */
  report(dataset_id: string, now_ms: number): AemReport | undefined
  /** how many journal rows it has not been told of; 0 while no dataset measures */
  behind(): number
  /** The last change that it was told: below it, the feed may be dropped. */
  cursor(): number
  /** Destroys keys whose time is over, and takes out what is past its time. @returns whether there may be more */
  keepHouse(now_ms: number): boolean
  close(): void
}

/** What comes in from outside. */
export interface AemSeeds {
  /** what noise and keys are made of */
  randomBytes(count: number): Uint8Array
  /** a clock that only goes forward, ms since any start */
  steady_ms(): number
}

/** @param shared  absent: it reads by itself */
export function openAem(
  paths: DataPaths,
  configuration: Configuration,
  { randomBytes, steady_ms }: AemSeeds,
  shared?: SharedReading,
): OpenAem {
  const reading = shared ?? openSharedReading(paths)
  const { facts, journal, rows } = reading
  const keys = openPersonKeys(paths.person_keys, randomBytes)
  const ordersOf = (id: string) => configuration.dataset(id)?.settings.aem_events
  const fold = new AemFold(ordersOf, (position) => journal.dayOf(position), !isMeasured(configuration))
  const runner = new FeedRunner(aemFile(paths), fold, facts, journal, rows, LONG_STEP)
  const { db } = runner
  db.pragma('busy_timeout = 5000')
  // What is reported does not stay in the file's free pages.
  db.pragma('secure_delete = ON')
  const publisher = new DayPublisher(db, () => uniformOf(randomBytes))
  const clock = new AemClock(db, steady_ms)
  let has_begun = false
  let looked_ms = Number.NEGATIVE_INFINITY

  /** Before the first dataset measures there is nothing to be told of, and the journal is not read for it. */
  function step(): boolean {
    const { change_id } = runner.end()
    if (isMeasured(configuration)) return runner.step()
    runner.skip(change_id)
    return false
  }

  /** Where nobody measures nothing is published, and nothing written. */
  const believed = (now_ms: number): number => (isMeasured(configuration) ? clock.read(now_ms) : now_ms)

  /**
   * Up to when all that was received is counted, so that the feed tells of it. After a stop the journal may hold days that
   * are not: of a window that was reported without them, its person would open another.
   */
  function countedTo(now_ms: number): number {
    const first_uncounted = journal.row(runner.end().counted_to + 1)
    return Math.min(now_ms, first_uncounted?.received_at_ms ?? now_ms)
  }

  return {
    step,
    release(now_ms) {
      const believed_ms = believed(now_ms)
      if (!has_begun && isMeasured(configuration)) publisher.beginNoise(dayOf(believed_ms))
      has_begun = isMeasured(configuration)
      const known_to_ms = countedTo(believed_ms)
      if (step()) return true
      let more = false
      runner.inStep(() => {
        more = fold.release(known_to_ms, PAGE, db)
      })
      if (more || !publisher.isDue(known_to_ms)) return more
      runner.inStep(() => publisher.publish(configuration.datasets()))
      return true
    },
    report(dataset_id, now_ms) {
      const dataset = configuration.dataset(dataset_id)
      return dataset && readAemReport(db, dataset, now_ms)
    },
    behind: () => (isMeasured(configuration) ? rowsBehind(db, facts, journal) : 0),
    cursor: () => runner.cursor(),
    keepHouse(now_ms) {
      if (now_ms < looked_ms + HOUSE_LOOK_MS) return false
      const believed_ms = believed(now_ms)
      keys.destroyOld(believed_ms, now_ms)
      const ids = configuration.datasets().map(({ id }) => id)
      keys.keepOnly(ids)
      if (takeOut(db, configuration, believed_ms)) return true
      // Of people who were reported nothing stays in the log either.
      flush(db)
      looked_ms = now_ms
      return false
    },
    close() {
      keys.close()
      runner.close()
      if (!shared) reading.close()
    },
  }
}

/** For commands beside a server: what was measured, and whether its books balance. */
export interface AemLook {
  report(dataset_id: string, now_ms: number): AemReport | undefined
  verify(): Imbalance[]
  /** whether it has not been told yet of all that is counted */
  isBehind(): boolean
  close(): void
}

/** @returns undefined where nothing was ever measured in this data directory */
export function lookAtAem(paths: DataPaths, configuration: Configuration): AemLook | undefined {
  if (!existsSync(aemFile(paths))) return undefined
  const db = new Database(aemFile(paths), { readonly: true })
  db.pragma('busy_timeout = 5000')
  if (!isMade(db, aemFile(paths), AEM_MIGRATIONS)) {
    db.close()
    return undefined
  }
  const facts = new FactsReader(paths.facts)
  const told = db.prepare<[], number>('SELECT change_id FROM feed_cursor WHERE backfill_to = 0').pluck()
  const isBehind = () => (told.get() ?? -1) !== facts.lastChange()
  return {
    report(dataset_id, now_ms) {
      const dataset = configuration.dataset(dataset_id)
      return dataset && readAemReport(db, dataset, now_ms)
    },
    verify() {
      const ids = configuration.datasets().map(({ id }) => id)
      // Of both files one moment each: a server goes on writing beside this.
      return facts.together(() => db.transaction(() => verifyAem(ids, db, facts, isBehind())).deferred())
    },
    isBehind,
    close() {
      facts.close()
      db.close()
    },
  }
}

/** Whether any dataset has ever begun to measure. */
const isMeasured = (configuration: Configuration): boolean =>
  configuration.datasets().some(({ settings }) => settings.aem || settings.aem_events.length > 0)

/** A number between 0 and 1, both exclusive, of 53 random bits. */
function uniformOf(randomBytes: (count: number) => Uint8Array): number {
  const bytes = Buffer.from(randomBytes(8))
  const bits = (bytes.readUInt32BE(0) >>> 5) * 2 ** 26 + (bytes.readUInt32BE(4) >>> 6)
  return (bits + 0.5) / 2 ** 53
}

/** Takes out what deleted datasets left, and published days that are past their time. @returns whether it was a page */
function takeOut(db: Database.Database, configuration: Configuration, now_ms: number): boolean {
  const datasets = configuration.datasets()
  const gone = `dataset_id NOT IN (${datasets.map(({ id }) => Number(id)).join()})`
  const work = db.transaction(() => {
    const windows = `SELECT id FROM windows WHERE ${gone} LIMIT ${PAGE}`
    db.prepare(`DELETE FROM known WHERE window_id IN (${windows})`).run()
    const { changes } = db.prepare(`DELETE FROM windows WHERE id IN (${windows})`).run()
    if (changes === PAGE) return true
    for (const table of ['cells', 'releases', 'released', 'books', 'told'])
      db.prepare(`DELETE FROM ${table} WHERE ${gone}`).run()
    for (const { id, settings } of datasets) {
      const before = dayOf(now_ms - settings.retention_hourly_days * DAY_MS)
      for (const table of ['releases', 'released'])
        db.prepare(`DELETE FROM ${table} WHERE dataset_id = ? AND day < ?`).run(Number(id), before)
    }
    return false
  })
  return work.immediate()
}
