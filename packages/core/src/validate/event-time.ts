import { readNumber } from '../decode/loose-value.js'
import type { Json, JsonObject } from '../event.js'
import { DAY_MS } from '../time.js'
import type { Notes } from './notes.js'

/**
 * When the event happened, in whole seconds; a numeric text is a number, a fraction is cut.
 * Problems: event_time_missing, event_time_not_a_number, event_time_too_old (2804003: beyond 7 days,
 * physical_store 62), event_time_in_future (2804004: beyond 5 minutes, so milliseconds too). The bounds
 * themselves are allowed.
 * @source reference 5.3, 5.6, 17.3
 */
export function validateEventTime(raw: JsonObject, notes: Notes): number {
  const sent = raw.event_time
  if (sent === undefined || sent === null || sent === '') {
    notes.refuse('event_time_missing', 'event_time')
    return 0
  }
  const number = readNumber(sent)
  if (number === null) {
    notes.refuse('event_time_not_a_number', 'event_time', `is ${kindOfValue(sent)}`)
    return 0
  }
  const event_time = Math.floor(number)
  const age_ms = notes.now_ms - event_time * 1000
  const { event_age_ms_max, store_event_age_ms_max, event_future_ms_max } = notes.limits
  if (age_ms < -event_future_ms_max) {
    notes.refuse('event_time_in_future', 'event_time', `is ${aheadBy(-age_ms)} ahead`)
  } else if (age_ms > event_age_ms_max && !(isStore(raw.action_source) && age_ms <= store_event_age_ms_max)) {
    notes.refuse('event_time_too_old', 'event_time', `is ${ageIn(age_ms)} old`)
  }
  return event_time
}

const isStore = (action_source: Json | undefined): boolean =>
  typeof action_source === 'string' && action_source.trim().toLowerCase() === 'physical_store'

const kindOfValue = (sent: Json): string =>
  typeof sent === 'string' ? 'text that is no number' : Array.isArray(sent) ? 'a list' : `a ${typeof sent}`

const ageIn = (ms: number): string => `${(ms / DAY_MS).toFixed(1)} days`

function aheadBy(ms: number): string {
  const days = ms / DAY_MS
  if (days > 10_000) return 'far (milliseconds?)'
  return days >= 1 ? `${days.toFixed(1)} days` : `${Math.ceil(ms / 60_000)} minutes`
}
