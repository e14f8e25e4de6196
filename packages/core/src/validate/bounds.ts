import { isObject, readJson } from '../decode/loose-value.js'
import type { JsonObject } from '../event.js'
import { EVENT_BYTES_MAX, EVENT_DEPTH_MAX, EVENT_KEYS_MAX } from './limits.js'
import type { Notes } from './notes.js'
import { measure, withoutProto } from './size.js'

/**
 * Takes one element of `data` for an event: an object, or its JSON text, within the bounds of depth, keys and
 * size.
 * @returns null where it is refused. A key `__proto__` is dropped.
 * Problems: event_not_an_object, event_too_deep, event_too_many_keys, event_too_large
 * @source reference 5.1 (the SDKs type data as a list of texts), 16
 */
export function takeEvent(sent: unknown, notes: Notes): JsonObject | null {
  const raw = typeof sent === 'string' ? readJson(sent) : sent
  if (!isObject(raw)) {
    notes.refuse('event_not_an_object', '')
    return null
  }
  const { deep, keys, chars, proto } = measure(raw)
  if (deep) notes.refuse('event_too_deep', '', `is nested more than ${EVENT_DEPTH_MAX} deep`)
  if (keys > EVENT_KEYS_MAX) notes.refuse('event_too_many_keys', '', `has ${keys} keys`)
  if (chars > EVENT_BYTES_MAX) notes.refuse('event_too_large', '', `has about ${chars} bytes`)
  if (notes.refused) return null
  return proto ? withoutProto(raw) : raw
}
