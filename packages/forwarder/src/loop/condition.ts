import type { Decision } from '@countersign/core'
import type { Destination } from '@countersign/storage/configuration'
import { HEALTHY, type Health } from '@countersign/storage/outbox'
import { Breaker, type BreakerMode } from './breaker.js'
import { wordsOf } from './outcomes.js'
import { firstPace, grown, halved, type Pace } from './pace.js'
import type { Standing } from './room.js'
import { addressOf, type Surroundings } from './surroundings.js'

/** How often the time of the last success is written: it is for people. */
const SENT_NOTE_MS = 1_000

/** How it stands with a destination: whether and how much it is sent. It is in the outbox, too, so that a restart goes on with it. */
export class Condition {
  pace: Pace
  standing: Standing = 'new'
  /** nothing new before that */
  not_before_ms = 0
  private health: Health
  private readonly breaker: Breaker
  private stopped_as: string | null = null

  constructor(
    private destination: Destination,
    private readonly around: Surroundings,
  ) {
    const { limits, recorder, random } = around
    this.pace = firstPace(limits.in_flight_max)
    this.breaker = new Breaker(limits, random)
    this.health = recorder.health(destination.id) ?? HEALTHY
    this.breaker.restore(this.health.failures, this.health.open_until_ms)
  }

  get stopped(): string | null {
    return this.health.stopped
  }

  get open_until_ms(): number | null {
    return this.breaker.open_until_ms
  }

  /** The destination as its owner has it now: where that mends what stopped it, it goes on. */
  look(destination: Destination): void {
    this.destination = destination
    const { stopped, stopped_at_ms } = this.health
    if (stopped === null) return
    const has_changed = this.stopped_as !== null && this.stopped_as !== addressOf(destination)
    const mended_ms = Math.max(destination.secrets_at_ms, destination.resumed_at_ms)
    if (mended_ms > (stopped_at_ms ?? 0) || has_changed || this.isResumed()) this.resume()
  }

  mode(now_ms: number): BreakerMode | 'stopped' | 'paused' {
    if (this.destination.paused_at_ms !== null) return 'paused'
    return this.health.stopped === null ? this.breaker.mode(now_ms) : 'stopped'
  }

  /** When it may be sent something by itself; null: not without an event from outside */
  freeAt(): number | null {
    if (this.destination.paused_at_ms !== null || this.health.stopped !== null) return null
    return Math.max(this.not_before_ms, this.breaker.open_until_ms ?? 0)
  }

  begin(now_ms: number): number {
    return this.breaker.begin(now_ms)
  }

  /** A request was given up. */
  ended(time: number): void {
    this.breaker.ended(time)
  }

  /**
   * What an answer says of the destination, beside what it says of the events.
   * @param begun_ms  when its request began: secrets that were changed since have not been tried
   */
  heard(decision: Decision, time: number, begun_ms: number): void {
    const now_ms = this.around.now_ms()
    if (decision.do === 'stop') {
      this.ended(time)
      this.stop(decision.why, begun_ms)
    } else if (decision.do === 'retry') {
      const { slow_down, after_ms, why } = decision
      if (slow_down) this.pace = halved(this.pace)
      this.fail(time, why, slow_down || after_ms !== null, after_ms)
    } else {
      this.standing = 'good'
      this.changing(() => this.breaker.succeeded(time))
      if (decision.do === 'accept') this.accepted(decision.slow_down, now_ms)
      else this.note({ last_error: wordsOf(decision.refusal) })
    }
  }

  /** The destination, and no event, is at fault. */
  fail(time: number, why: string, at_once: boolean, after_ms: number | null = null): void {
    this.standing = 'failed'
    const now_ms = this.around.now_ms()
    this.changing(() => this.breaker.failed(time, now_ms, { at_once, after_ms }))
    this.note({ last_error: why })
  }

  stop(why: string, at_ms: number): void {
    this.standing = 'failed'
    if (this.health.stopped !== null) return
    this.stopped_as = addressOf(this.destination)
    this.note({ stopped: why, stopped_at_ms: at_ms, last_error: why })
    this.around.log.warn(
      { destination_id: this.destination.id, why },
      'Delivery to a destination has stopped.',
    )
    this.around.report.changed(this.destination.id, 'stopped')
  }

  private accepted(slow_down: boolean, now_ms: number): void {
    if (slow_down) {
      this.pace = halved(this.pace)
      this.not_before_ms = Math.max(this.not_before_ms, now_ms + this.around.limits.near_limit_ms)
    } else this.pace = grown(this.pace, this.around.limits.in_flight_max)
    if (now_ms - (this.health.last_sent_ms ?? 0) >= SENT_NOTE_MS) this.note({ last_sent_ms: now_ms })
  }

  private resume(): void {
    this.stopped_as = null
    this.breaker.close()
    this.pace = firstPace(this.around.limits.in_flight_max)
    this.note({ stopped: null, stopped_at_ms: null })
    this.around.log.info({ destination_id: this.destination.id }, 'Delivery to a destination goes on.')
    this.around.report.changed(this.destination.id, 'closed')
  }

  private isResumed(): boolean {
    const { recorder } = this.around
    return recorder.behindUntil === null && recorder.health(this.destination.id)?.stopped === null
  }

  /** Does what may open or close the breaker, and tells of it. */
  private changing(work: () => void): void {
    const was_ms = this.breaker.open_until_ms
    const { failures } = this.breaker
    work()
    const { open_until_ms } = this.breaker
    if (open_until_ms === was_ms && failures === this.breaker.failures) return
    this.note({})
    if (open_until_ms !== null && was_ms === null) this.pace = { ...this.pace, window: 1 }
    if ((open_until_ms === null) !== (was_ms === null))
      this.around.report.changed(this.destination.id, open_until_ms === null ? 'closed' : 'open')
  }

  private note(change: Partial<Health>): void {
    const { failures, open_until_ms } = this.breaker
    const health = { ...this.health, ...change, failures, open_until_ms }
    if (KEYS.every((key) => health[key] === this.health[key])) return
    this.health = health
    this.around.recorder.setHealth(this.destination.id, health)
  }
}

const KEYS = Object.keys(HEALTHY) as (keyof Health)[]
