import type { Json } from '../event.js'
import { EVENT_NAME_CHARS_MAX } from './limits.js'
import type { Notes } from './notes.js'
import { isNearlyStandard } from './standard-events.js'

/**
 * The event's name, kept exactly: `purchase` is not `Purchase`. Any name is legal; one close to a standard
 * name is warned about.
 * Problems: event_name_missing (absent, no text, or only white space), event_name_too_long
 * @source reference 4.1, 5.3
 */
export function validateEventName(sent: Json | undefined, notes: Notes): string {
  if (typeof sent !== 'string' || sent.trim() === '') {
    notes.refuse('event_name_missing', 'event_name', sent === undefined ? undefined : 'is no text, or empty')
    return ''
  }
  if (sent.length > EVENT_NAME_CHARS_MAX)
    notes.refuse('event_name_too_long', 'event_name', `has ${sent.length} characters`)
  else if (isNearlyStandard(sent)) notes.warn('event_name_nonstandard')
  return sent
}
