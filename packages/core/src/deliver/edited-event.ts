import type { JsonObject } from '../event.js'
import { identify } from '../identify/identify.js'
import { accept, type Result, refuse } from '../result.js'
import { DEFAULT_LIMITS } from '../validate/limits.js'
import { validateEvent } from '../validate/validate.js'
import { type GraphEvent, graphUserData } from './graph-event.js'

/**
 * Takes what an owner wants to be sent in place of what was reported: validated as it was when it came, and its match keys
 * hashed, so that nothing plain is kept of it either.
 * @returns all that is wrong; paths begin with `data[0]`, as for a request of one event
 */
export function readEditedEvent(
  given: JsonObject,
  now_ms: number,
  sha256: (text: string) => string,
): Result<GraphEvent> {
  const { event, problems } = validateEvent(given, 0, now_ms, DEFAULT_LIMITS)
  if (!event) return refuse(problems)
  const { event: identified } = identify(event, { channel: 'server', received_at_ms: now_ms, sha256 })
  const kept: GraphEvent = { ...given, user_data: graphUserData(identified) }
  // Any other text may hold an email address as well.
  for (const field of [
    'event_name',
    'event_id',
    'custom_data',
    'event_source_url',
    'referrer_url',
  ] as const) {
    const bare = identified[field]
    if (field in given && bare !== undefined && bare !== null) kept[field] = bare
  }
  return accept(kept)
}
