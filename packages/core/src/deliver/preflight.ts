import type { IdentifiedEvent } from '../event.js'
import { DEFAULT_LIMITS } from '../validate/limits.js'
import { Notes } from '../validate/notes.js'
import { validateUserData } from '../validate/user-data.js'
import { graphUserData } from './graph-event.js'
import { mendCustomData } from './mend-custom-data.js'
import { stripObject } from './strip-object.js'
import { stripUrl } from './strip-url.js'
import { rootPath, Stripping } from './stripping.js'

/** Why an event is not sent to a destination, though it was counted. */
export type Suppression =
  | 'consent_revoked'
  | 'browser_only'
  | 'event_not_selected'
  | 'imported'
  | 'test_event'
  | 'too_old'
  | 'no_match_keys'
  | 'restricted_event'
  | 'merged'

/** What a destination must not be told; made by `preflightRules`. */
export interface PreflightRules {
  /** in lower case */
  restricted_parameters: ReadonlySet<string>
  restricted_events: ReadonlySet<string>
}

/**
 * @param parameters  keys of custom_data and names of URL parameters, in any case
 * @param events  names of events, exactly as sent
 */
export const preflightRules = (parameters: readonly string[], events: readonly string[]): PreflightRules => ({
  restricted_parameters: new Set(parameters.map((name) => name.trim().toLowerCase())),
  restricted_events: new Set(events),
})

export interface Preflight {
  event: IdentifiedEvent
  /** Where something was taken out, e.g. `custom_data.note`, `event_source_url?email`: never the value */
  stripped: string[]
  /** Why the event must not go at all; null if it may */
  suppressed: Suppression | null
}

/**
 * Makes an event fit to leave: takes out plain identity and what the owner restricts, mends what would refuse its
 * batch, and says what it took. New events hold no plain emails and no named identity, since `identify` took them out;
 * what is looked for here besides is what only matters once it goes to someone else.
 * @returns parts that needed no change are shared with the event given. Never throws; twice is once.
 * @source reference 5.5, 13.4
 */
export function preflight(event: IdentifiedEvent, rules: PreflightRules): Preflight {
  const stripping = new Stripping(rules.restricted_parameters)
  const custom_data = mendCustomData(
    stripObject(event.custom_data, rootPath('custom_data'), stripping),
    event.event_name,
    stripping,
  )
  const out: IdentifiedEvent = { ...event, custom_data }
  for (const field of ['event_source_url', 'referrer_url'] as const) {
    const url = out[field]
    if (url !== undefined) out[field] = stripUrl(url, rootPath(field), stripping)
  }
  return { event: out, stripped: stripping.stripped, suppressed: suppressionOf(event, rules) }
}

function suppressionOf(event: IdentifiedEvent, rules: PreflightRules): Suppression | null {
  if (rules.restricted_events.has(event.event_name)) return 'restricted_event'
  return hasMatchKeys(event) ? null : 'no_match_keys'
}

/** Whether the match keys describe few enough people: the same rule by which our own API refuses. */
function hasMatchKeys(event: IdentifiedEvent): boolean {
  const notes = new Notes([], [], 0, DEFAULT_LIMITS)
  validateUserData(graphUserData(event), notes)
  return !notes.refused
}
