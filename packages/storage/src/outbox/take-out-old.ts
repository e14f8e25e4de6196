import { DAY_MS } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Enrolled } from './enrolment.js'

/** Two clocks: of the journal and of delivery. */
const CLOCKS_MS = DAY_MS

/**
 * Takes out a page of the ledger whose events are gone from the journal: nothing could be said of them any more. The
 * tally keeps their number.
 * @param before_seq  the first event that the journal still holds
 * @param before_ms  when that was received
 * @returns whether there may be more
 */
export function takeOutOld(
  db: Database.Database,
  enrolled: readonly Enrolled[],
  before_seq: number,
  before_ms: number,
  page: number,
): boolean {
  return enrolled.some(({ destination_id }) => takeOutPage(db, destination_id, before_seq, before_ms, page))
}

function takeOutPage(
  db: Database.Database,
  destination_id: number,
  before_seq: number,
  before_ms: number,
  page: number,
): boolean {
  const of = { id: destination_id, before_seq, page }
  const old =
    'WHERE destination_id = @id AND seq < @before_seq AND (state >= 2 OR gone = 1) ORDER BY seq LIMIT @page'
  const held = db.prepare<object, { last: number | null }>(
    `SELECT max(seq) AS last FROM (SELECT seq FROM outbox ${old})`,
  )
  const last = held.get(of)?.last ?? null
  if (last === null) return false
  const until = { id: destination_id, last }
  const rows = 'WHERE destination_id = @id AND seq <= @last'
  db.transaction(() => {
    db.prepare(
      `UPDATE tally SET taken_out = taken_out + past.count FROM
         (SELECT state, gone, coalesce(reason, '') AS reason, count(*) AS count FROM outbox ${rows} AND (state >= 2 OR gone = 1)
          GROUP BY state, gone, reason) AS past
       WHERE tally.destination_id = @id AND tally.state = past.state AND tally.gone = past.gone AND tally.reason = past.reason`,
    ).run(until)
    db.prepare(`DELETE FROM outbox ${rows} AND (state >= 2 OR gone = 1)`).run(until)
    for (const table of ['refusals', 'edits']) db.prepare(`DELETE FROM ${table} ${rows}`).run(until)
    // A request for an event that is still here was made after that was received.
    db.prepare('DELETE FROM requests WHERE destination_id = ? AND seqs IS NULL AND sent_at_ms < ?').run(
      destination_id,
      before_ms - CLOCKS_MS,
    )
  }).immediate()
  return true
}
