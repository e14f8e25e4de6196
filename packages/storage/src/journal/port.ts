/** A row's number in the journal: from 1, without gaps, across all segments. */
export type JournalPosition = number

/** Many requests' lines, appended and synced at once. */
export interface JournalRow {
  position: JournalPosition
  /** when it was appended: every live sighting in it was received then */
  received_at_ms: number
  kind: RowKind
  /** a JSON list of lines, see line.ts */
  lines: Uint8Array
}

/** `import` rows count only once the mark that names them stands behind them. */
export type RowKind = 'live' | 'import' | 'mark'

/** One day's file, the unit in which the journal is dropped. */
export interface Segment {
  /** days since the epoch, UTC */
  day: number
  first: JournalPosition
}

/**
 * The append-only log. What is appended is synced when the call returns; a crash at any moment leaves whole rows.
 * One process appends live rows; another may append an import beside it.
 */
export interface JournalWriter {
  /** @throws JournalUnavailable, and nothing of it was appended */
  append(kind: RowKind, lines: Uint8Array): { position: JournalPosition; received_at_ms: number }
  /**
   * Begins the day's segment without a row, where the one written to is an earlier day's: a day can go only once it is
   * over, and nothing may come in that would begin the next. Only for the owner; nothing, for another.
   * @throws JournalUnavailable; it can be tried again
   */
  beginDay(): void
  close(): void
}

export interface JournalReader {
  /** Rows from a position on, in order: at least one if there is one, then as many as fit in `bytes_max`. */
  read(from: JournalPosition, bytes_max: number): JournalRow[]
  row(position: JournalPosition): JournalRow | undefined
  /** the last row's position; 0 for an empty journal */
  last(): JournalPosition
  segments(): Segment[]
  /** the day of the segment that a row stands in; 0 where it is gone */
  dayOf(position: JournalPosition): number
  /** what tells this journal's sighting ids from another's: 8 hex digits, made once */
  store_id: string
  close(): void
}

/** The journal could not be written: no room, or the disk failed. Nothing was acknowledged. */
export class JournalUnavailable extends Error {
  override name = 'JournalUnavailable'
}

/** How many lines a row may hold: a sighting's number is its row's position and its place in one integer. */
export const LINES_PER_ROW = 2 ** 16

/** The number that the store knows a sighting by. Grows with the journal; below 2^53 for 2^37 rows. */
export const seqOf = (position: JournalPosition, index: number): number => position * LINES_PER_ROW + index
export const positionOf = (seq: number): JournalPosition => Math.floor(seq / LINES_PER_ROW)
export const indexOf = (seq: number): number => seq % LINES_PER_ROW

/** The sighting id of a sighting that came without one: sorts by bytes as the journal does. */
export const sightingIdOf = (seq: number, store_id: string): string =>
  `${String(positionOf(seq)).padStart(12, '0')}-${String(indexOf(seq)).padStart(5, '0')}-${store_id}`

/** The number behind a sighting id that this journal gave; undefined for anyone else's. */
export function seqOfSightingId(sighting_id: string, store_id: string): number | undefined {
  const parts = /^(\d{12})-(\d{5})-([0-9a-f]{8})$/.exec(sighting_id)
  return parts && parts[3] === store_id ? seqOf(Number(parts[1]), Number(parts[2])) : undefined
}
