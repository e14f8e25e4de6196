import { type ConversionCount, conversionCounts } from './key-events/conversion-counts.js'
import type { CustomConversion } from './key-events/custom-conversion.js'
import { type Business, type KeyEvents, keyEvents } from './key-events/key-events.js'
import { type EventQuality, eventQualities } from './quality/event-quality.js'
import type { SignalsWindow } from './signals-window.js'

/** Everything that `countersign quality` says of a dataset. */
export interface SignalQuality {
  dataset_id: string
  as_of_ms: number
  /** how many journal rows are not in it yet */
  behind_rows: number
  events: readonly EventQuality[]
  key_events: KeyEvents
  custom_conversions: readonly ConversionCount[]
}

/** @param settings  of the dataset: what its business is, and what it counts besides */
export function signalQuality(
  window: SignalsWindow,
  settings: Business & { custom_conversions: readonly CustomConversion[] },
): SignalQuality {
  const events = eventQualities(window)
  return {
    dataset_id: window.dataset_id,
    as_of_ms: window.now_ms,
    behind_rows: window.behind_rows,
    events,
    key_events: keyEvents(window, settings, events),
    custom_conversions: conversionCounts(window, settings.custom_conversions),
  }
}

/** The same of one event alone. */
export function qualityOfEvent(quality: SignalQuality, event_name: string): SignalQuality {
  const isOfIt = (one: { event_name: string }) => one.event_name === event_name
  return {
    ...quality,
    events: quality.events.filter(isOfIt),
    key_events: { ...quality.key_events, rows: quality.key_events.rows.filter(isOfIt) },
    custom_conversions: quality.custom_conversions.filter(isOfIt),
  }
}
