import type { Seen } from '@countersign/core'
import type { Said } from './repeats.js'

/** How soon after another a sighting is the same one once more, told by a second pixel on the page. */
export const SECOND_MS = 2_000
/** How many are remembered before those of earlier are let go. */
const HELD_MIN = 10_000

/** What is remembered of a sighting. */
export interface SaidOfLate extends Said {
  has_id: boolean
}

/** What a browser said, where that can be told: the same browser, page and event name. */
export function secondKey(dataset: number, { channel, event }: Seen): string | null {
  const { fbp } = event.user_data
  if (channel !== 'browser' || fbp === undefined) return null
  return `${dataset} ${fbp} ${event.event_name}\n${event.event_source_url ?? ''}`
}

/** The last two seconds of what browsers said. */
export class LastSeconds {
  private readonly last = new Map<string, SaidOfLate>()
  private held_max = HELD_MIN

  /** @returns whether another said it within the two seconds before, and one of the two had no event_id */
  say(key: string, said: SaidOfLate): boolean {
    const before = this.last.get(key)
    this.last.set(key, said)
    if (this.last.size > this.held_max) this.letGo(said.received_at_ms)
    // Two with ids are two events, or are told apart by their ids.
    if (before === undefined || before.seq >= said.seq || (before.has_id && said.has_id)) return false
    const after_ms = said.received_at_ms - before.received_at_ms
    return after_ms >= 0 && after_ms <= SECOND_MS
  }

  clear(): void {
    this.last.clear()
  }

  private letGo(now_ms: number): void {
    for (const [key, { received_at_ms }] of this.last)
      if (received_at_ms < now_ms - SECOND_MS) this.last.delete(key)
    this.held_max = Math.max(HELD_MIN, 2 * this.last.size)
  }
}
