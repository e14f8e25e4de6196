import { readInteger } from '../decode/loose-value.js'
import { readProcessingOptions } from '../decode/processing-options.js'
import type { Event, JsonObject } from '../event.js'
import type { Notes } from './notes.js'

/**
 * Limited data use: the options and where they apply. An empty list means "explicitly not limited" and is
 * kept. Never refuses: what cannot be read is left out with a warning.
 * @source reference 13.1
 */
export function putDataProcessing(raw: JsonObject, event: Event, notes: Notes): void {
  const { data_processing_options, data_processing_options_country, data_processing_options_state } = raw
  if (data_processing_options !== undefined && data_processing_options !== null) {
    const options = readProcessingOptions(data_processing_options)
    if (options === null) notes.warn('data_processing_options_invalid')
    else event.data_processing_options = options
  }
  if (isSent(data_processing_options_country)) {
    const country = readInteger(data_processing_options_country)
    if (country === null) notes.warn('data_processing_options_invalid')
    else event.data_processing_options_country = country
  }
  if (isSent(data_processing_options_state)) {
    const state = readInteger(data_processing_options_state)
    if (state === null) notes.warn('data_processing_options_invalid')
    else event.data_processing_options_state = state
  }
}

const isSent = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
