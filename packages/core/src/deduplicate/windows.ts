import { DAY_MS, HOUR_MS } from '../time.js'
/** The counting rule's numbers, each inclusive: exactly at the bound is still inside. A dataset may set its own. */
export interface CountingSettings {
  /** W: copies of one event this long after the one that opened the window are one event (methods A and B) */
  deduplication_window_ms: number
  /** P: a browser sighting received at most this long after the anchor is the one whose fields are shown */
  browser_preferred_ms: number
  /** M: what the primary lacks is taken from sightings received at most this long after the anchor */
  merge_window_ms: number
}

/** @source reference/counting.md, "Words" */
export const COUNTING_DEFAULTS: CountingSettings = {
  deduplication_window_ms: 48 * HOUR_MS,
  browser_preferred_ms: 5 * 60_000,
  merge_window_ms: 10 * 60_000,
}

/** Offline's own window: physical_store copies within 7 days of their opener. @source counting.md; reference 7.4 */
export const OFFLINE_WINDOW_MS = 7 * DAY_MS
