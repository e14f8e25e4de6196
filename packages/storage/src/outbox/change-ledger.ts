import type { GraphEvent } from '@countersign/core'
import type Database from 'better-sqlite3'
import { EXPIRED, REFUSED, SENT, SUPPRESSED, WAITING } from './states.js'
import { type Fate, Tally } from './tally.js'

/** How many rows one transaction changes: delivery waits for it no longer than a moment. */
const PAGE = 1_000

/** Which of a destination's dead letters are to be sent again. */
export type Resent = { seq: number } | { reason: string } | 'all refused'

/**
 * Lets dead letters wait to be sent again, whatever their retries were; what has no time left expires when its turn comes.
 * @param at_most  how many at most, by whole pages
 * @returns how many
 */
export function resend(
  db: Database.Database,
  destination_id: number,
  which: Resent,
  now_ms: number,
  at_most = Number.POSITIVE_INFINITY,
): number {
  const given = { id: destination_id, ...(typeof which === 'object' ? which : {}) }
  const wanted =
    which === 'all refused'
      ? `state = ${REFUSED}`
      : 'seq' in which
        ? `seq = @seq AND state IN (${REFUSED}, ${EXPIRED}, ${SUPPRESSED})`
        : `state IN (${REFUSED}, ${EXPIRED}) AND reason = @reason`
  const page = db
    .prepare<object, number>(
      `SELECT seq FROM outbox WHERE destination_id = @id AND ${wanted} AND gone = 0 AND seq > @after ORDER BY seq LIMIT ${PAGE}`,
    )
    .pluck()
  let resent = 0
  let after = -1
  for (let more = true; more; ) {
    const seqs = inOneStep(db, (tally) => {
      const found = page.all({ ...given, after })
      for (const seq of found) waitAgain(db, tally, destination_id, seq, now_ms)
      return found
    })
    resent += seqs.length
    // Beside a server some may be dead letters again by now.
    after = seqs.at(-1) ?? after
    more = seqs.length === PAGE && resent < at_most
  }
  return resent
}

/** Sets what is sent of an event in place of what was reported. It is sent when it is resent. */
export function edit(
  db: Database.Database,
  destination_id: number,
  seq: number,
  graph_event: GraphEvent,
): void {
  db.prepare('INSERT OR REPLACE INTO edits VALUES (?, ?, ?)').run(
    destination_id,
    seq,
    JSON.stringify(graph_event),
  )
}

/** An event that a replay is about. */
export interface Replayed {
  seq: number
  name_id: number
  lane: number
  event_time_s: number
  deadline_ms: number
  /** it happened elsewhere and was reported from there */
  is_imported: boolean
}

/** What became of a page of a replay. */
export interface ReplayCount {
  /** they wait now, and did not before */
  queued: number
  /** they waited already */
  waiting: number
  /** their time is over */
  too_old: number
  /** they came by an import, and are not sent */
  imported: number
}

/**
 * Lets counted events wait to be sent, again or for the first time.
 * @param is_dry  counts only
 */
export function replayPage(
  db: Database.Database,
  destination_id: number,
  events: readonly Replayed[],
  now_ms: number,
  is_dry: boolean,
): ReplayCount & { queued_seqs: number[] } {
  const count = { queued: 0, waiting: 0, too_old: 0, imported: 0, queued_seqs: [] as number[] }
  const stateOf = db
    .prepare<[number, number], number>('SELECT state FROM outbox WHERE destination_id = ? AND seq = ?')
    .pluck()
  const insert = db.prepare(
    'INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, NULL, NULL, NULL, NULL)',
  )
  inOneStep(db, (tally) => {
    for (const { seq, name_id, lane, event_time_s, deadline_ms, is_imported } of events) {
      const state = stateOf.get(destination_id, seq)
      if (state !== undefined && state < SENT) count.waiting += 1
      else if (is_imported) count.imported += 1
      else if (deadline_ms <= now_ms) count.too_old += 1
      else {
        count.queued += 1
        count.queued_seqs.push(seq)
        if (is_dry) continue
        if (state !== undefined) waitAgain(db, tally, destination_id, seq, now_ms)
        else {
          insert.run(destination_id, seq, name_id, lane, now_ms, event_time_s, deadline_ms)
          tally.count(destination_id, { state: WAITING, gone: 0, reason: null }, 1)
        }
      }
    }
  })
  return count
}

function waitAgain(
  db: Database.Database,
  tally: Tally,
  destination_id: number,
  seq: number,
  now_ms: number,
): void {
  const was = db
    .prepare<[number, number], Fate>(
      'SELECT state, gone, reason FROM outbox WHERE destination_id = ? AND seq = ?',
    )
    .get(destination_id, seq)
  if (!was) return
  db.prepare(
    `UPDATE outbox SET state = ${WAITING}, reason = NULL, due_ms = ?, attempts = 0, first_try_ms = NULL
     WHERE destination_id = ? AND seq = ?`,
  ).run(now_ms, destination_id, seq)
  db.prepare('DELETE FROM refusals WHERE destination_id = ? AND seq = ?').run(destination_id, seq)
  tally.move(destination_id, was, { state: WAITING, reason: null })
}

function inOneStep<T>(db: Database.Database, work: (tally: Tally) => T): T {
  const tally = new Tally(db)
  return db
    .transaction(() => {
      const result = work(tally)
      tally.write()
      return result
    })
    .immediate()
}
