import type { Clocks } from './clock.js'

export const DAY_MS = 86_400_000
/** Noon of 2026-11-23, UTC. */
export const NOON_MS = Date.UTC(2026, 10, 23, 12)

/** Clocks in the test's hand: time passes on both, a jump is the wall clock's alone. */
export class FakeClocks implements Clocks {
  private steady = 5_000

  constructor(private wall = NOON_MS) {}

  readonly wall_ms = (): number => this.wall
  readonly steady_ms = (): number => this.steady

  pass(ms: number): void {
    this.wall += ms
    this.steady += ms
  }

  jump(ms: number): void {
    this.wall += ms
  }
}
