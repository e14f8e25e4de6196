import type { JoinedRows } from '../feed/joined-rows.js'
import { isSighting, type SightingLine } from '../journal/line.js'
import { indexOf, type JournalPosition, positionOf } from '../journal/port.js'
import { digestNumber } from './digest-number.js'

/** How soon after another a sighting is the same one once more, told by a second pixel on the page. */
export const SECOND_MS = 2_000
/** How many browsers, pages and names are remembered: two seconds of a server at its limit. */
const HELD_MAX = 32_768
/** How much of the journal is read back, where what comes before was not read last. */
const BYTES_BACK_MAX = 16 * 2 ** 20

type Rows = Pick<JoinedRows, 'lines'>

/** What a browser said, where that can be told, as one number: the same browser, page and event name. */
export function secondKey({ dataset_id, channel, event }: SightingLine): number | null {
  const { fbp } = event.user_data
  if (channel !== 'browser' || fbp === undefined) return null
  return digestNumber(JSON.stringify([dataset_id, fbp, event.event_name, event.event_source_url ?? '']))
}

/**
 * Which sightings say again what the same browser has just said. Each is held against the last one of its kind that
 * stands before it in the journal, whatever became of that: so the answer is the same whenever and however often it is
 * asked for.
 */
export class LastSeconds {
  /** when each was last said, twice, and one more where it had an event_id; the latest last */
  private readonly last = new Map<number, number>()
  /** the last row that was read, and which of its lines repeat another */
  private position: JournalPosition = 0
  private readonly repeating = new Set<number>()

  constructor(
    private readonly rows: Rows,
    private readonly held_max = HELD_MAX,
    private readonly bytes_back_max = BYTES_BACK_MAX,
  ) {}

  /** @returns whether another of the same kind was received within the two seconds before, and one of the two had no event_id */
  isRepeat(seq: number): boolean {
    const position = positionOf(seq)
    if (position !== this.position) this.readTo(position)
    return this.repeating.has(indexOf(seq))
  }

  private readTo(position: JournalPosition): void {
    const first = this.firstOf(position)
    if (first !== this.position + 1) this.last.clear()
    for (let at = first; at <= position; at += 1) this.readRow(at)
    this.position = position
  }

  /** The first row that has to be read: where two seconds before a row begin, or what was read before ends. */
  private firstOf(position: JournalPosition): JournalPosition {
    const from_ms = (this.rows.lines(position)?.received_at_ms ?? 0) - SECOND_MS
    const known = this.position < position ? this.position : 0
    let bytes = 0
    let first = position
    while (first - 1 > known) {
      const row = this.rows.lines(first - 1)
      bytes += row?.bytes ?? 0
      if (!row || row.received_at_ms < from_ms || bytes > this.bytes_back_max) break
      first -= 1
    }
    return first
  }

  private readRow(position: JournalPosition): void {
    this.repeating.clear()
    const row = this.rows.lines(position)
    if (!row) return
    // What is imported was received elsewhere, in an order of its own.
    for (const [index, line] of row.lines.entries())
      if (line !== 0 && isSighting(line) && line.received_at_ms === undefined)
        if (this.say(line, row.received_at_ms)) this.repeating.add(index)
    this.letGo(row.received_at_ms)
  }

  private say(line: SightingLine, received_at_ms: number): boolean {
    const key = secondKey(line)
    if (key === null) return false
    const has_id = line.event.event_id === null ? 0 : 1
    const before = this.last.get(key)
    this.last.delete(key)
    this.last.set(key, 2 * received_at_ms + has_id)
    // Two with ids are two events, or are told apart by their ids.
    if (before === undefined || (has_id === 1 && before % 2 === 1)) return false
    const after_ms = received_at_ms - Math.floor(before / 2)
    return after_ms >= 0 && after_ms <= SECOND_MS
  }

  private letGo(now_ms: number): void {
    for (const [key, said] of this.last) {
      if (this.last.size <= this.held_max && Math.floor(said / 2) >= now_ms - SECOND_MS) return
      this.last.delete(key)
    }
  }
}
