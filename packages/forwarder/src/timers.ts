/** What takes time, so that tests can hold the clock. */
export interface Timers {
  /** @returns calls it off */
  after(ms: number, run: () => void): () => void
  /** As soon as what has come in from outside was looked at. */
  soon(run: () => void): void
}

export const NODE_TIMERS: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, TIMER_MS_MAX))
    return () => clearTimeout(timer)
  },
  soon: (run) => void setImmediate(run),
}
/** A longer one would fire at once. */
const TIMER_MS_MAX = 2 ** 31 - 1
