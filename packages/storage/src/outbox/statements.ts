import type Database from 'better-sqlite3'
import { SENT } from './states.js'

/** A counted event that waits for a destination. */
export interface Waiting {
  seq: number
  event_time_s: number
  deadline_ms: number
  attempts: number
  first_try_ms: number | null
}

/** How many of the longest waiting are looked at for whether their time is over. */
const LATE_PAGE = 1_000

/** All that the outbox asks of its file. */
export interface OutboxStatements {
  due: Database.Statement<[number, number, number, number], Waiting>
  late: Database.Statement<[number, number, number], number>
  nextDue: Database.Statement<[number, number], number | null>
  sending: Database.Statement
  sent: Database.Statement<object, number>
  setAside: Database.Statement
  postpone: Database.Statement
  strip: Database.Statement
  end: Database.Statement<unknown[], { gone: number }>
  again: Database.Statement<unknown[], { gone: number }>
  edit: Database.Statement<[number, number], string>
  refusal: Database.Statement
  newRequest: Database.Statement
  request: Database.Statement<[number], { destination_id: number; sent_at_ms: number; seqs: string | null }>
  answered: Database.Statement
  unanswered: Database.Statement<[], { id: number; destination_id: number; sent_at_ms: number; seqs: string }>
  health: Database.Statement<[number], string | null>
  setHealth: Database.Statement
}

export function prepareStatements(db: Database.Database): OutboxStatements {
  const row = 'WHERE destination_id = ? AND seq = ?'
  const rows = 'WHERE destination_id = :destination_id AND seq IN (SELECT value FROM json_each(:seqs))'
  return {
    due: db.prepare<[number, number, number, number], Waiting>(
      `SELECT seq, event_time_s, deadline_ms, attempts, first_try_ms FROM outbox
       WHERE destination_id = ? AND lane = ? AND state = 0 AND gone = 0 AND due_ms <= ? ORDER BY due_ms, seq LIMIT ?`,
    ),
    late: db
      .prepare<[number, number, number], number>(
        `SELECT seq FROM (SELECT seq, deadline_ms FROM outbox
           WHERE destination_id = ? AND lane = ? AND state = 0 AND gone = 0 ORDER BY due_ms, seq LIMIT ${LATE_PAGE})
         WHERE deadline_ms <= ?`,
      )
      .pluck(),
    nextDue: db
      .prepare<[number, number], number | null>(
        'SELECT min(due_ms) FROM outbox WHERE destination_id = ? AND lane = ? AND state = 0 AND gone = 0',
      )
      .pluck(),
    sending: db.prepare(
      `UPDATE outbox SET attempts = attempts + iif(state = 0, 1, 0), state = 1, request_id = :request_id ${rows}`,
    ),
    sent: db
      .prepare<object, number>(
        `UPDATE outbox SET state = ${SENT}, reason = NULL ${rows} AND state = 1 RETURNING gone`,
      )
      .pluck(),
    setAside: db.prepare(`UPDATE outbox SET state = ?, reason = ?, stripped = ? ${row}`),
    postpone: db.prepare(`UPDATE outbox SET due_ms = ? ${row}`),
    strip: db.prepare(`UPDATE outbox SET stripped = ? ${row}`),
    end: db.prepare<unknown[], { gone: number }>(
      `UPDATE outbox SET state = ?, reason = ? ${row} AND state = 1 RETURNING gone`,
    ),
    again: db.prepare<unknown[], { gone: number }>(
      `UPDATE outbox SET state = 0, due_ms = ?, first_try_ms = coalesce(first_try_ms, ?) ${row} AND state = 1
       RETURNING gone`,
    ),
    edit: db.prepare<[number, number], string>(`SELECT graph_event FROM edits ${row}`).pluck(),
    refusal: db.prepare('INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)'),
    newRequest: db.prepare(
      'INSERT INTO requests (destination_id, sent_at_ms, events, seqs) VALUES (?, ?, ?, ?)',
    ),
    request: db.prepare<[number], { destination_id: number; sent_at_ms: number; seqs: string | null }>(
      'SELECT destination_id, sent_at_ms, seqs FROM requests WHERE id = ?',
    ),
    answered: db.prepare(
      `UPDATE requests SET seqs = NULL, answered_at_ms = ?, http = ?, fbtrace_id = ?, events_received = ?, why = ?
       WHERE id = ?`,
    ),
    unanswered: db.prepare<[], { id: number; destination_id: number; sent_at_ms: number; seqs: string }>(
      'SELECT id, destination_id, sent_at_ms, seqs FROM requests WHERE seqs IS NOT NULL',
    ),
    health: db
      .prepare<[number], string | null>('SELECT health FROM enrolled WHERE destination_id = ?')
      .pluck(),
    setHealth: db.prepare('UPDATE enrolled SET health = ? WHERE destination_id = ?'),
  }
}
