import { HOUR_MS, ONCE_PER_ACTION } from '@countersign/core'
import { type Seen, valueText } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { digestNumber } from './digest-number.js'
import { pageOf } from './found-table.js'

/** How long after a conversion the same one of the same browser is said again, not done again. */
export const REPEAT_MS = 48 * HOUR_MS

export interface Said {
  received_at_ms: number
  seq: number
}
export interface StoredSaid extends Said {
  key: number
  name: number
}

/** What a browser said, as one number: by its order, else by its amount and page. null: nobody can tell. */
export function repeatKey({ channel, event }: Seen): number | null {
  const { fbp } = event.user_data
  if (channel !== 'browser' || fbp === undefined || !ONCE_PER_ACTION.has(event.event_name)) return null
  const { order_id } = event.custom_data
  const what =
    typeof order_id === 'string' || typeof order_id === 'number'
      ? `order ${order_id}`
      : `${valueText(event.custom_data) ?? ''} ${pageOf(event.event_source_url)}`
  return digestNumber(JSON.stringify([fbp, event.event_name, what]))
}

export const isRepeat = (before: Said | undefined, said: Said): boolean =>
  before !== undefined && said.received_at_ms - before.received_at_ms <= REPEAT_MS

/** What browsers said of conversions: each repeats the one before it, whatever the order in which they are told. */
export class Repeats {
  private readonly insert: Database.Statement
  private readonly remove_: Database.Statement
  private readonly previous: Database.Statement<number[], Said>
  private readonly following: Database.Statement<number[], Said>
  private readonly from: Database.Statement<[number, number], StoredSaid>

  constructor(db: Database.Database) {
    const select = 'SELECT received_at_ms, seq FROM repeats WHERE dataset = ? AND key = ?'
    this.insert = db.prepare('REPLACE INTO repeats VALUES (?, ?, ?, ?, ?)')
    this.remove_ = db.prepare(
      'DELETE FROM repeats WHERE dataset = ? AND key = ? AND received_at_ms = ? AND seq = ?',
    )
    this.previous = db.prepare(
      `${select} AND (received_at_ms, seq) < (?, ?) ORDER BY received_at_ms DESC, seq DESC LIMIT 1`,
    )
    this.following = db.prepare(
      `${select} AND (received_at_ms, seq) > (?, ?) ORDER BY received_at_ms, seq LIMIT 1`,
    )
    this.from = db.prepare(
      'SELECT key, received_at_ms, seq, name FROM repeats WHERE dataset = ? AND seq >= ?',
    )
  }

  add(dataset: number, { key, received_at_ms, seq, name }: StoredSaid): void {
    this.insert.run(dataset, key, received_at_ms, seq, name)
  }

  remove(dataset: number, { key, received_at_ms, seq }: Omit<StoredSaid, 'name'>): void {
    this.remove_.run(dataset, key, received_at_ms, seq)
  }

  /** The ones before and after, but for itself. */
  around(dataset: number, { key, received_at_ms, seq }: Omit<StoredSaid, 'name'>) {
    const place = [dataset, key, received_at_ms, seq]
    return { before: this.previous.get(...place), after: this.following.get(...place) }
  }

  /** Those that stand in the journal from a place on. Looks through all of a dataset's. */
  standingFrom(dataset: number, from_seq: number): StoredSaid[] {
    return this.from.all(dataset, from_seq)
  }
}
