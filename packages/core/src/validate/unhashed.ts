import type { Json, JsonObject } from '../event.js'
import { isDigest } from '../identify/digest.js'
import type { Notes } from './notes.js'

/** The keys for which Graph is known to refuse clear text. */
const REFUSED_IN_CLEAR = ['em', 'ph'] as const
/** The others that must be hashed: in clear they are hashed by the next stage, and diagnosed. */
const WARNED_OF_IN_CLEAR = ['fn', 'ln', 'ge', 'db', 'ct', 'st', 'zp', 'country'] as const

/**
 * Refuses an email address or a phone number in clear: it must be hashed before it is sent. Names the key,
 * never the value. Warns of each other key that came in clear. Problems: match_key_not_hashed (2804016), one
 * a key
 * @source reference 5.5, 17.17
 */
export function validateHashed(user_data: JsonObject, notes: Notes): void {
  for (const key of REFUSED_IN_CLEAR) {
    const sent = user_data[key]
    if (sent !== undefined && !isHashed(sent))
      notes.refuse('match_key_not_hashed', `user_data.${key}`, 'is not a SHA-256 digest')
  }
  for (const key of WARNED_OF_IN_CLEAR) {
    const sent = user_data[key]
    if (sent !== undefined && !isHashed(sent)) notes.warn(`plain_match_key:${key}`)
  }
}

function isHashed(sent: Json): boolean {
  if (typeof sent === 'string') return isDigest(sent) || sent.trim() === ''
  if (Array.isArray(sent)) return sent.every(isHashed)
  return sent === null
}
