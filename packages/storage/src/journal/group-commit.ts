import { encodeAsciiRow, encodeRow } from './line.js'
import { type JournalPosition, JournalUnavailable, LINES_PER_ROW, seqOf } from './port.js'

/** A row's size to aim at: large enough that a sync is cheap per line, small enough that readers take it in one go. */
const ROW_BYTES_AIM = 1 * 2 ** 20
/**
 * So many requests are worth a sync of their own: it runs while the event loop reads on. Without this all that one turn
 * of a busy event loop reads would wait for its end, and the disk for the next turn's.
 */
const GROUP_AIM = 32
/** How many rows may be on their way to the disk: one being synced, one ready behind it. */
const ROWS_UNDER_WAY_MAX = 2
/** How many riders may wait, and how much they may be. */
const RIDERS_MAX = LINES_PER_ROW / 2
const RIDERS_BYTES_MAX = 8 * 2 ** 20

/** Appends one row; what it resolves to is on disk. */
export type AppendRow = (row: Buffer) => Promise<{ position: JournalPosition; received_at_ms: number }>

interface Waiting {
  lines: readonly string[]
  /** how many lines these texts are */
  count: number
  bytes: number
  /** a character a byte: most are, and are then copied instead of being encoded */
  is_ascii: boolean
  resolve: (seq: number) => void
  reject: (error: unknown) => void
}

/**
 * Gathers the lines of many requests into one synced row (group commit): while one row is being synced, whatever
 * comes in waits together for the next.
 */
export class GroupCommit {
  private waiting: Waiting[] = []
  private riders: string[] = []
  private riders_bytes = 0
  /** The last row failed: riders alone are no reason to try again before anyone comes. */
  private held_up = false
  private under_way = 0
  /** what has been taken on and is not on disk yet */
  bytes_pending = 0
  private scheduled = false

  constructor(
    private readonly appendRow: AppendRow,
    private readonly pending_bytes_max: number,
  ) {}

  /** Whether what came in would be more than may wait in memory: refuse it before reading it. */
  get full(): boolean {
    return this.bytes_pending >= this.pending_bytes_max
  }

  /**
   * @param lines  one request's, encoded, a text one line or several: all of them are in one row, or none is anywhere.
   *               A request has at most some thousand
   * @param count  how many lines they are, where a text holds several
   * @returns the seq of the first of them, once they are synced; the others follow it
   * @throws JournalUnavailable, and none of the lines was written
   */
  append(lines: readonly string[], count = lines.length): Promise<number> {
    let bytes = 0
    let characters = 0
    for (const line of lines) {
      bytes += Buffer.byteLength(line)
      characters += line.length
    }
    if (this.full) return Promise.reject(new JournalUnavailable('too much is waiting to be written'))
    this.bytes_pending += bytes
    return new Promise((resolve, reject) => {
      this.waiting.push({ lines, count, bytes, is_ascii: bytes === characters, resolve, reject })
      if (this.waiting.length >= GROUP_AIM && this.under_way < ROWS_UNDER_WAY_MAX) this.send()
      else this.schedule()
    })
  }

  /**
   * A line that nobody waits for, such as a refusal: it rides on the next row, or on the one after that where this
   * one fails. Where the disk fails for so long that too many wait, new ones are left behind.
   */
  ride(line: string): void {
    if (this.riders.length >= RIDERS_MAX || this.riders_bytes >= RIDERS_BYTES_MAX) return
    this.riders.push(line)
    this.riders_bytes += line.length
    this.schedule()
  }

  /** Resolves when nothing is waiting any more; riders that the disk has no room for are tried once more. */
  async drained(): Promise<void> {
    this.schedule()
    while (this.scheduled || this.under_way > 0 || this.waiting.length > 0)
      await new Promise((resolve) => setImmediate(resolve))
  }

  private takeRiders(count: number): string[] {
    const riders = this.riders.splice(0, count)
    for (const line of riders) this.riders_bytes -= line.length
    return riders
  }

  private putBack(riders: string[]): void {
    this.riders = riders.concat(this.riders)
    for (const line of riders) this.riders_bytes += line.length
  }

  /** Not at once: what else the event loop has read by then goes into the same row. */
  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.held_up = false
      this.send()
    })
  }

  private send(): void {
    const ready = () => this.waiting.length > 0 || (this.riders.length > 0 && !this.held_up)
    while (this.under_way < ROWS_UNDER_WAY_MAX && ready()) {
      const group = this.nextGroup()
      const lines = group.flatMap((waiting) => waiting.lines)
      const riders = this.takeRiders(LINES_PER_ROW - countOf(group))
      this.under_way += 1
      const is_ascii = riders.length === 0 && group.every((waiting) => waiting.is_ascii)
      const row = is_ascii ? encodeAsciiRow(lines) : encodeRow(lines.concat(riders))
      void this.write(group, riders, row)
    }
  }

  private nextGroup(): Waiting[] {
    let bytes = 0
    let lines = 0
    let count = 0
    for (const waiting of this.waiting) {
      const fits = bytes + waiting.bytes <= ROW_BYTES_AIM && lines + waiting.count <= LINES_PER_ROW
      if (count > 0 && !fits) break
      bytes += waiting.bytes
      lines += waiting.count
      count += 1
    }
    return this.waiting.splice(0, count)
  }

  private async write(group: Waiting[], riders: string[], row: Buffer): Promise<void> {
    try {
      const { position } = await this.appendRow(row)
      let index = 0
      for (const waiting of group) {
        waiting.resolve(seqOf(position, index))
        index += waiting.count
      }
    } catch (error) {
      for (const waiting of group) waiting.reject(error)
      this.putBack(riders)
      this.held_up = true
    } finally {
      for (const waiting of group) this.bytes_pending -= waiting.bytes
      this.under_way -= 1
      this.send()
    }
  }
}

function countOf(group: readonly Waiting[]): number {
  let count = 0
  for (const waiting of group) count += waiting.count
  return count
}
