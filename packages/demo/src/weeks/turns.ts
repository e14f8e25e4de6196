import type { Configuration } from '@countersign/storage'
import { DAY_MS, HOUR_MS } from '../shop/times.js'
import { ACTS } from './owner-acts.js'
import type { DemoDatasets } from './set-up.js'
import type { Watching } from './watching.js'

/** Every so many hours each dataset is judged; in between nobody would look. */
const JUDGED_HOURS = 6
/** Since when events are delivered: within the week in which they are taken. */
const DELIVERED_DAYS = 6

/** What has its turn while time passes. */
export interface TakingTurns {
  configuration: Configuration
  datasets: DemoDatasets
  /** is moved by the turns */
  clock: { ms: number }
  /** when the four weeks end */
  end_ms: number
  watching: Watching
  /** Sends what is due. */
  deliver(): Promise<void>
}

/** Moves the clock from hour to hour, and lets each have its turn. */
export class Turns {
  private next_ms: number
  private hours = 0
  private readonly acts = [...ACTS]

  constructor(private readonly around: TakingTurns) {
    this.next_ms = around.clock.ms + HOUR_MS
  }

  /** All turns that come before a time. @returns whether there was one */
  async before(at_ms: number): Promise<boolean> {
    const since = this.hours
    for (; this.next_ms < at_ms; this.next_ms += HOUR_MS) {
      this.around.clock.ms = this.next_ms
      this.hours += 1
      await this.take(this.hours % JUDGED_HOURS === 0)
    }
    return this.hours > since
  }

  /** The last turn: now. */
  async last(): Promise<void> {
    this.around.clock.ms = this.around.end_ms
    await this.take(true)
  }

  private async take(is_judged: boolean): Promise<void> {
    const { clock, end_ms, watching, deliver, configuration, datasets } = this.around
    const left_days = (end_ms - clock.ms) / DAY_MS
    const is_delivered = left_days <= DELIVERED_DAYS
    if (is_judged || is_delivered) watching.count()
    if (is_judged) watching.judge(clock.ms)
    for (; this.acts[0] && this.acts[0].days_ago >= left_days; this.acts.shift())
      this.acts[0].act(configuration, datasets)
    if (is_delivered) await deliver()
  }
}
