import type { Refusal } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Health } from './port.js'
import { type OutboxState, STATES } from './states.js'

/** How it stands with a destination: each counted event that is its has one fate. */
export interface DeliveryStatus {
  destination_id: number
  /** events that are counted, by their fate; these add up to what was counted */
  counts: Record<OutboxState, number>
  /** events that are counted no longer, as duplicates of others: sent before that was known, and not sent */
  later_merged: { sent: number; not_sent: number }
  /** how many were refused, have expired or were suppressed, by reason */
  reasons: { refused: Counts; expired: Counts; suppressed: Counts }
  /** since when the longest waiting event is due; null: none is waiting */
  oldest_due_ms: number | null
  health: Health | null
}
interface Counts {
  [reason: string]: number
}

/** An event's fate at a destination: a line of `delivery ledger --json`. */
export interface LedgerEntry {
  destination_id: number
  event_name: string
  sighting_id: string
  /** the event's number, by which pages go on */
  seq: number
  state: OutboxState
  /** it was counted no longer from some time on, as the duplicate of another */
  later_merged: boolean
  reason: string | null
  attempts: number
  first_try_ms: number | null
  /** when it is tried next; null: not by itself */
  due_ms: number | null
  deadline_ms: number
  /** the last request that it was in */
  request: {
    sent_at_ms: number
    http: number | null
    fbtrace_id: string | null
    events_received: number | null
    why: string | null
  } | null
  refusal: Refusal | null
  /** what was taken out before it went, by path */
  stripped: string[]
  edited: boolean
}

export interface LedgerWanted {
  state?: OutboxState
  reason?: string
  event_name?: string
  /** only events before this one, for the next page */
  before_seq?: number
  limit: number
}

interface Row {
  seq: number
  name_id: number
  state: number
  gone: number
  reason: string | null
  attempts: number
  first_try_ms: number | null
  due_ms: number
  deadline_ms: number
  stripped: string | null
  sent_at_ms: number | null
  http: number | null
  fbtrace_id: string | null
  events_received: number | null
  why: string | null
  refusal: string | null
  edited: number
}

export function readStatus(db: Database.Database, destination_id: number): DeliveryStatus {
  const rows = db
    .prepare<[number], { state: number; gone: number; reason: string; count: number }>(
      'SELECT state, gone, reason, count FROM tally WHERE destination_id = ? AND count <> 0',
    )
    .all(destination_id)
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<OutboxState, number>
  const later_merged = { sent: 0, not_sent: 0 }
  const reasons: DeliveryStatus['reasons'] = { refused: {}, expired: {}, suppressed: {} }
  for (const { state: code, gone, reason, count } of rows) {
    const state = STATES[code] ?? 'waiting'
    if (gone === 1) later_merged[state === 'sent' ? 'sent' : 'not_sent'] += count
    else counts[state] += count
    if (gone === 0 && state in reasons) {
      const by = reasons[state as keyof typeof reasons]
      by[reason] = (by[reason] ?? 0) + count
    }
  }
  const due = db.prepare<[number, number], number | null>(
    'SELECT min(due_ms) FROM outbox WHERE destination_id = ? AND lane = ? AND state = 0 AND gone = 0',
  )
  const dues = [0, 1, 2]
    .map((lane) => due.pluck().get(destination_id, lane))
    .filter((at_ms) => typeof at_ms === 'number')
  const health = db
    .prepare<[number], string | null>('SELECT health FROM enrolled WHERE destination_id = ?')
    .pluck()
    .get(destination_id)
  return {
    destination_id,
    counts,
    later_merged,
    reasons,
    oldest_due_ms: dues.length === 0 ? null : Math.min(...dues),
    health: health ? (JSON.parse(health) as Health) : null,
  }
}

/** What a ledger's lines take from the facts. */
export interface Named {
  /** an event's name by its number */
  eventName(name_id: number): string
  nameId(event_name: string): number | undefined
  sightingId(seq: number): string
}

/** Entries, newest first. */
export function readLedger(
  db: Database.Database,
  destination_id: number,
  wanted: LedgerWanted,
  named: Named,
): LedgerEntry[] {
  const given: Record<string, unknown> = {
    destination_id,
    before: wanted.before_seq ?? 2 ** 53,
    limit: wanted.limit,
  }
  if (wanted.reason !== undefined) given.reason = wanted.reason
  if (wanted.event_name !== undefined) given.name_id = named.nameId(wanted.event_name) ?? -1
  return db
    .prepare<object, Row>(ledgerQuery(wanted))
    .all(given)
    .map((row) => entryOf(destination_id, row, named))
}

/**
 * Dead letters are read by their indexes. Other states are looked for among all rows of the destination, 5 ms for 100,000: an
 * index of every state would double what each event costs on its way out.
 */
export function ledgerQuery({ state, reason, event_name }: Omit<LedgerWanted, 'limit'>): string {
  const is_dead = state === 'refused' || state === 'expired'
  const where = ['o.destination_id = @destination_id', 'o.seq < @before']
  if (state !== undefined) where.push(`o.state = ${STATES.indexOf(state)}`)
  // What the index is made of, in its own words: SQLite does not see that one state is among them.
  if (is_dead) where.push('o.state IN (3, 4)')
  if (reason !== undefined) where.push('o.reason = @reason')
  if (event_name !== undefined) where.push('o.name_id = @name_id')
  const index = reason === undefined ? 'dead' : 'dead_by_reason'
  const entries = is_dead ? entriesOf(`outbox AS o INDEXED BY ${index}`) : ENTRIES
  return `${entries} WHERE ${where.join(' AND ')} ORDER BY o.seq DESC LIMIT @limit`
}

/** Which of a destination's dead letters are wanted. */
export interface DeadWanted {
  /** the code for which they were refused, or have expired */
  reason?: string
  before_seq?: number
  limit: number
}

const IS_DEAD = 'o.destination_id = :destination_id AND o.state IN (3, 4) AND o.seq < :before AND o.gone = 0'

/** What was refused or has expired, newest first. */
export function readDead(
  db: Database.Database,
  destination_id: number,
  { reason, before_seq, limit }: DeadWanted,
  named: Named,
): LedgerEntry[] {
  const given = {
    destination_id,
    before: before_seq ?? 2 ** 53,
    limit,
    ...(reason !== undefined && { reason }),
  }
  return db
    .prepare<object, Row>(reason === undefined ? DEAD_QUERIES.all : DEAD_QUERIES.by_reason)
    .all(given)
    .map((row) => entryOf(destination_id, row, named))
}

/** @returns undefined where the event is none of the destination's */
export function readEntry(
  db: Database.Database,
  destination_id: number,
  seq: number,
  named: Named,
): LedgerEntry | undefined {
  const row = db
    .prepare<[number, number], Row>(`${ENTRIES} WHERE o.destination_id = ? AND o.seq = ?`)
    .get(destination_id, seq)
  return row && entryOf(destination_id, row, named)
}

const entriesOf = (outbox: string) => `
  SELECT o.seq, o.name_id, o.state, o.gone, o.reason, o.attempts, o.first_try_ms, o.due_ms, o.deadline_ms, o.stripped,
    r.sent_at_ms, r.http, r.fbtrace_id, r.events_received, r.why, f.refusal, e.seq IS NOT NULL AS edited
  FROM ${outbox} LEFT JOIN requests AS r ON r.id = o.request_id
  LEFT JOIN refusals AS f ON f.destination_id = o.destination_id AND f.seq = o.seq
  LEFT JOIN edits AS e ON e.destination_id = o.destination_id AND e.seq = o.seq`

const ENTRIES = entriesOf('outbox AS o')

/** By name: left to itself SQLite goes through all that ever went out. */
export const DEAD_QUERIES = {
  all: `${entriesOf('outbox AS o INDEXED BY dead')} WHERE ${IS_DEAD} ORDER BY o.seq DESC LIMIT :limit`,
  by_reason: `${entriesOf('outbox AS o INDEXED BY dead_by_reason')} WHERE ${IS_DEAD} AND o.reason = :reason ORDER BY o.seq DESC LIMIT :limit`,
} as const

function entryOf(destination_id: number, row: Row, named: Named): LedgerEntry {
  const { sent_at_ms, http, fbtrace_id, events_received, why } = row
  const state = STATES[row.state] ?? 'waiting'
  return {
    destination_id,
    event_name: named.eventName(row.name_id),
    sighting_id: named.sightingId(row.seq),
    seq: row.seq,
    state,
    later_merged: row.gone === 1,
    reason: row.reason,
    attempts: row.attempts,
    first_try_ms: row.first_try_ms,
    due_ms: state === 'waiting' && row.gone === 0 ? row.due_ms : null,
    deadline_ms: row.deadline_ms,
    request: sent_at_ms === null ? null : { sent_at_ms, http, fbtrace_id, events_received, why },
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
    stripped: row.stripped === null ? [] : (JSON.parse(row.stripped) as string[]),
    edited: row.edited === 1,
  }
}
