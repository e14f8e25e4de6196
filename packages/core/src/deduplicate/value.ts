import type { Channel, JsonObject } from '../event.js'
import type { CountingSettings } from './windows.js'

/** A sighting's own value: decimal text, and the currency that it came with. */
export interface Value {
  value: string
  currency: string | null
}

/** What the books need to know of a counted event: who reported it, and whose value it shows. */
export interface EventState {
  anchored_at_ms: number
  browser: boolean
  server: boolean
  /** the value that the event shows; null while none of its sightings that count for it has one */
  shown: Value | null
}

/** A value that is there and is no number: it hides other sightings' values, and adds nothing. */
const UNUSABLE: Value = { value: '', currency: null }

/** @returns null where there is no value at all */
export function readValue(custom_data: JsonObject): Value | null {
  const { value, currency } = custom_data
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' || !Number.isFinite(value)) return UNUSABLE
  // A page's `usd` is the server's `USD`: the books have one sum for both.
  return {
    value: String(value),
    currency: typeof currency === 'string' ? currency.trim().toUpperCase() || null : null,
  }
}

export const openedBy = (channel: Channel, received_at_ms: number, value: Value | null): EventState => ({
  anchored_at_ms: received_at_ms,
  browser: channel === 'browser',
  server: channel === 'server',
  shown: value,
})

/**
 * Adds a duplicate, later in order than all before it, to what its event shows. The same outcome as merging all of
 * its sightings at once, without reading them again.
 * @source reference/counting.md: primary, merge, value
 */
export function joinedBy(
  state: EventState,
  channel: Channel,
  received_at_ms: number,
  value: Value | null,
  settings: CountingSettings,
): EventState {
  const after_ms = received_at_ms - state.anchored_at_ms
  const becomesPrimary = channel === 'browser' && !state.browser && after_ms <= settings.browser_preferred_ms
  const fillsGap = state.shown === null && after_ms <= settings.merge_window_ms
  return {
    anchored_at_ms: state.anchored_at_ms,
    browser: state.browser || channel === 'browser',
    server: state.server || channel === 'server',
    shown: value !== null && (becomesPrimary || fillsGap) ? value : state.shown,
  }
}
