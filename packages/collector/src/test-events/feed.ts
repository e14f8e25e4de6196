import { advanceJourney, emptyJourney, type Journey, type TestRow } from '@countersign/core'
import { JOURNEYS_MAX, ROWS_BYTES_MAX, ROWS_MAX, ROWS_PER_SECOND } from './limits.js'

/** A row of a feed, and what is known of it beside what is shown. */
export interface Entry {
  row: TestRow
  /** its sighting's place, while it has no verdict; null: there is none to wait for */
  awaits_seq: number | null
  /** it came under an id of its sender's, so it may be one that was sent before */
  has_own_id: boolean
  /** the number of its last change; grows from change to change, over all feeds */
  changed: number
  /** whoever follows was told of it */
  is_told: boolean
  bytes: number
}

/** The last rows of a dataset's tests and the journey of each code, oldest first, all bounded. */
export class Feed {
  private entries: Entry[] = []
  private bytes = 0
  private readonly held = new Map<string, Journey>()
  private second = 0
  private in_second = 0
  /** how many rows were too many, since it was last asked */
  private left_out = 0

  constructor(readonly dataset_id: string) {}

  /** How many of some rows may be shown in this second; the rest is counted as left out. */
  allow(rows: number, at_ms: number): number {
    const second = Math.floor(at_ms / 1_000)
    if (second !== this.second) [this.second, this.in_second] = [second, 0]
    const allowed = Math.min(rows, ROWS_PER_SECOND - this.in_second)
    this.in_second += allowed
    this.left_out += rows - allowed
    return allowed
  }

  takeLeftOut(): number {
    const { left_out } = this
    this.left_out = 0
    return left_out
  }

  add(row: TestRow, more: Pick<Entry, 'awaits_seq' | 'has_own_id' | 'changed'>): Entry {
    const entry: Entry = { row, ...more, is_told: false, bytes: JSON.stringify(row).length }
    this.entries.push(entry)
    this.bytes += entry.bytes
    while (this.entries.length > ROWS_MAX || (this.bytes > ROWS_BYTES_MAX && this.entries.length > 1))
      this.bytes -= this.entries.shift()?.bytes ?? 0
    return entry
  }

  change(entry: Entry, row: TestRow, changed: number): void {
    entry.row = row
    entry.changed = changed
    entry.awaits_seq = null
  }

  /** What changed after a number, in the order of the changes. */
  since(changed: number): Entry[] {
    return this.entries
      .filter((entry) => entry.changed > changed)
      .sort((one, other) => one.changed - other.changed)
  }

  /** The rows that still wait for a verdict, oldest first. */
  awaiting(): Entry[] {
    return this.entries.filter(({ awaits_seq }) => awaits_seq !== null)
  }

  /** @returns the row's journey where the row has brought it on */
  advance(row: TestRow): Journey | null {
    const { test_event_code } = row
    const journey = this.held.get(test_event_code) ?? emptyJourney(test_event_code)
    const advanced = advanceJourney(journey, row)
    if (advanced === journey) return null
    // Put at the end: the code that has been still for longest goes first.
    this.held.delete(test_event_code)
    this.held.set(test_event_code, advanced)
    const [oldest] = this.held.keys()
    if (this.held.size > JOURNEYS_MAX && oldest !== undefined) this.held.delete(oldest)
    return advanced
  }

  journeys(): Journey[] {
    return [...this.held.values()]
  }
}
