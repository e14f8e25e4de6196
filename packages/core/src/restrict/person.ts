import type { IdentifiedEvent } from '../event.js'

/**
 * The best key by which the person of an event is known, as `key:value`: external_id, then fbp, em, ph. Of several values
 * the first in the order of bytes, so that the order in which a site lists them does not matter.
 * @returns null where the event says nothing of who it is; what is returned must be digested with a key before it is kept
 */
export function bestPersonKey({ user_data }: Pick<IdentifiedEvent, 'user_data'>): string | null {
  for (const key of PERSON_KEYS) {
    const value = key === 'fbp' ? user_data.fbp : [...(user_data[key] ?? [])].sort()[0]
    if (value !== undefined) return `${key}:${value}`
  }
  return null
}
const PERSON_KEYS = ['external_id', 'fbp', 'em', 'ph'] as const
