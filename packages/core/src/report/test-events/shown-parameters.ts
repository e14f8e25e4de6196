import type { Json, JsonObject } from '../../event.js'

const PARAMETERS_MAX = 40
const NAME_CHARS_MAX = 100
const VALUE_CHARS_MAX = 500

/**
 * An event's parameters as Test Events shows them: as they were received, the first of many, and what is long cut. So
 * a row stays small whatever was sent.
 */
export function shownParameters(custom_data: JsonObject): JsonObject {
  const shown: [string, Json][] = Object.entries(custom_data)
    .slice(0, PARAMETERS_MAX)
    .map(([name, value]) => [cut(name, NAME_CHARS_MAX), shownValue(value)])
  // Of entries, not by assignment: a parameter may be called __proto__.
  return Object.fromEntries(shown)
}

/** A value that is long becomes the beginning of its text. */
function shownValue(value: Json): Json {
  if (typeof value === 'string') return cut(value, VALUE_CHARS_MAX)
  if (typeof value !== 'object' || value === null) return value
  const text = JSON.stringify(value)
  return text.length > VALUE_CHARS_MAX ? cut(text, VALUE_CHARS_MAX) : value
}

const cut = (text: string, chars_max: number): string =>
  text.length > chars_max ? `${text.slice(0, chars_max)}…` : text
