import { backoffMs } from '@countersign/core'
import type { ForwarderLimits } from '../limits.js'

/** `probe`: one small request may go, to see how things are. */
export type BreakerMode = 'closed' | 'open' | 'probe'
type BreakerLimits = Pick<ForwarderLimits, 'failures_max' | 'open_ms_min' | 'open_ms_max'>

export interface Failed {
  /** not only after some failures: the destination asks for less, or for a pause */
  at_once: boolean
  /** what it asks for, in ms */
  after_ms: number | null
}

/**
 * Leaves a destination alone that fails again and again, for longer each time, then lets one request try.
 *
 * Requests that were under way when it opened say nothing of how things are afterwards: each carries the number of the
 * time in which it began, and one of an earlier time changes nothing.
 */
export class Breaker {
  /** in a row */
  failures = 0
  open_until_ms: number | null = null
  private openings = 0
  private is_probing = false
  private time = 0

  constructor(
    private readonly limits: BreakerLimits,
    private readonly random: () => number,
  ) {}

  /** As it was before a restart. */
  restore(failures: number, open_until_ms: number | null): void {
    this.failures = failures
    this.open_until_ms = open_until_ms
    if (open_until_ms !== null) this.openings = Math.max(1, failures - this.limits.failures_max + 1)
  }

  mode(now_ms: number): BreakerMode {
    if (this.open_until_ms === null) return 'closed'
    return now_ms >= this.open_until_ms && !this.is_probing ? 'probe' : 'open'
  }

  /** A request begins. @returns what to say when it has ended */
  begin(now_ms: number): number {
    if (this.mode(now_ms) === 'probe') {
      this.is_probing = true
      this.time += 1
    }
    return this.time
  }

  /** The destination has answered, and takes requests. */
  succeeded(time: number): void {
    if (time !== this.time || (this.open_until_ms !== null && !this.is_probing)) return
    this.close()
  }

  failed(time: number, now_ms: number, { at_once, after_ms }: Failed): void {
    if (time !== this.time) return
    this.failures += 1
    if (this.open_until_ms === null && !at_once && this.failures < this.limits.failures_max) return
    this.openings += 1
    const { open_ms_min, open_ms_max } = this.limits
    const jittered = Math.min(Math.max(backoffMs(this.openings, this.random()), open_ms_min), open_ms_max)
    const asked = after_ms === null ? 0 : backoffMs(1, this.random(), after_ms)
    this.open_until_ms = now_ms + Math.max(jittered, asked)
    this.is_probing = false
    this.time += 1
  }

  /** A request has ended without a word on how things are. */
  ended(time: number): void {
    if (time === this.time) this.is_probing = false
  }

  close(): void {
    this.failures = 0
    this.openings = 0
    this.open_until_ms = null
    this.is_probing = false
  }
}
