import type { Sighting } from './sighting.js'

/**
 * The keys under which a sighting can meet another. Each is one text; two sightings share a key exactly if the texts
 * are equal (a length stands before the name, so that no name can run into what follows it).
 */
export interface Keys {
  /** Method A's, or offline's own: whoever holds it opened a window. null: this sighting opens none. */
  window: string | null
  /** Method B's: the latest browser sighting with it. null where there is no fbp. */
  fbp: string | null
  external_id: readonly string[]
}

/** @source reference/counting.md, "Which event a sighting belongs to" */
export function keysOf(s: Sighting): Keys {
  if (s.action_source === 'business_messaging') return NO_KEYS
  const scope = `${s.dataset_id}:${s.event_name.length}:${s.event_name}`
  if (s.offline) return { window: offlineKey(scope, s), fbp: null, external_id: NONE }
  return {
    window: s.event_id === null ? null : `a${scope}:${s.event_id}`,
    fbp: s.fbp === null ? null : `f${scope}:${s.fbp}`,
    external_id: s.external_id.length === 0 ? NONE : s.external_id.map((digest) => `x${scope}:${digest}`),
  }
}

function offlineKey(scope: string, s: Sighting): string {
  const { item_number = '', order_id = '', user_keys = [] } = s.offline ?? {}
  const line = `o${scope}:${s.event_time}:${item_number.length}:${item_number}`
  return order_id === '' ? `${line}:u${user_keys.join()}` : `${line}:i${order_id}`
}

const NONE: readonly string[] = []
const NO_KEYS: Keys = { window: null, fbp: null, external_id: NONE }
