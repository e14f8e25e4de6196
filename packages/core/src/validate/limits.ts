import { DAY_MS } from '../time.js'
/** How many events one request may carry; one more refuses all. @source reference 5.2, 16 */
export const EVENTS_MAX = 1000

/** How much one event may be: its own limits, as Meta names none. @source reference 16 */
export const EVENT_BYTES_MAX = 64 * 1024
export const EVENT_DEPTH_MAX = 8
/** Keys of objects; those inside lists, e.g. of a long cart's contents, are bounded by the bytes alone. */
export const EVENT_KEYS_MAX = 500

export const EVENT_NAME_CHARS_MAX = 256
/** Beyond this an event_id is refused (Conversions API) or left out (beacon). @source reference 17.8 */
export const EVENT_ID_BYTES_MAX = 256
/** Beyond this we warn: Meta names no maximum, and others cut here. @source reference 17.8 */
export const EVENT_ID_CHARS_USUAL = 64

/** How old an event may be; exactly so old is not too old. @source reference 5.3 */
export const EVENT_AGE_MS_MAX = 7 * DAY_MS
export const STORE_EVENT_AGE_MS_MAX = 62 * DAY_MS
/** How far ahead a sender's clock may be. @source reference 17.3 */
export const EVENT_FUTURE_MS_MAX = 5 * 60_000

/** The limits that an instance may set otherwise; all inclusive. */
export interface Limits {
  event_age_ms_max: number
  store_event_age_ms_max: number
  event_future_ms_max: number
}

export const DEFAULT_LIMITS: Limits = {
  event_age_ms_max: EVENT_AGE_MS_MAX,
  store_event_age_ms_max: STORE_EVENT_AGE_MS_MAX,
  event_future_ms_max: EVENT_FUTURE_MS_MAX,
}
