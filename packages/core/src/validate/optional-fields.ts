import { readObject } from '../decode/loose-value.js'
import { isWord } from '../decode/word.js'
import type { Event, Json, JsonObject } from '../event.js'
import { urlWithoutAppendix } from '../identify/appendix.js'
import type { Notes } from './notes.js'

/**
 * The fields that an event may have beside its core. One of a wrong type is left out with a warning, never
 * refused; null and empty text are the same as absent, since the PHP SDK sends unset maps as null.
 * @source reference 5.3
 */
export function putOptionalFields(raw: JsonObject, event: Event, notes: Notes): void {
  const event_source_url = readText(raw.event_source_url, notes)
  if (event_source_url !== null) event.event_source_url = urlWithoutAppendix(event_source_url)
  const referrer_url = readText(raw.referrer_url, notes)
  if (referrer_url !== null) event.referrer_url = urlWithoutAppendix(referrer_url)
  const opt_out = readFlag(raw.opt_out, notes)
  if (opt_out !== null) event.opt_out = opt_out
  const original_event_data = readMap(raw.original_event_data, notes)
  if (original_event_data !== null) event.original_event_data = original_event_data
  const attribution_data = readMap(raw.attribution_data, notes)
  if (attribution_data !== null) event.attribution_data = attribution_data
  const segmentation = raw.customer_segmentation ?? event.custom_data.customer_segmentation
  const customer_segmentation = readText(segmentation, notes)
  if (isWord(customer_segmentation)) event.customer_segmentation = customer_segmentation
  else if (customer_segmentation !== null) notes.warn('field_type_invalid')
  const tracking = readFlag(raw.advertiser_tracking_enabled, notes)
  if (tracking !== null) event.advertiser_tracking_enabled = tracking
}

function readText(sent: Json | undefined, notes: Notes): string | null {
  if (typeof sent === 'string') return sent === '' ? null : sent
  if (sent !== undefined && sent !== null) notes.warn('field_type_invalid')
  return null
}

/** true and false as JSON, text or 1 and 0: form encodings know no other. */
function readFlag(sent: Json | undefined, notes: Notes): boolean | null {
  if (typeof sent === 'boolean') return sent
  if (sent === undefined || sent === null || sent === '') return null
  const word = typeof sent === 'object' ? '' : String(sent).trim().toLowerCase()
  if (word === 'true' || word === '1') return true
  if (word === 'false' || word === '0') return false
  notes.warn('field_type_invalid')
  return null
}

function readMap(sent: Json | undefined, notes: Notes): JsonObject | null {
  if (sent === undefined || sent === null || sent === '') return null
  const map = readObject(sent)
  if (map === null) notes.warn('field_type_invalid')
  return map
}
