import type Database from 'better-sqlite3'
import type { Destination } from '../configuration/destination.js'
import { type JournalPosition, seqOf } from '../journal/port.js'

export interface Enrolled {
  destination_id: number
  dataset_id: string
  /** events from here on are the destination's */
  from_seq: number
  /** journal rows from here … */
  catch_up_next: JournalPosition
  /** … to here were counted before delivery met the destination, and are still to be told; 0: none */
  catch_up_to: JournalPosition
}

/** What the file of delivery knows of destinations, held in memory. */
export class Enrolment {
  private list: readonly Enrolled[] = []
  private met: readonly Destination[] | null = null
  private readonly by_dataset = new Map<string, Enrolled[]>()

  constructor(private readonly db: Database.Database) {
    this.reread()
  }

  all(): readonly Enrolled[] {
    return this.list
  }

  of(dataset_id: string): readonly Enrolled[] {
    return this.by_dataset.get(dataset_id) ?? NONE
  }

  /**
   * Meets new destinations. What was counted of theirs until now is told by reading the journal again, the rest by the
   * feed.
   * @param countedTo  the last journal row that is counted
   * @param passed  the last one that is none of theirs, wherever they begin
   */
  meet(
    destinations: readonly Destination[],
    countedTo: () => JournalPosition,
    passed: JournalPosition,
  ): void {
    if (destinations === this.met) return
    const known = new Set(this.list.map(({ destination_id }) => destination_id))
    const fresh = destinations.filter(({ id }) => !known.has(id))
    if (fresh.length > 0) this.enrol(fresh, countedTo(), passed)
    this.met = destinations
  }

  private enrol(fresh: readonly Destination[], counted_to: JournalPosition, passed: JournalPosition): void {
    const insert = this.db.prepare('INSERT INTO enrolled VALUES (?, ?, ?, ?, ?, NULL)')
    this.db
      .transaction(() => {
        for (const { id, dataset_id, from_position } of fresh) {
          const from = Math.max(from_position, passed + 1)
          insert.run(id, dataset_id, seqOf(from, 0), from, from <= counted_to ? counted_to : 0)
        }
      })
      .immediate()
    this.reread()
  }

  /** Lets every destination be told again of all that is counted and its. Within a transaction. */
  catchUpAll(from: JournalPosition, counted_to: JournalPosition): void {
    const set = this.db.prepare(
      'UPDATE enrolled SET catch_up_next = ?, catch_up_to = ? WHERE destination_id = ?',
    )
    for (const { destination_id } of this.list)
      set.run(from, from <= counted_to ? counted_to : 0, destination_id)
    this.reread()
  }

  /** Reads from the file what is held in memory: it was changed, or a change of it was rolled back. */
  reread(): void {
    this.list = this.read()
    this.by_dataset.clear()
    for (const enrolled of this.list)
      this.by_dataset.set(enrolled.dataset_id, [...this.of(enrolled.dataset_id), enrolled])
  }

  /** Some of what was counted before is told. Within the transaction that has told it. */
  advance(destination_id: number, next: JournalPosition): void {
    const enrolled = this.list.find((known) => known.destination_id === destination_id)
    if (!enrolled) return
    enrolled.catch_up_next = next
    if (next > enrolled.catch_up_to) enrolled.catch_up_to = 0
    this.db
      .prepare('UPDATE enrolled SET catch_up_next = ?, catch_up_to = ? WHERE destination_id = ?')
      .run(next, enrolled.catch_up_to, destination_id)
  }

  /**
   * Takes out a page of what is held of a destination that its owner has removed.
   * @returns whether there may be more
   */
  takeOutRemoved(destinations: readonly Destination[], page: number): boolean {
    const removed = this.list.find(
      ({ destination_id }) => !destinations.some(({ id }) => id === destination_id),
    )
    if (!removed) return false
    const id = removed.destination_id
    return this.db
      .transaction(() => {
        for (const table of ['outbox', 'refusals', 'edits'])
          if (this.takeOut(table, 'seq', id, page) === page) return true
        if (this.takeOut('requests', 'id', id, page) === page) return true
        for (const table of ['tally', 'enrolled'])
          this.db.prepare(`DELETE FROM ${table} WHERE destination_id = ?`).run(id)
        this.reread()
        return true
      })
      .immediate()
  }

  private takeOut(table: string, key: string, destination_id: number, page: number): number {
    return this.db
      .prepare(
        `DELETE FROM ${table} WHERE destination_id = @id AND ${key} IN
         (SELECT ${key} FROM ${table} WHERE destination_id = @id LIMIT @page)`,
      )
      .run({ id: destination_id, page }).changes
  }

  private read(): Enrolled[] {
    return this.db
      .prepare<[], Enrolled>(
        'SELECT destination_id, dataset_id, from_seq, catch_up_next, catch_up_to FROM enrolled ORDER BY destination_id',
      )
      .all()
  }
}
const NONE: readonly Enrolled[] = []
