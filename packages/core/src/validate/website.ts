import type { JsonObject } from '../event.js'
import type { Notes } from './notes.js'
import { isPresent } from './user-data.js'

/**
 * What a website event should say and is accepted without: the page and the visitor's browser. Warns only.
 * @source reference 5.3, 5.4, 17.19
 */
export function warnOfWebsite(raw: JsonObject, user_data: JsonObject, notes: Notes): void {
  if (!isPresent(raw.event_source_url)) notes.warn('event_source_url_missing')
  if (!isPresent(user_data.client_user_agent)) notes.warn('user_agent_missing')
}
