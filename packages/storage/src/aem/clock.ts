import type Database from 'better-sqlite3'

/** How many times as fast as a steady clock it follows the wall clock, where that is ahead. */
const FOLLOWS_TIMES = 24
/** How much of it a crash may lose: it is written no more often. */
const STORED_EACH_MS = 60_000

/** Where it is kept what was believed last: a table of one row. */
type KeptIn = 'state' | 'believed'

/**
 * Up to when it is believed that time has passed. A day that is published too early cannot be taken back, nor a key that is
 * destroyed: so a wall clock that jumps ahead, also over a restart, is only followed, 24 times as fast as time passes.
 * A clock that is a year ahead for ten minutes costs four hours, not a year; after a night's stop the day that is over is
 * published half an hour after the start. See docs/decisions/0018-restricted-sightings.md.
 */
export class AemClock {
  private believed_ms: number | null
  private stored_ms: number | null
  private read_at_ms: number
  private readonly store: Database.Statement<[number]>

  /** @param steady_ms  a clock that only goes forward, ms since any start */
  constructor(
    db: Database.Database,
    private readonly steady_ms: () => number,
    kept_in: KeptIn = 'state',
  ) {
    const stored = db.prepare<[], number | null>(`SELECT believed_ms FROM ${kept_in}`).pluck().get() ?? null
    this.believed_ms = stored
    this.stored_ms = stored
    this.read_at_ms = steady_ms()
    this.store = db.prepare(`UPDATE ${kept_in} SET believed_ms = ?`)
  }

  /** @returns the wall clock's time, or as much of it as is believed yet */
  read(wall_ms: number): number {
    const steady_ms = this.steady_ms()
    const passed_ms = steady_ms - this.read_at_ms
    this.read_at_ms = steady_ms
    const before_ms = this.believed_ms ?? wall_ms
    // A clock that is behind for a moment takes nothing back: it would be years until it was followed again.
    this.believed_ms = Math.max(before_ms, Math.min(wall_ms, before_ms + passed_ms * FOLLOWS_TIMES))
    if (this.stored_ms === null || this.believed_ms >= this.stored_ms + STORED_EACH_MS) {
      this.stored_ms = Math.floor(this.believed_ms)
      this.store.run(this.stored_ms)
    }
    return Math.min(wall_ms, Math.floor(this.believed_ms))
  }
}
