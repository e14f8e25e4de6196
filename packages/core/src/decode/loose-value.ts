import type { Json, JsonObject } from '../event.js'
import { measure, withoutProto } from '../validate/size.js'

/**
 * A decimal as pages and shops write it: sign, digits, fraction, exponent; no symbols, no thousands
 * separators.
 */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i

/** A number, or the number that a text spells; null if it is neither, or not finite. @source reference 4.2 */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.length > NUMBER_CHARS_MAX || !DECIMAL.test(value)) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}
const NUMBER_CHARS_MAX = 64

/** A whole number, or the one that a text spells; null if it is neither. */
export function readInteger(value: unknown): number | null {
  const number = readNumber(value)
  return number !== null && Number.isSafeInteger(number) ? number : null
}

/**
 * The JSON that a text holds; undefined if it holds none, or one nested beyond EVENT_DEPTH_MAX. A key
 * `__proto__` is dropped. Never throws.
 */
export function readJson(text: string): Json | undefined {
  const parsed = parse(text)
  if (typeof parsed !== 'object' || parsed === null) return parsed
  const { deep, proto } = measure(parsed)
  if (deep) return undefined
  return proto ? withoutProto(parsed) : parsed
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** An object, or the one that a JSON text holds; null if it is neither. */
export function readObject(value: unknown): JsonObject | null {
  if (isObject(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null
  const parsed = readJson(value)
  return isObject(parsed) ? parsed : null
}

/** A list, or the one that a JSON text holds; null if it is neither. WooCommerce sends lists as text. */
export function readList(value: unknown): Json[] | null {
  if (Array.isArray(value)) return value as Json[]
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return null
  const parsed = readJson(value)
  return Array.isArray(parsed) ? parsed : null
}

/**
 * A list of ids from all that senders write: a list, its JSON text, a comma list, one id. @source reference
 * 4.2
 */
export function readIds(value: unknown): Json[] | null {
  const list = readList(value)
  if (list !== null) return list
  if (typeof value === 'number') return [value]
  if (typeof value !== 'string') return null
  return value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
