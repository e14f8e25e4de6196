import type Database from 'better-sqlite3'
import type { Change } from '../fold/port.js'
import type { JournalPosition, JournalReader } from '../journal/port.js'

/** How many changes are looked into; those beyond count as one row each. */
const CHANGES_LOOKED_AT = 1_000

interface Cursor {
  change_id: number
  position: JournalPosition
  backfill_to: JournalPosition
}

/**
 * How many journal rows a fold has not been told of: those that are not counted yet, those that it has still to be told
 * from before it was there, and those of the feed's changes that it has not met.
 * @param fold  the fold's file
 */
export function rowsBehind(
  fold: Database.Database,
  facts: Database.Database,
  journal: JournalReader,
): number {
  const cursor = fold
    .prepare<[], Cursor>('SELECT change_id, position, backfill_to FROM feed_cursor')
    .get() ?? { change_id: 0, position: 0, backfill_to: 0 }
  const is_new = cursor.backfill_to > 0
  const first = journal.segments()[0]?.first ?? 1
  const backfill = is_new ? cursor.backfill_to - Math.max(cursor.position, first - 1) : 0
  const position = is_new ? 0 : cursor.position
  return uncounted(facts, journal) + backfill + rowsOfChanges(facts, cursor.change_id, position)
}

/** How many journal rows are not counted yet. */
export const uncounted = (facts: Database.Database, journal: JournalReader): number =>
  journal.last() - (facts.prepare<[], number>('SELECT cursor FROM state').pluck().get() ?? 0)

function rowsOfChanges(facts: Database.Database, after: number, position: JournalPosition): number {
  const changes = facts
    .prepare<[number, number], string>('SELECT change FROM changes WHERE id > ? ORDER BY id LIMIT ?')
    .pluck()
    .all(after, CHANGES_LOOKED_AT)
    .map((text) => JSON.parse(text) as Change)
  const rows = changes.reduce((sum, change) => sum + rowsOf(change), 0)
  const [next] = changes
  const told = next?.kind === 'counted' && position > 0 ? position - next.from + 1 : 0
  if (changes.length < CHANGES_LOOKED_AT) return rows - told
  const last = facts.prepare<[], number>('SELECT max(id) FROM changes').pluck().get() ?? after
  return rows - told + Math.max(0, last - after - CHANGES_LOOKED_AT)
}

const rowsOf = (change: Change): number => (change.kind === 'counted' ? change.to - change.from + 1 : 1)
