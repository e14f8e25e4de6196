import type Database from 'better-sqlite3'
import type { SightingRow } from '../fold/port.js'
import type { PcmLine, RefusalLine, RestrictedLine, SightingLine } from '../journal/line.js'
import type { JournalPosition } from '../journal/port.js'

/**
 * A sighting with its verdict, a refusal, or what is measured in the aggregate only, as a fold is told of it. `seq` is its
 * place in the journal.
 */
export type Told =
  | {
      kind: 'sighting'
      row: SightingRow
      line: SightingLine
      /** what it was told as before; null: this is the first time */
      was: 'counted' | 'duplicate' | null
    }
  | { kind: 'refusal'; line: RefusalLine; received_at_ms: number }
  | { kind: 'restricted'; line: RestrictedLine; received_at_ms: number; seq: number }
  | { kind: 'pcm'; line: PcmLine; received_at_ms: number; seq: number }

/**
 * A fold over what counting has decided: all that later work plugs in. It owns a file, `folds/<name>.db`, and is told
 * of everything in the order in which it was decided, each thing once, also over crashes: what it writes and how far it
 * has read are one transaction.
 *
 * A fold must be deterministic: told the same again from the start, it makes the same tables.
 */
export interface FeedFold {
  name: string
  /** the steps of its schema: forward only, a released one never changes */
  migrations: readonly string[]
  /** where it begins when it is new; absent: with what the journal still holds */
  begins?: 'now'
  /** It is told of no sighting, so that verdicts are not looked up for it. */
  without_sightings?: true
  take(told: Told, db: Database.Database): void
  /** A sighting is gone: an earlier copy of it has come, and is told of next. */
  forget(dataset_id: string, seq: number, db: Database.Database): void
  /** All that was told of a dataset from a place in the journal on will be told again: take it out. */
  clear(dataset_id: string, from_seq: number, db: Database.Database): void
  /** The end of a step's transaction: what was gathered in memory is written now. */
  told?(db: Database.Database): void
  /**
   * The feed no longer holds all that was to be told, so all that the journal holds is told again: take it out. Within a
   * step's transaction.
   * @param from  the journal's first row
   * @param counted_to  the last one that is counted; a fold that begins with `now` sees to it itself that it is told these
   */
  lost(from: JournalPosition, counted_to: JournalPosition, db: Database.Database): void
  /** A step was rolled back: what was gathered in memory is void. */
  failed?(): void
}
