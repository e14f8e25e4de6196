import type { SignalsWindow } from '@countersign/core/report'

/** What a page asks comes within so long. A window is told of the moment that it was read for. */
const KEPT_MS = 1_000

/**
 * Keeps the last window for a second, while nothing that it was read from has changed: a page asks for diagnoses, quality and
 * event names at once, and each of them is made from the same rows.
 */
export class KeptWindow {
  private kept: { window: SignalsWindow; version: string } | undefined

  /** @param version  another one whenever something was written that a window may tell of */
  constructor(private readonly version: () => string) {}

  /** @param behind_rows  as it is now; @param read  where the last one is of another dataset or moment, or too old */
  of(dataset_id: string, now_ms: number, behind_rows: number, read: () => SignalsWindow): SignalsWindow {
    const version = this.version()
    const last = this.kept?.version === version ? this.kept.window : undefined
    const after_ms = now_ms - (last?.now_ms ?? Number.NEGATIVE_INFINITY)
    if (last?.dataset_id === dataset_id && after_ms >= 0 && after_ms < KEPT_MS)
      return { ...last, behind_rows }
    const window = read()
    this.kept = { window, version }
    return window
  }
}
