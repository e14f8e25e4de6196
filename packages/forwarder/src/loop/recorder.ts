import type { Destination, Health, Outbox, Outcome, Taken } from '@countersign/storage'
import { OUTBOX_AGAIN_MS } from '../limits.js'
import type { Log } from '../log.js'

/**
 * The outbox, where writing to it may fail for a while (a full disk). What became of events is then kept here and
 * written later, and nothing is taken until it is: events that are sent again meanwhile would be sent for nothing.
 */
export class Recorder {
  private unwritten: (() => void)[] = []
  private again_ms: number | null = null
  private is_failing = false
  private has_caught_up = false

  constructor(
    private readonly outbox: Outbox,
    private readonly now_ms: () => number,
    private readonly log: Log,
  ) {}

  /** When the outbox is looked into again; null: it can be written. */
  get behindUntil(): number | null {
    return this.again_ms
  }

  /** @returns null where none is due, or the outbox cannot be written */
  take(destination: Destination, limit: number, bytes_max: number): Taken | null {
    if (!this.catchUp()) return null
    return this.tried(() => this.outbox.take(destination, limit, this.now_ms(), bytes_max)) ?? null
  }

  /** @returns the numbers of the parts; none where it could not be written: they wait again then */
  record(request_id: number, outcome: Outcome): number[] {
    if (this.catchUp()) {
      const parts = this.tried(() => this.outbox.record(request_id, outcome, this.now_ms()))
      if (parts !== undefined) return parts ?? []
    }
    const whole = { ...outcome, parts: [] }
    this.unwritten.push(() => void this.outbox.record(request_id, whole, this.now_ms()))
    return []
  }

  nextDue(destination_id: number): number | null {
    return this.tried(() => this.outbox.nextDue(destination_id)) ?? null
  }

  health(destination_id: number): Health | null {
    return this.tried(() => this.outbox.health(destination_id)) ?? null
  }

  setHealth(destination_id: number, health: Health): void {
    if (this.catchUp() && this.tried(() => this.outbox.setHealth(destination_id, health)) !== undefined)
      return
    this.unwritten.push(() => this.outbox.setHealth(destination_id, health))
  }

  /** Writes what could not be written. @returns whether nothing is left */
  catchUp(is_last = false): boolean {
    if (this.again_ms !== null && this.now_ms() < this.again_ms && !is_last) return false
    this.again_ms = null
    while (this.unwritten.length > 0) {
      const [write] = this.unwritten
      if (this.tried(() => write?.() ?? true) === undefined) return false
      this.unwritten.shift()
      this.has_caught_up = true
    }
    return true
  }

  /** Whether something was written late since this was last asked: events may wait again of which nobody knows. */
  hasCaughtUp(): boolean {
    const has = this.has_caught_up
    this.has_caught_up = false
    return has
  }

  /** undefined: it threw. What gives nothing gives null. */
  private tried<T>(work: () => T): Exclude<T, undefined> | null | undefined {
    try {
      const done = (work() ?? null) as Exclude<T, undefined> | null
      this.is_failing = false
      return done
    } catch (error) {
      if (!this.is_failing) this.log.error({ err: error }, 'The outbox cannot be read or written.')
      this.is_failing = true
      this.again_ms = this.now_ms() + OUTBOX_AGAIN_MS
      return undefined
    }
  }
}
