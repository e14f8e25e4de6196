import type { Configuration } from '../configuration/port.js'

/** How often a fold looks for what is past its time: that is a matter of days. */
const LOOK_MS = 600_000

/**
 * When a fold is to look for what it has to take out: each 10 minutes, and at once where the configuration has changed,
 * since a dataset may have been deleted. Once it has begun, it goes on until `done`.
 */
export class HouseLook {
  private looked_ms = Number.NaN
  private version = Number.NaN

  constructor(private readonly configuration: Pick<Configuration, 'version'>) {}

  isDue(now_ms: number): boolean {
    const version = this.configuration.version()
    if (version !== this.version) this.looked_ms = Number.NaN
    this.version = version
    const passed_ms = now_ms - this.looked_ms
    // A clock that was set back would have it wait for the time that it was ahead.
    return !(passed_ms >= 0 && passed_ms < LOOK_MS)
  }

  /** All was looked through, and nothing more is to be taken out. */
  done(now_ms: number): void {
    this.looked_ms = now_ms
  }
}
