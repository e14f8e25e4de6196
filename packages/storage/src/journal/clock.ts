/** How far ahead of the wall clock the first stamp after a start may be. @source settled: "Time" */
const AHEAD_MS_MAX = 60_000

export interface Clocks {
  /** the wall clock, ms since the epoch */
  wall_ms: () => number
  /** a clock that only goes forward, ms since any start */
  steady_ms: () => number
}

/**
 * Stamps what is appended. The wall clock is read once, at the start; from then on time is the steady clock's, so
 * that a wall clock that jumps moves no verdict. Two appends never share a millisecond, so that the order of the
 * journal is the order of the counting rule.
 * @param last_ms  the latest stamp already in the journal; 0 if it is empty
 */
export function startStamps(last_ms: number, clocks: Clocks): () => number {
  const wall_ms = clocks.wall_ms()
  const anchor_ms = Math.max(wall_ms, Math.min(last_ms + 1, wall_ms + AHEAD_MS_MAX))
  const steady_ms = clocks.steady_ms()
  let latest_ms = 0
  return () => {
    const now_ms = Math.floor(anchor_ms + clocks.steady_ms() - steady_ms)
    latest_ms = Math.max(now_ms, latest_ms + 1)
    return latest_ms
  }
}
