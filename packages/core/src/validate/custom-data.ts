import { readIds, readNumber, readObject } from '../decode/loose-value.js'
import type { Json, JsonObject } from '../event.js'
import { readDeliveryCategory, validateContents } from './contents.js'
import { validateCurrency } from './currency.js'
import type { Notes } from './notes.js'
import { validateValue } from './value.js'

/**
 * What is said of the event: the standard keys in one form, all others as they came.
 * @returns what was sent itself where nothing in it changes, else a copy; never writes into what was sent
 * Problems: custom_data_not_an_object, and those of value.ts, currency.ts and contents.ts
 * @source reference 4.2
 */
export function validateCustomData(sent: Json | undefined, event_name: string, notes: Notes): JsonObject {
  const custom_data = sent === undefined || sent === null || sent === '' ? NOTHING_SAID : readObject(sent)
  if (custom_data === null) {
    notes.refuse('custom_data_not_an_object', 'custom_data')
    return {}
  }
  const value = validateValue(custom_data, event_name, notes)
  const currency = validateCurrency(custom_data, event_name, value, notes)
  const contents = validateContents(custom_data.contents, notes)
  let said = custom_data
  said = put(said, custom_data, 'value', value)
  said = put(said, custom_data, 'currency', currency)
  said = put(said, custom_data, 'contents', contents)
  said = put(said, custom_data, 'content_ids', idsOf(custom_data.content_ids))
  said = put(said, custom_data, 'num_items', numberOf(custom_data.num_items))
  said = put(said, custom_data, 'predicted_ltv', numberOf(custom_data.predicted_ltv))
  if (custom_data.delivery_category !== undefined)
    said = put(
      said,
      custom_data,
      'delivery_category',
      readDeliveryCategory(custom_data.delivery_category, notes),
    )
  return said === NOTHING_SAID ? {} : said
}
const NOTHING_SAID: JsonObject = Object.freeze({})

/**
 * Sets one key, copying at the first change; null takes the key out, so that the other channel's can fill it.
 */
function put(said: JsonObject, sent: JsonObject, key: string, value: Json): JsonObject {
  const before = sent[key]
  if (value === null ? before === undefined : value === before) return said
  const copy = said === sent ? { ...sent } : said
  if (value === null) delete copy[key]
  else copy[key] = value
  return copy
}

/** Ids in a list; what cannot be one stays as sent. */
const idsOf = (sent: Json | undefined): Json =>
  sent === undefined || sent === null || sent === '' ? null : (readIds(sent) ?? sent)

/** A number where it is one; what is none stays as sent. */
const numberOf = (sent: Json | undefined): Json =>
  sent === undefined || sent === null || sent === '' ? null : (readNumber(sent) ?? sent)
