import type { Timers } from './timers.js'

/** A clock in the test's hand: hours pass as fast as there is nothing to do in them. */
export class ManualTime {
  private at_ms = Date.UTC(2026, 10, 25)
  private timers_set: { at_ms: number; run: () => void }[] = []
  private next: (() => void)[] = []

  readonly now_ms = (): number => this.at_ms

  readonly timers: Timers = {
    after: (ms, run) => {
      const timer = { at_ms: this.at_ms + Math.max(0, ms), run }
      this.timers_set.push(timer)
      return () => {
        this.timers_set = this.timers_set.filter((other) => other !== timer)
      }
    },
    soon: (run) => void this.next.push(run),
  }

  /** Lets so much time pass: all that falls due happens at its time, in order. */
  async pass(ms: number): Promise<void> {
    const until_ms = this.at_ms + ms
    for (;;) {
      await this.settle()
      const due = this.timers_set.reduce<(typeof this.timers_set)[number] | null>(
        (first, timer) => (timer.at_ms <= until_ms && (!first || timer.at_ms < first.at_ms) ? timer : first),
        null,
      )
      if (!due) break
      this.at_ms = Math.max(this.at_ms, due.at_ms)
      this.timers_set = this.timers_set.filter((other) => other !== due)
      due.run()
    }
    this.at_ms = until_ms
  }

  /** All that happens without time passing. */
  async settle(): Promise<void> {
    do {
      for (const run of this.next.splice(0)) run()
      // A turn of Node's loop: every promise that can be has been answered by then.
      await new Promise((resolve) => setImmediate(resolve))
    } while (this.next.length > 0)
  }
}
