import { advanceJourney, emptyJourney, type Journey, type TestRow } from '@countersign/core'
import { FOLLOWED_MAX, JOURNEYS_MAX, ROWS_BYTES_MAX, ROWS_MAX, ROWS_PER_SECOND } from './limits.js'

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

/**
 * The last rows of a dataset's tests and the journey of each code, oldest first, all bounded. Anyone may send under a code
 * of his own, so those that somebody follows have their share: half of the rows, so many a second each, their journey.
 */
export class Feed {
  private entries: Entry[] = []
  private bytes = 0
  private readonly held = new Map<string, Journey>()
  private second = 0
  /** by code that is followed; all others together under '' */
  private readonly in_second = new Map<string, number>()
  /** the one that was followed last at the end; they stay when who followed has gone, who may come again */
  private readonly followed = new Set<string>()
  /** how many rows were too many, since it was last asked */
  private left_out = 0

  constructor(readonly dataset_id: string) {}

  /** Somebody who may follows a code: it has its share from now on. */
  follow(test_event_code: string): void {
    this.followed.delete(test_event_code)
    this.followed.add(test_event_code)
    const [oldest] = this.followed
    if (this.followed.size > FOLLOWED_MAX && oldest !== undefined) this.followed.delete(oldest)
  }

  /** Whether a row may be shown in this second; else it is counted as left out. */
  allows({ test_event_code, received_at_ms }: TestRow): boolean {
    const second = Math.floor(received_at_ms / 1_000)
    if (second !== this.second) this.in_second.clear()
    this.second = second
    const share = this.followed.has(test_event_code) ? `=${test_event_code}` : ''
    const shown = this.in_second.get(share) ?? 0
    if (shown < ROWS_PER_SECOND) this.in_second.set(share, shown + 1)
    else this.left_out += 1
    return shown < ROWS_PER_SECOND
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
      this.dropOldest()
    return entry
  }

  /** Of what nobody follows as long as that is more than half, then of what is followed. */
  private dropOldest(): void {
    const isFollowed = ({ row }: Entry): boolean => this.followed.has(row.test_event_code)
    const others = this.entries.filter((entry) => !isFollowed(entry))
    const bytes = others.reduce((sum, entry) => sum + entry.bytes, 0)
    const are_others = others.length > ROWS_MAX / 2 || bytes > ROWS_BYTES_MAX / 2
    const place = this.entries.findIndex((entry) => isFollowed(entry) !== are_others)
    const [dropped] = this.entries.splice(Math.max(0, place), 1)
    this.bytes -= dropped?.bytes ?? 0
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
    // Put at the end: the code that has been still for longest goes first, of those that nobody follows.
    this.held.delete(test_event_code)
    this.held.set(test_event_code, advanced)
    const oldest = [...this.held.keys()].find((code) => !this.followed.has(code))
    if (this.held.size > JOURNEYS_MAX && oldest !== undefined) this.held.delete(oldest)
    return advanced
  }

  journeys(): Journey[] {
    return [...this.held.values()]
  }
}
