import type { Seen } from '@countersign/core'
import type { Said } from './repeats.js'

/** How soon after another a sighting without event_id is the same one once more: a page that reports twice. */
export const SECOND_MS = 2_000
/** How many are remembered before those of earlier are let go. */
const HELD_MIN = 10_000

/** What a browser said without an event_id, where that can be told: the same browser, page and event name. */
export function secondKey(dataset: number, { channel, event }: Seen): string | null {
  const { fbp } = event.user_data
  if (channel !== 'browser' || event.event_id !== null || fbp === undefined) return null
  return JSON.stringify([dataset, fbp, event.event_name, event.event_source_url])
}

/** The last two seconds of what browsers said without an event_id. */
export class LastSeconds {
  private readonly last = new Map<string, Said>()
  private held_max = HELD_MIN

  /** @returns whether another said it within the two seconds before */
  say(key: string, said: Said): boolean {
    const before = this.last.get(key)
    this.last.set(key, said)
    if (this.last.size > this.held_max) this.letGo(said.received_at_ms)
    if (before === undefined || before.seq >= said.seq) return false
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
