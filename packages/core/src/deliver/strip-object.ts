import type { Json, JsonObject } from '../event.js'
import { isIdentityName } from '../identify/identity-names.js'
import { REMOVED, withoutEmails } from '../identify/plain-email.js'
import { isPlainIdentity, withoutPlainIdentity } from './plain-identity.js'
import { stripUrl } from './strip-url.js'
import { isHashed, type Path, type Stripping } from './stripping.js'

/** Deeper than any event we accept; what lies below is not searched, so it is not sent. */
const DEPTH_MAX = 16

/**
 * Takes plain identity and restricted keys out of custom_data, at any depth: a key that the owner restricts goes, one
 * that is named for identity goes unless its value is hashed, and identity inside texts becomes `_removed_`. Of ids
 * only email addresses do.
 * @param path  where the object stands
 * @returns the very same object where there is nothing to take out. Never throws; twice is once.
 * @source reference 13.4
 */
export function stripObject(object: JsonObject, path: Path, stripping: Stripping, depth = 0): JsonObject {
  let copy: JsonObject | undefined
  for (const key in object) {
    const value = object[key] as Json
    const kept = mustGo(key, value, stripping)
      ? undefined
      : stripValue(value, key, key, path, stripping, depth)
    if (kept === value) continue
    copy ??= { ...object }
    if (kept === undefined) {
      stripping.note({ inside: path, name: key })
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

/**
 * @param name  the key or the place at which the value stands
 * @param key  the key by which it is judged: of a list's values that of the list
 */
function stripValue(
  value: Json,
  name: string | number,
  key: string,
  path: Path,
  stripping: Stripping,
  depth: number,
): Json {
  if (typeof value === 'string') return stripText(value, name, key, path, stripping)
  if (typeof value === 'number') {
    if (!isPlainIdentity(value) || stripping.isId(key)) return value
    stripping.note({ inside: path, name })
    return REMOVED
  }
  if (typeof value !== 'object' || value === null) return value
  const inside: Path = { inside: path, name }
  if (depth >= DEPTH_MAX) {
    stripping.note(inside)
    return REMOVED
  }
  return Array.isArray(value)
    ? stripList(value, key, inside, stripping, depth + 1)
    : stripObject(value, inside, stripping, depth + 1)
}

function stripList(list: Json[], key: string, path: Path, stripping: Stripping, depth: number): Json[] {
  let copy: Json[] | undefined
  for (let place = 0; place < list.length; place += 1) {
    const value = list[place] as Json
    const kept = stripValue(value, place, key, path, stripping, depth)
    if (kept === value) continue
    copy ??= list.slice()
    copy[place] = kept
  }
  return copy ?? list
}

function stripText(
  text: string,
  name: string | number,
  key: string,
  path: Path,
  stripping: Stripping,
): string {
  if (text.includes('://')) return stripUrl(text, { inside: path, name }, stripping)
  const kept = withoutPlainIdentity(text)
  if (kept === text) return text
  const bare = stripping.isId(key) ? withoutEmails(text) : kept
  if (bare !== text) stripping.note({ inside: path, name })
  return bare
}
