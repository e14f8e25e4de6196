import type { Channel, IdentifiedEvent, JsonObject, UserData } from '../event.js'
import { byOrder, type Ordered } from './sighting.js'
import type { CountingSettings } from './windows.js'

export interface Reported extends Ordered {
  event: IdentifiedEvent
}

/** What a counted event shows. */
export interface CountedEvent {
  /** the primary's, with custom_data and user_data merged */
  event: IdentifiedEvent
  channels: Channel[]
  primary: Reported
}

/**
 * Makes of an event's sightings what is shown: the primary's fields, and from the others the keys that it lacks.
 * @param anchor  the sighting that opened the event
 * @param others  its duplicates, in any order
 * @source reference/counting.md, "What a counted event shows"
 */
export function mergeEvent(
  anchor: Reported,
  others: readonly Reported[],
  settings: CountingSettings,
): CountedEvent {
  const all = [anchor, ...others].sort(byOrder)
  const primary = primaryOf(anchor, all, settings)
  const merged: IdentifiedEvent = {
    ...primary.event,
    user_data: { ...primary.event.user_data },
    custom_data: { ...primary.event.custom_data },
  }
  for (const other of all) {
    if (other === primary || other.received_at_ms - anchor.received_at_ms > settings.merge_window_ms) continue
    addMissing(merged.custom_data, other.event.custom_data)
    addMissing(merged.user_data, other.event.user_data)
    if (other.event.aud) merged.aud = addMissing({ ...merged.aud }, other.event.aud)
  }
  const channels = (['browser', 'server'] as const).filter((channel) =>
    all.some((s) => s.channel === channel),
  )
  return { event: merged, channels, primary }
}

/** The anchor; but the earliest browser sighting received within P after it, if there is one. */
function primaryOf(anchor: Reported, ordered: readonly Reported[], settings: CountingSettings): Reported {
  const latest_ms = anchor.received_at_ms + settings.browser_preferred_ms
  return ordered.find((s) => s.channel === 'browser' && s.received_at_ms <= latest_ms) ?? anchor
}

/** A key that is there is never overwritten (null is not there); a list is taken whole. */
function addMissing<T extends JsonObject | UserData>(into: T, from: T): T {
  for (const key of Object.keys(from) as (keyof T)[])
    if (into[key] === undefined || into[key] === null) into[key] = from[key]
  return into
}
