import type { Json, JsonObject } from '../event.js'
import type { Warning } from '../problem/warnings.js'
import { CURRENCIES } from '../validate/currencies.js'
import { readIds, readList, readNumber } from './loose-value.js'

/**
 * Reads a beacon's custom data. The text becomes a number or a list for the five keys that hold one; where it
 * cannot, and for every other key, it stays as sent. An empty value of these keys and of currency is left
 * out, so that the other channel's can fill its place.
 * @source settled.md, "What comes in"; reference 4.2
 */
export function readBeaconCustomData(cd: { [key: string]: Json }): JsonObject {
  const custom_data: JsonObject = {}
  for (const key in cd) {
    const sent = cd[key] ?? null
    const value = readParameter(key, sent)
    if (value !== null) custom_data[key] = value
  }
  return custom_data
}

function readParameter(key: string, sent: Json): Json {
  switch (key) {
    case 'value':
    case 'predicted_ltv':
    case 'num_items':
      return sent === '' ? null : (readNumber(sent) ?? sent)
    case 'contents':
      return sent === '' ? null : (readList(sent) ?? sent)
    case 'content_ids':
      return sent === '' ? null : (readIds(sent) ?? sent)
    case 'currency':
      return sent === '' ? null : sent
    default:
      return sent
  }
}

/**
 * Says what a beacon's custom data lacks. A beacon is counted all the same, since nobody could send it again.
 * @source reference 4.2, 4.3, 9.3
 */
export function warnOfCustomData(event_name: string, custom_data: JsonObject, warnings: Warning[]): void {
  const { value, currency, contents } = custom_data
  const purchase = event_name === 'Purchase'
  if (value === undefined) {
    if (purchase) warnings.push('value_missing')
  } else if (typeof value !== 'number') {
    warnings.push('value_invalid')
  } else if (value < 0) {
    warnings.push('value_negative')
  }
  if (currency === undefined) {
    if (purchase || value !== undefined) warnings.push('currency_missing')
  } else if (typeof currency !== 'string' || !CURRENCIES.has(currency.trim().toUpperCase())) {
    warnings.push('currency_invalid')
  }
  if (contents !== undefined && !(Array.isArray(contents) && contents.every(hasId)))
    warnings.push('contents_invalid')
}

function hasId(item: Json): boolean {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false
  const { id } = item
  return typeof id === 'number' || (typeof id === 'string' && id !== '')
}
