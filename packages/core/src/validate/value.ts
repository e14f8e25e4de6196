import { readNumber } from '../decode/loose-value.js'
import type { JsonObject } from '../event.js'
import type { Notes } from './notes.js'

/**
 * What the event is worth, in major units of its currency.
 * @returns null where absent, null or empty. A numeric text is a number; a negative one is warned about.
 * Problems: value_not_a_number, purchase_value_missing (2804009)
 * @source reference 4.2, 5.6
 */
export function validateValue(custom_data: JsonObject, event_name: string, notes: Notes): number | null {
  const sent = custom_data.value
  if (sent === undefined || sent === null || sent === '') {
    if (event_name === 'Purchase') notes.refuse('purchase_value_missing', 'custom_data.value')
    return null
  }
  const value = readNumber(sent)
  if (value === null) notes.refuse('value_not_a_number', 'custom_data.value')
  else if (value < 0) notes.warn('value_negative')
  return value
}
