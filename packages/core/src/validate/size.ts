import type { Json, JsonObject } from '../event.js'
import { EVENT_DEPTH_MAX } from './limits.js'

/** How much one event, or another value of JSON, is. */
export interface Size {
  /** Characters of all keys and texts, with the marks that JSON puts around them: close to its bytes */
  chars: number
  /** Keys of objects that are not inside a list */
  keys: number
  /** Whether it is nested beyond EVENT_DEPTH_MAX; what lies deeper is not measured */
  deep: boolean
  /** Whether a key is `__proto__`, which a careless copy would take for the prototype */
  proto: boolean
}

/** Measures a value in one walk: much cheaper than writing it as JSON to see how long that is. */
export function measure(value: Json[] | JsonObject): Size {
  const size: Size = { chars: 0, keys: 0, deep: false, proto: false }
  measureInside(value, 1, false, size)
  return size
}

const KEY_MARKS = 4 // two quotes, a colon, a comma
const TEXT_MARKS = 2
const SCALAR_CHARS = 8 // a number's, about

function measureObject(object: JsonObject, depth: number, in_list: boolean, size: Size): void {
  for (const key in object) {
    if (!in_list) size.keys += 1
    if (key === '__proto__') size.proto = true
    size.chars += key.length + KEY_MARKS
    const value = object[key]
    if (typeof value === 'string') size.chars += value.length + TEXT_MARKS
    else if (typeof value === 'object' && value !== null) measureInside(value, depth + 1, in_list, size)
    else size.chars += SCALAR_CHARS
  }
}

function measureInside(value: Json[] | JsonObject, depth: number, in_list: boolean, size: Size): void {
  if (depth > EVENT_DEPTH_MAX) {
    size.deep = true
    return
  }
  if (!Array.isArray(value)) {
    measureObject(value, depth, in_list, size)
    return
  }
  for (const item of value) {
    if (typeof item === 'string') size.chars += item.length + TEXT_MARKS
    else if (typeof item === 'object' && item !== null) measureInside(item, depth + 1, true, size)
    else size.chars += SCALAR_CHARS
  }
}

/** The same event without any key `__proto__`. */
export function withoutProto<T extends Json>(value: T): T
export function withoutProto(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProto(item))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutProto(item)]))
}
