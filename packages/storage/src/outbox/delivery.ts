import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Destination } from '../configuration/destination.js'
import type { Configuration } from '../configuration/port.js'
import { FeedRunner } from '../feed/feed-runner.js'
import { openFacts } from '../feed/shared-reading.js'
import { seqOf } from '../journal/port.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import type { DataPaths } from '../process/data-directory.js'
import { Composer } from './compose.js'
import { DeliveryFold } from './delivery-fold.js'
import { type DeliveryStatus, readStatus } from './ledger.js'
import type { Outbox } from './port.js'
import { SqliteOutbox } from './sqlite.js'
import { takeOutOld } from './take-out-old.js'

/** How many journal rows are told to a new destination in a step, and how many rows of a removed one are taken out. */
const ROWS_PER_STEP = 20
const PAGE = 2_000
/** How often it looks for what is past its time: that is a matter of days. */
const OLD_LOOK_MS = 60_000

export const deliveryFile = (paths: DataPaths): string => join(paths.folds, 'delivery.db')

/** All that delivery holds open in a data directory: for one thread of the process that has locked it. */
export interface OpenDelivery {
  outbox: Outbox
  /** all destinations, as their owners have them now */
  destinations(): readonly Destination[]
  /** Reads on in the feed. @returns whether there may be more */
  step(): boolean
  status(destination_id: number): DeliveryStatus
  /** Whether there is no destination, and nothing is held of one that was removed. */
  isIdle(): boolean
  /** Takes out a page of what is past its time, or was removed. @returns whether there may be more */
  keepHouse(now_ms: number): boolean
  close(): void
}

export function openDelivery(paths: DataPaths, configuration: Configuration): OpenDelivery {
  const journal = openJournalReader(paths.journal)
  const facts = openFacts(paths)
  let version = Number.NaN
  let old_ms = 0
  let destinations: readonly Destination[] = []
  const current = () => {
    const now = configuration.version()
    if (now !== version) destinations = configuration.destinations()
    version = now
    return destinations
  }
  const holdOf = (id: number) => (current().find((known) => known.id === id)?.hold_seconds ?? 0) * 1_000
  const fold = new DeliveryFold(holdOf)
  const is_new = !existsSync(deliveryFile(paths))
  const runner = new FeedRunner(deliveryFile(paths), fold, facts, journal)
  const composer = new Composer(paths, journal, configuration)
  const outbox = new SqliteOutbox(runner.db, composer)
  const enrolment = fold.enrolment(runner.db)
  // Where the ledger is lost nobody knows what was sent of the past: it is not sent again unasked.
  const known_to = is_new ? journal.last() : 0

  /** A step of telling a new destination what was counted before delivery met it. */
  function catchUp(): boolean {
    const behind = enrolment.all().find(({ catch_up_to }) => catch_up_to > 0)
    if (!behind) return false
    const to = Math.min(behind.catch_up_to, behind.catch_up_next + ROWS_PER_STEP - 1)
    runner.inStep(() => {
      for (let position = behind.catch_up_next; position <= to; position += 1)
        for (const told of runner.standing(position))
          if (told.kind === 'sighting' && told.row.dataset_id === behind.dataset_id)
            fold.takeFor(behind, told, runner.db)
      enrolment.advance(behind.destination_id, to + 1)
    })
    return true
  }

  return {
    outbox,
    destinations: current,
    step() {
      // Before the first destination nobody is told of anything; what is counted until then is its to catch up with.
      if (enrolment.all().length === 0) runner.skip()
      enrolment.meet(current(), () => runner.end().counted_to, known_to)
      return enrolment.all().length > 0 && (catchUp() || runner.step())
    },
    status: (id) => readStatus(runner.db, id),
    isIdle: () => current().length === 0 && enrolment.all().length === 0,
    keepHouse(now_ms) {
      if (enrolment.takeOutRemoved(current(), PAGE)) return true
      if (now_ms < old_ms) return false
      const first = journal.segments()[0]?.first ?? 0
      const before_ms = journal.row(first)?.received_at_ms ?? 0
      const expired = current().some(({ id }) => outbox.expire(id, now_ms))
      const more = takeOutOld(runner.db, enrolment.all(), seqOf(first, 0), before_ms, PAGE)
      if (!more && !expired) old_ms = now_ms + OLD_LOOK_MS
      return more || expired
    },
    close() {
      composer.close()
      runner.close()
      facts.close()
      journal.close()
    },
  }
}
