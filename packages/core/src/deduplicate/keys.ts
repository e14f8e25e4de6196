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
  const window = windowKeyOf(s)
  if (s.action_source === 'business_messaging' || s.offline) return { window, fbp: null, external_id: NONE }
  const scope = scopeOf(s)
  return {
    window,
    fbp: s.fbp === null ? null : `f${scope}:${s.fbp}`,
    external_id: s.external_id.length === 0 ? NONE : s.external_id.map((digest) => `x${scope}:${digest}`),
  }
}

/** The window key alone: for a server sighting that no browser sighting can meet by method B. */
export function windowKeyOf(s: Sighting): string | null {
  if (s.action_source === 'business_messaging') return null
  if (s.offline) return offlineKey(scopeOf(s), s)
  return s.event_id === null ? null : `a${scopeOf(s)}:${s.event_id}`
}

/** The keys of a sighting that can be met by its window key only. */
export const windowOnly = (s: Sighting): Keys => ({ window: windowKeyOf(s), fbp: null, external_id: NONE })

const scopeOf = (s: Sighting): string => `${s.dataset_id}:${s.event_name.length}:${s.event_name}`

function offlineKey(scope: string, s: Sighting): string {
  const { item_number = '', order_id = '', user_keys = [] } = s.offline ?? {}
  const line = `o${scope}:${s.event_time}:${item_number.length}:${item_number}`
  return order_id === '' ? `${line}:u${user_keys.join()}` : `${line}:i${order_id}`
}

const NONE: readonly string[] = []
