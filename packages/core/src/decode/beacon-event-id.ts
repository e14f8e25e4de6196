import type { Warning } from '../problem/warnings.js'
import { EVENT_ID_BYTES_MAX, EVENT_ID_CHARS_USUAL } from '../validate/limits.js'
import { utf8Bytes } from './utf8-bytes.js'

/**
 * Reads a beacon's event id, which the other channel's copy must match exactly: case and inner space are
 * kept.
 * @returns null where it is empty or only white space, and, with a warning, where it is past all bounds: a
 *          cut id could make two events one.
 * @source reference 7.1, 17.8; settled.md, "The books"
 */
export function readBeaconEventId(eid: string, warnings: Warning[]): string | null {
  if (eid.length <= EVENT_ID_CHARS_USUAL) return eid.trim() === '' ? null : eid
  if (utf8Bytes(eid) > EVENT_ID_BYTES_MAX) {
    warnings.push('event_id_unusable')
    return null
  }
  warnings.push('event_id_too_long')
  return eid.trim() === '' ? null : eid
}
