import type { Json, JsonObject } from '../event.js'
import { isIdentityName } from '../identify/identity-names.js'
import { REMOVED, withoutEmails } from '../identify/plain-email.js'
import { isPlainIdentity, withoutPlainIdentity } from './plain-identity.js'
import { stripUrl } from './strip-url.js'
import { isHashed, type Stripping } from './stripping.js'

/** Deeper than any event we accept; what lies below is not searched, so it is not sent. */
const DEPTH_MAX = 16

/**
 * Takes plain identity and restricted keys out of custom_data, at any depth: a key that the owner restricts goes, one
 * that is named for identity goes unless its value is hashed, and identity inside texts becomes `_removed_`. Of ids
 * only email addresses do.
 * @param path  where the object stands, e.g. `custom_data`
 * @returns the very same object where there is nothing to take out. Never throws; twice is once.
 * @source reference 13.4
 */
export function stripObject(object: JsonObject, path: string, stripping: Stripping, depth = 0): JsonObject {
  let copy: JsonObject | undefined
  for (const key in object) {
    const value = object[key] as Json
    const at = `${path}.${stripping.nameOf(key)}`
    const kept = mustGo(key, value, stripping) ? undefined : stripValue(value, key, at, stripping, depth)
    if (kept === value) continue
    copy ??= { ...object }
    if (kept === undefined) {
      stripping.note(at)
      delete copy[key]
    } else
      Object.defineProperty(copy, key, { value: kept, enumerable: true, configurable: true, writable: true })
  }
  return copy ?? object
}

const mustGo = (key: string, value: Json, stripping: Stripping): boolean =>
  stripping.isRestricted(key) ||
  (isIdentityName(key) && !isHashed(value)) ||
  withoutPlainIdentity(key) !== key

function stripValue(value: Json, key: string, at: string, stripping: Stripping, depth: number): Json {
  if (typeof value === 'string') return stripText(value, key, at, stripping)
  if (typeof value === 'number') {
    if (stripping.isId(key) || !isPlainIdentity(value)) return value
    stripping.note(at)
    return REMOVED
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) {
    stripping.note(at)
    return REMOVED
  }
  return Array.isArray(value)
    ? stripList(value, key, at, stripping, depth + 1)
    : stripObject(value, at, stripping, depth + 1)
}

/** Values of a list are judged by the name that the list has. */
function stripList(list: Json[], key: string, path: string, stripping: Stripping, depth: number): Json[] {
  let copy: Json[] | undefined
  for (let place = 0; place < list.length; place += 1) {
    const value = list[place] as Json
    const kept = stripValue(value, key, `${path}[${place}]`, stripping, depth)
    if (kept === value) continue
    copy ??= list.slice()
    copy[place] = kept
  }
  return copy ?? list
}

function stripText(text: string, key: string, at: string, stripping: Stripping): string {
  if (text.includes('://')) return stripUrl(text, at, stripping)
  const kept = stripping.isId(key) ? withoutEmails(text) : withoutPlainIdentity(text)
  if (kept !== text) stripping.note(at)
  return kept
}
