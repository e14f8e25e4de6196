import { BODIES_BYTES_MAX, SMALL_BODY_BYTES } from '../limits.js'

/**
 * Bounds what request bodies hold in memory together: beyond it we say 503. What counts is what has come in, not what
 * was announced: whoever announces much and sends nothing takes no room from anyone.
 */
export class BodyBudget {
  private held_bytes = 0

  /** Begins to hold one body, and what it grows by; its beginning is free, since connections bound that. */
  begin(): HeldBody {
    let bytes = 0
    const charged = () => Math.max(0, bytes - SMALL_BODY_BYTES)
    return {
      grow: (by) => {
        const before = charged()
        bytes += by
        const more = charged() - before
        if (this.held_bytes + more <= BODIES_BYTES_MAX) {
          this.held_bytes += more
          return true
        }
        bytes -= by
        return false
      },
      release: () => {
        this.held_bytes -= charged()
        bytes = 0
      },
    }
  }
}

export interface HeldBody {
  /** @returns false where there is no room for so much more */
  grow(bytes: number): boolean
  /** Gives its room back; once more does nothing. */
  release(): void
}
