import type { JsonObject } from '../event.js'
import { CURRENCIES } from './currencies.js'
import type { Notes } from './notes.js'

/**
 * The currency of the value: an ISO 4217 code of any case, trimmed and in upper case.
 * @returns null where absent, empty or no text; an unknown code as it was sent, with a warning and a message,
 *          since Graph is not known to refuse one
 * Problems: purchase_currency_missing (2804010), value_without_currency (2804023, other events)
 * @source reference 4.2, 4.3, 5.6
 */
export function validateCurrency(
  custom_data: JsonObject,
  event_name: string,
  value: number | null,
  notes: Notes,
): string | null {
  const sent = custom_data.currency
  if (typeof sent === 'string' && CURRENCIES.has(sent)) return sent
  if (typeof sent === 'string' && sent.trim() !== '') return readCode(sent, notes)
  const seen = sent === undefined || sent === null || sent === '' ? undefined : 'is no text, or empty'
  if (event_name === 'Purchase') notes.refuse('purchase_currency_missing', 'custom_data.currency', seen)
  else if (value !== null) notes.refuse('value_without_currency', 'custom_data.currency', seen)
  return null
}

function readCode(sent: string, notes: Notes): string {
  const code = sent.trim().toUpperCase()
  if (CURRENCIES.has(code)) return code
  notes.warn('currency_invalid')
  notes.tell('custom_data.currency', 'is no ISO 4217 code. Send three letters, e.g. USD.')
  return sent
}
