import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import type { Change } from '../fold/port.js'
import { ERASED, isPcm, isRefusal, isRestricted, isSighting } from '../journal/line.js'
import { type JournalPosition, type JournalReader, seqOf } from '../journal/port.js'
import { migrate } from '../migrate.js'
import { openWithLog } from '../open-database.js'
import { JoinedRows } from './joined-rows.js'
import type { FeedFold, Told } from './port.js'

/** The runner's own table in a fold's file: how far it has read. */
const CURSOR = `
  CREATE TABLE IF NOT EXISTS feed_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    change_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    backfill_to INTEGER NOT NULL,
    change TEXT NOT NULL
  );
`
/** How much is told in a step: journal rows of one change, until so many lines are passed. */
export interface StepSize {
  rows: number
  lines: number
}
const STEP_SIZE: StepSize = { rows: 20, lines: Number.POSITIVE_INFINITY }
/** How many changes of one sighting each are told in a step: a rebuild brings one for each. */
const CHANGES_PER_STEP = 500
/** Of the fold's own file: a step writes some hundred pages. */
const CACHE_KIB = 4_096
/** How much text stays decoded where rows are not shared: neighbours are asked for together. */
const OWN_BYTES_CACHED = 2 * 2 ** 20

interface Cursor {
  /** the last change that was told whole */
  change_id: number
  /** of the next one (or of what was there before the fold was), the last journal row that was told; 0: none */
  position: JournalPosition
  /** the last journal row that was counted before the fold was first run; 0: all of them are told */
  backfill_to: JournalPosition
  /** what the last change that was told whole said; empty where it is not known */
  change: string
}

/**
 * Tells a fold what has changed, a step at a time, each step one transaction of the fold's own file. A fold that is new
 * is first told all that the journal still holds: so a new rule runs over old sightings.
 */
export class FeedRunner {
  /** the fold's file */
  readonly db: Database.Database
  private readonly at: Database.Statement<[], Cursor>
  private readonly moveTo: Database.Statement
  private readonly changeOf: Database.Statement<[number], string>
  private readonly endOf: Database.Statement<[], { change_id: number; counted_to: JournalPosition }>
  private readonly next: Database.Statement<[number], { id: number; change: string }>

  /**
   * @param path  the fold's file; made where there is none
   * @param facts  a connection that reads the facts
   * @param rows  shared by the folds of a thread, so that each row is decoded once
   */
  constructor(
    path: string,
    private readonly fold: FeedFold,
    facts: Database.Database,
    private readonly journal: JournalReader,
    private readonly rows = new JoinedRows(facts, journal, OWN_BYTES_CACHED),
    private readonly step_size = STEP_SIZE,
  ) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.db = openWithLog(path, 'NORMAL', CACHE_KIB)
    migrate(this.db, fold.migrations, path)
    this.db.exec(CURSOR)
    this.at = this.db.prepare('SELECT change_id, position, backfill_to, change FROM feed_cursor')
    this.endOf = facts.prepare(
      'SELECT cursor AS counted_to, (SELECT coalesce(max(id), 0) FROM changes) AS change_id FROM state',
    )
    this.moveTo = this.db.prepare('UPDATE feed_cursor SET change_id = ?, position = ?, change = ?')
    this.changeOf = facts.prepare<[number], string>('SELECT change FROM changes WHERE id = ?').pluck()
    const { change_id, counted_to } = this.end()
    this.db
      .prepare('INSERT OR IGNORE INTO feed_cursor VALUES (1, ?, 0, ?, ?)')
      .run(change_id, fold.begins === 'now' ? 0 : counted_to, this.changeAt(change_id))
    this.next = facts.prepare('SELECT id, change FROM changes WHERE id > ? ORDER BY id LIMIT 1')
  }

  /** The last change that was told whole. The feed does not wait for it: see `beginAgain`. */
  cursor(): number {
    return this.readCursor().change_id
  }

  /** Whether a fold that was new has been told all that was there before it. */
  isBackfilled(): boolean {
    return this.readCursor().backfill_to === 0
  }

  /** @returns whether there may be more to tell */
  step(): boolean {
    const cursor = this.readCursor()
    if (cursor.backfill_to > 0) return this.backfill(cursor)
    const next = this.next.get(cursor.change_id)
    if (this.isElsewhere(cursor, next)) return this.beginAgain()
    if (!next) return false
    const change = JSON.parse(next.change) as Change
    this.inStep(() => {
      if (change.kind !== 'counted') {
        this.tellChanges(next, change)
        return
      }
      const told_to = this.tellRows(change.from, change.to, cursor.position)
      const done = told_to >= change.to
      const at = done ? [next.id, 0, next.change] : [cursor.change_id, told_to, cursor.change]
      this.moveTo.run(...at)
    })
    return true
  }

  /** Tells changes that are of one sighting or dataset each, as many as follow one another. */
  private tellChanges(
    first: { id: number; change: string },
    change: Exclude<Change, { kind: 'counted' }>,
  ): void {
    let last = first
    this.tellOne(change)
    for (let told = 1; told < CHANGES_PER_STEP; told += 1) {
      const next = this.next.get(last.id)
      if (next?.id !== last.id + 1) break
      const following = JSON.parse(next.change) as Change
      if (following.kind === 'counted') break
      this.tellOne(following)
      last = next
    }
    this.moveTo.run(last.id, 0, last.change)
  }

  /** The feed's end, and the last journal row that is counted, both at one moment. */
  end(): { change_id: number; counted_to: JournalPosition } {
    return this.endOf.get() ?? { change_id: 0, counted_to: 0 }
  }

  /**
   * Whether the feed is not the one that was read on in: it has dropped what comes next (numbers have no gaps), or, after a
   * power cut or with facts that were counted again from nothing, it has given the cursor's number to something else.
   */
  private isElsewhere(cursor: Cursor, next: { id: number } | undefined): boolean {
    if (next && next.id !== cursor.change_id + 1) return true
    if (cursor.change_id === 0) return false
    const there = this.changeAt(cursor.change_id)
    if (there !== '') return there !== cursor.change
    return this.end().change_id < cursor.change_id
  }

  /** What a change says; empty where there is none (any more). */
  private changeAt(change_id: number): string {
    return this.changeOf.get(change_id) ?? ''
  }

  /**
   * Has the fold told again of all that the journal holds: the feed keeps its last million entries and the fold was further
   * behind, or it has new rules for what it is told.
   */
  beginAgain(): true {
    this.inStep(() => {
      const { change_id, counted_to } = this.end()
      this.fold.lost(this.firstRow(), counted_to, this.db)
      const backfill_to = this.fold.begins === 'now' ? 0 : counted_to
      this.db
        .prepare('UPDATE feed_cursor SET change_id = ?, position = 0, backfill_to = ?, change = ?')
        .run(change_id, backfill_to, this.changeAt(change_id))
    })
    return true
  }

  /** Passes over all that the feed holds, or over what it held a moment ago: nobody wants to be told of it. */
  skip(change_id = this.end().change_id): void {
    if (change_id !== this.cursor()) this.moveTo.run(change_id, 0, this.changeAt(change_id))
  }

  /** Runs what belongs to the fold's file as one of its steps. */
  inStep(work: () => void): void {
    try {
      this.db
        .transaction(() => {
          work()
          this.fold.told?.(this.db)
        })
        .immediate()
    } catch (error) {
      this.fold.failed?.()
      throw error
    }
  }

  close(): void {
    this.db.close()
  }

  private readCursor(): Cursor {
    return this.at.get() as Cursor
  }

  private backfill({ position, backfill_to }: Cursor): true {
    this.inStep(() => {
      const told_to = this.tellRows(this.firstRow(), backfill_to, position)
      const at = told_to >= backfill_to ? [0, 0] : [told_to, backfill_to]
      this.db.prepare('UPDATE feed_cursor SET position = ?, backfill_to = ?').run(...at)
    })
    return true
  }

  private firstRow(): JournalPosition {
    return this.journal.segments()[0]?.first ?? 1
  }

  private tellRows(first: JournalPosition, last: JournalPosition, told: JournalPosition): JournalPosition {
    const from = Math.max(first, told + 1)
    const to = Math.min(last, from + this.step_size.rows - 1)
    let lines = 0
    for (let position = from; position <= to; position += 1) {
      for (const told of this.standing(position)) {
        this.fold.take(told, this.db)
        lines += 1
      }
      if (lines >= this.step_size.lines) return position
    }
    return to
  }

  /** What stands in a journal row, with its verdicts as they are now. */
  *standing(position: JournalPosition): Generator<Told> {
    const row = this.rows.lines(position)
    if (!row) return
    const { received_at_ms } = row
    const sightings = this.fold.without_sightings ? undefined : this.rows.row(position)?.sightings
    for (const [index, line] of row.lines.entries()) {
      if (line === ERASED) continue
      if (isRefusal(line)) yield { kind: 'refusal', line, received_at_ms }
      const seq = seqOf(position, index)
      if (isRestricted(line)) yield { kind: 'restricted', line, received_at_ms, seq }
      if (isPcm(line)) yield { kind: 'pcm', line, received_at_ms, seq }
      if (!isSighting(line)) continue
      const sighting = sightings?.get(index)
      if (sighting) yield { kind: 'sighting', row: sighting, line, was: null }
    }
  }

  /** A sighting as the facts hold it now: what was decided later is told again later. */
  private tellOne(change: Exclude<Change, { kind: 'counted' }>): void {
    if (change.kind === 'forgotten') this.fold.forget(change.dataset_id, change.seq, this.db)
    else if (change.kind === 'cleared') this.fold.clear(change.dataset_id, change.from_seq, this.db)
    else if (!this.fold.without_sightings) {
      const line = this.rows.said(change.seq)?.line
      const row = this.rows.sighting(change.seq)
      if (row && line) this.fold.take({ kind: 'sighting', row, line, was: change.was }, this.db)
    }
  }
}
