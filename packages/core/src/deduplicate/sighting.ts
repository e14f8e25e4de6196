import type { Channel, IdentifiedEvent } from '../event.js'
import { HASHED_KEYS } from '../event.js'

/** One event as reported once: what the counting rule looks at, and nothing else. @source counting.md, "Words" */
export interface Sighting {
  dataset_id: string
  /** Sorts by bytes; unique in a dataset. A sighting id met twice is one sighting. */
  sighting_id: string
  channel: Channel
  received_at_ms: number
  event_name: string
  event_id: string | null
  event_time: number
  action_source: string | null
  fbp: string | null
  /** comparable digests */
  external_id: readonly string[]
  /** for physical_store only: what tells one line of one order from another */
  offline: OfflineKey | null
}

export interface OfflineKey {
  item_number: string
  order_id: string
  /** every hashed user key, as `key:digest`, sorted */
  user_keys: readonly string[]
}

/** Reads off an identified event what the counting rule looks at. */
export function sightingOf(
  dataset_id: string,
  sighting_id: string,
  channel: Channel,
  received_at_ms: number,
  event: IdentifiedEvent,
): Sighting {
  return {
    dataset_id,
    sighting_id,
    channel,
    received_at_ms,
    event_name: event.event_name,
    event_id: event.event_id,
    event_time: event.event_time,
    action_source: event.action_source,
    fbp: event.user_data.fbp ?? null,
    external_id: externalIds(event),
    offline: event.action_source === 'physical_store' ? offlineKey(event) : null,
  }
}

/** The digests to compare by: the current rules' and, where it differs, the classic SDKs' of the same clear value. */
function externalIds(event: IdentifiedEvent): readonly string[] {
  const own = event.user_data.external_id
  const alternates = event.aud?.external_id
  if (!alternates) return own ?? NONE
  return own ? [...new Set([...own, ...alternates])] : alternates
}
const NONE: readonly string[] = []

function offlineKey(event: IdentifiedEvent): OfflineKey {
  const user_keys: string[] = []
  for (const key of HASHED_KEYS)
    for (const digest of event.user_data[key] ?? []) user_keys.push(`${key}:${digest}`)
  return {
    item_number: text(event.custom_data.item_number),
    order_id: text(event.custom_data.order_id),
    user_keys: user_keys.sort(),
  }
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

/** The order in which the rule takes sightings: by received time, browser before server, then by sighting id. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.received_at_ms !== b.received_at_ms) return a.received_at_ms - b.received_at_ms
  if (a.channel !== b.channel) return a.channel === 'browser' ? -1 : 1
  return compareBytes(a.sighting_id, b.sighting_id)
}
export type Ordered = Pick<Sighting, 'received_at_ms' | 'channel' | 'sighting_id'>

/** Sighting ids are ASCII (the edge sees to it), where comparing code units is comparing bytes. */
const compareBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
