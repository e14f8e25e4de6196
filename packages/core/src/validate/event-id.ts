import { utf8Bytes } from '../decode/utf8-bytes.js'
import type { Json } from '../event.js'
import { EVENT_ID_BYTES_MAX, EVENT_ID_CHARS_USUAL } from './limits.js'
import type { Notes } from './notes.js'

/**
 * The id by which the browser's and the server's copy are known to be one; kept exactly, since it must match
 * exactly. A number is taken as its digits.
 * @returns null where absent, empty or only white space, and, with a warning, where it is neither text nor
 *          number
 * Problems: event_id_too_long (beyond 256 bytes); beyond 64 characters it is warned about
 * @source reference 5.3, 7.1, 17.8
 */
export function validateEventId(sent: Json | undefined, notes: Notes): string | null {
  if (sent === undefined || sent === null) return null
  const id = typeof sent === 'number' ? String(sent) : sent
  if (typeof id !== 'string') {
    notes.warn('event_id_unusable')
    return null
  }
  if (id.length > EVENT_ID_CHARS_USUAL) {
    const bytes = utf8Bytes(id)
    if (bytes > EVENT_ID_BYTES_MAX) notes.refuse('event_id_too_long', 'event_id', `has ${bytes} bytes`)
    else notes.warn('event_id_too_long')
  }
  return id.trim() === '' ? null : id
}
