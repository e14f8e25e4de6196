import { deadlineOf, earliestOf, laneOf } from '@countersign/core'
import type Database from 'better-sqlite3'
import type { FeedFold, Told } from '../feed/port.js'
import type { JournalPosition } from '../journal/port.js'
import { type Enrolled, Enrolment } from './enrolment.js'
import { MIGRATIONS } from './schema.js'
import { SUPPRESSED, WAITING } from './states.js'
import { type Fate, Tally } from './tally.js'

type ToldSighting = Extract<Told, { kind: 'sighting' }>

interface Statements {
  enrolment: Enrolment
  tally: Tally
  insert: Database.Statement
  ungone: Database.Statement<[number, number], Pick<Fate, 'state' | 'reason'>>
  gone: Database.Statement<[number, number], Pick<Fate, 'state' | 'reason'>>
}

/**
 * Fills the outbox from the feed of changes: a row for each counted event and destination, told in the order in which
 * counting decided. Told again it finds its rows there: what was sent is never sent again by a rebuild.
 */
export class DeliveryFold implements FeedFold {
  readonly name = 'delivery'
  readonly migrations = MIGRATIONS
  readonly begins = 'now'
  private open: Statements | null = null

  /** @param holdOf  how long after its receipt an event of a destination's waits to be joined by its duplicates, in ms */
  constructor(private readonly holdOf: (destination_id: number) => number) {}

  take(told: Told, db: Database.Database): void {
    if (told.kind !== 'sighting') return
    for (const enrolled of this.statements(db).enrolment.of(told.row.dataset_id))
      this.takeFor(enrolled, told, db)
  }

  /** Tells one destination of a sighting; those it has been told of stay as they are. */
  takeFor(enrolled: Enrolled, { row, line }: ToldSighting, db: Database.Database): void {
    const { destination_id, from_seq } = enrolled
    if (row.verdict !== 'counted') {
      this.setGone(destination_id, row.seq, db)
      return
    }
    if (row.seq >= from_seq && this.insert(enrolled, row, line, db)) return
    const { tally, ungone } = this.statements(db)
    const was = ungone.get(destination_id, row.seq)
    if (was) tally.move(destination_id, { ...was, gone: 1 }, { gone: 0 })
  }

  /** @returns false where its row is there */
  private insert(
    { destination_id }: Enrolled,
    row: ToldSighting['row'],
    { event, received_at_ms }: ToldSighting['line'],
    db: Database.Database,
  ): boolean {
    const { tally, insert } = this.statements(db)
    // What was imported happened elsewhere, and was reported from there.
    const [state, reason] = received_at_ms === undefined ? [WAITING, null] : [SUPPRESSED, 'imported']
    const { changes } = insert.run(
      destination_id,
      row.seq,
      row.name_id,
      laneOf(event.event_name),
      Math.max(row.received_at_ms + this.holdOf(destination_id), earliestOf(event.event_time)),
      event.event_time,
      deadlineOf(event.event_time, event.action_source),
      state,
      reason,
    )
    if (changes > 0) tally.count(destination_id, { state, gone: 0, reason }, 1)
    return changes > 0
  }

  forget(dataset_id: string, seq: number, db: Database.Database): void {
    for (const { destination_id } of this.statements(db).enrolment.of(dataset_id))
      this.setGone(destination_id, seq, db)
  }

  clear(dataset_id: string, from_seq: number, db: Database.Database): void {
    const { enrolment, tally } = this.statements(db)
    for (const { destination_id } of enrolment.of(dataset_id)) {
      const held = db
        .prepare<[number, number], Pick<Fate, 'state' | 'reason'> & { count: number }>(
          `SELECT state, reason, count(*) AS count FROM outbox WHERE destination_id = ? AND seq >= ? AND gone = 0
           GROUP BY state, reason`,
        )
        .all(destination_id, from_seq)
      const setGone = 'UPDATE outbox SET gone = 1 WHERE destination_id = ? AND seq >= ? AND gone = 0'
      db.prepare(setGone).run(destination_id, from_seq)
      for (const { count, ...was } of held) {
        tally.count(destination_id, { ...was, gone: 0 }, -count)
        tally.count(destination_id, { ...was, gone: 1 }, count)
      }
    }
  }

  /** Every destination is told again of all that the journal holds; what was sent is found to be. */
  lost(from: JournalPosition, counted_to: JournalPosition, db: Database.Database): void {
    const { enrolment } = this.statements(db)
    enrolment.catchUpAll(from, counted_to)
  }

  told(db: Database.Database): void {
    this.statements(db).tally.write()
  }

  failed(): void {
    this.open?.tally.forget()
    this.open?.enrolment.reread()
  }

  enrolment(db: Database.Database): Enrolment {
    return this.statements(db).enrolment
  }

  private setGone(destination_id: number, seq: number, db: Database.Database): void {
    const { tally, gone } = this.statements(db)
    const was = gone.get(destination_id, seq)
    if (was) tally.move(destination_id, { ...was, gone: 0 }, { gone: 1 })
  }

  private statements(db: Database.Database): Statements {
    this.open ??= {
      enrolment: new Enrolment(db),
      tally: new Tally(db),
      insert: db.prepare(
        'INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, NULL, NULL, ?, NULL)',
      ),
      ungone: db.prepare(
        'UPDATE outbox SET gone = 0 WHERE destination_id = ? AND seq = ? AND gone = 1 RETURNING state, reason',
      ),
      gone: db.prepare(
        'UPDATE outbox SET gone = 1 WHERE destination_id = ? AND seq = ? AND gone = 0 RETURNING state, reason',
      ),
    }
    return this.open
  }
}
