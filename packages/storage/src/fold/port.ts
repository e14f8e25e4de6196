import { type Channel, type Claim, type CountingSettings, HOUR_MS, type Method } from '@countersign/core'
import type { JournalPosition } from '../journal/port.js'

/** A sighting as the facts keep it. What it said is in the journal, at the place that `seq` names. */
export interface SightingRow {
  seq: number
  dataset_id: string
  received_at_ms: number
  channel: Channel
  /** the event name's number in `names` */
  name_id: number
  /** the sender's own id; null: its place in the journal is its id */
  sighting_id: string | null
  /** null while it is loaded from an import and not judged yet: no book knows it */
  verdict: 'counted' | 'duplicate' | null
  method: Method | null
  /** the anchor's seq: its own where it is counted */
  event_seq: number
  opens: boolean
  /** its own value, as decimal text ('' where what it sent is no number), and the currency that came with it */
  value: string | null
  currency: string | null
  /** on an anchor: the channels that its event's sightings came by */
  browser: boolean
  server: boolean
  /** on an anchor: the sighting whose value the event shows; null: no sighting's */
  shown_seq: number | null
}

/** What an hourly count is of. Sums over these are the books. */
export interface Cell {
  dataset_id: string
  hour: number
  /** the day of the journal segment that the sighting stands in, so that a rebuild knows what it will count again */
  segment: number
  name_id: number
  channel: Channel
  state: 'counted' | 'duplicate' | 'rejected' | 'blocked' | 'restricted' | 'repeated'
  /** the method of a duplicate, the code of a refusal or a restriction, else '' */
  code: string
}

/** What was present on a sighting, as one text; see presence.ts. */
export type Presence = string
export type PresenceKind = 'param' | 'match_key' | 'warning' | 'automation' | 'host' | 'action_source'

/**
 * What changed, for the other folds: live journal rows that were counted, a sighting that was judged anew (or for the
 * first time, from an import: `was` null), one that is gone since an earlier copy of it came, and a dataset whose
 * sightings from a place on are all about to be judged anew.
 */
export type Change =
  | { kind: 'counted'; from: JournalPosition; to: JournalPosition }
  | { kind: 'judged_anew'; seq: number; was: 'counted' | 'duplicate' | null }
  | { kind: 'forgotten'; dataset_id: string; seq: number }
  | { kind: 'cleared'; dataset_id: string; from_seq: number }

/** A set of sightings that is being loaded and judged again, over as many steps as it takes. */
export interface Rejudging {
  dataset_id: string
  /** sightings from this place in the journal on are taken out before they are loaded again; null: none (any more) */
  clear_from_seq: number | null
  /** journal rows whose sightings are still to be loaded; from > to: all are */
  load_from: JournalPosition
  load_to: JournalPosition
  /** whether what is loaded is an import's rows, or all that the journal holds of the dataset */
  loads: 'import' | 'all'
  /** whose rows an import's are; absent: those of an older version's, which have no id */
  import_id?: string
  /** the earliest time that must be judged again; null while nothing is loaded that has to be */
  since_ms: number | null
  /** all before this millisecond is done; null: not begun */
  next_ms: number | null
}

/** What of a dataset's configuration the facts were made with. */
export interface CountedWith {
  rebuilds_done: number
  settings: CountingSettings
}

/** What a step may read and write. All that it reads includes what the step itself has written. */
export interface Facts {
  claim(key: string): Claim | undefined
  /** an empty claim is none */
  setClaim(key: string, claim: Claim): void
  sighting(seq: number): SightingRow | undefined
  /** by the sender's own sighting id */
  sightingById(dataset_id: string, sighting_id: string): SightingRow | undefined
  addSighting(row: SightingRow): void
  changeSighting(row: SightingRow): void
  removeSighting(row: SightingRow): void
  /** the sightings of an event but its anchor */
  duplicatesOf(event_seq: number): SightingRow[]
  /** those received in [from_ms, before_ms), oldest first, at least `count` if there are so many, whole milliseconds */
  sightingsByTime(dataset_id: string, from_ms: number, before_ms: number, count: number): SightingRow[]
  /** when the latest sighting of a dataset was received; 0 without any */
  latestMs(dataset_id: string): number
  /**
   * When the latest browser sighting with an event name was received, and the latest that carries no event_id; 0
   * without any. A server sighting that none of them can meet by method B need not be looked up.
   */
  latestBrowser(name_id: number): LatestBrowser
  noteBrowser(name_id: number, received_at_ms: number, without_id: boolean): void
  /** An event name's number. Beyond the cap of names a dataset may have, the number of `(other)`. */
  nameId(dataset_id: string, event_name: string): number
  count(cell: Cell, by: number, presence: Presence): void
  /** Adds to an hourly sum of an event's: `both`, or `value:USD`. Decimal text, exact. */
  addAmount(cell: AmountCell, measure: string, amount: string): void
  change(change: Change): void
  /** Takes out of the books all that stands in the segments from a day on: it is about to be counted again. */
  clearBooks(dataset_id: string, from_segment: number): void
  setCountedWith(dataset_id: string, made: CountedWith): void
  /** what is to be judged again before the fold goes on, the first first */
  rejudgings(): readonly Rejudging[]
  setRejudgings(tasks: readonly Rejudging[]): void
}
export interface LatestBrowser {
  any_ms: number
  without_id_ms: number
}
export type AmountCell = Pick<Cell, 'dataset_id' | 'hour' | 'segment' | 'name_id'>

/** Where the counting fold keeps what it knows. One `step` is one transaction. */
export interface FactsStore {
  /**
   * Runs `work` and moves the cursor to what it returns, both or neither. A step goes on from `after`: where the
   * cursor is elsewhere it was taken before, and nothing is done. After a crash the journal is simply read again
   * from `cursor()`.
   * @throws StoreUnavailable, and nothing of the step was kept
   */
  step(after: JournalPosition, work: (facts: Facts) => JournalPosition): 'taken' | 'taken before'
  /** the last journal row that is folded; 0: none */
  cursor(): JournalPosition
  rejudgings(): readonly Rejudging[]
  /** undefined: nothing of the dataset was counted yet */
  countedWith(dataset_id: string): CountedWith | undefined
  /** the day of the first journal segment whose sightings of a dataset are still here; 0: all are */
  keptFrom(dataset_id: string): number
  close(): void
}

/** The facts could not be written: no room, or the disk failed. The step can be taken again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** What the fold asks of the configuration. undefined: there is no such dataset (any more). */
export type CountingSettingsOf = (dataset_id: string) => CountingSettings | undefined

export const hourOf = (at_ms: number): number => Math.floor(at_ms / HOUR_MS)
