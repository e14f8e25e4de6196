import { isObject, readList, readNumber } from '../decode/loose-value.js'
import type { Json, JsonObject } from '../event.js'
import { rootPath, type Stripping } from './stripping.js'

const CUSTOM_DATA = rootPath('custom_data')

/**
 * Takes out of custom_data what would refuse the event and its whole batch, and is of no use to anyone: a value that is
 * no number, a value without its currency, contents that are no list, items without an id. Events from browsers have
 * such faults, since a beacon is counted all the same. A Purchase keeps its value: without one it is refused anyway.
 * @returns the very same object where there is nothing to mend
 * @source reference 4.2, 5.6 (2804008, 2804019, 2804023)
 */
export function mendCustomData(
  custom_data: JsonObject,
  event_name: string,
  stripping: Stripping,
): JsonObject {
  const { value, currency, contents } = custom_data
  let out = custom_data
  const has_value = value !== undefined && value !== null && value !== ''
  const has_currency = typeof currency === 'string' && currency.trim() !== ''
  if (has_value && (readNumber(value) === null || (!has_currency && event_name !== 'Purchase')))
    out = without(out, 'value', stripping)
  const is_empty = contents === undefined || contents === null || contents === ''
  if (!is_empty) out = mendContents(out, readList(contents), stripping)
  return out
}

function mendContents(custom_data: JsonObject, items: Json[] | null, stripping: Stripping): JsonObject {
  const usable = items?.filter(hasId) ?? []
  if (items !== null && usable.length === items.length) return custom_data
  if (usable.length === 0) return without(custom_data, 'contents', stripping)
  items?.forEach((item, place) => {
    if (!hasId(item)) stripping.note({ inside: { inside: CUSTOM_DATA, name: 'contents' }, name: place })
  })
  return { ...custom_data, contents: usable }
}

const hasId = (item: Json): boolean =>
  isObject(item) && (typeof item.id === 'number' || (typeof item.id === 'string' && item.id.trim() !== ''))

function without(custom_data: JsonObject, key: string, stripping: Stripping): JsonObject {
  stripping.note({ inside: CUSTOM_DATA, name: key })
  const { [key]: _, ...rest } = custom_data
  return rest
}
