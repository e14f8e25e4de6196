import type { ClearKey, Json } from '../event.js'
import { bareClickCookie } from './click-cookie.js'
import { readClientIp } from './client-ip.js'
import { isDigest } from './digest.js'
import { mayHoldEmail, withoutEmails } from './plain-email.js'
import { type IdentifyWarning, warn } from './warnings.js'

export const USER_AGENT_CHARS_MAX = 1_000
const CLEAR_CHARS_MAX = 500

/**
 * Reads the value of a match key that is kept in clear.
 * @returns the text to keep, or null: silently where the value is empty, with a warning where it is of no use or was
 *          hashed by mistake
 * @source reference 3.3, 5.4, 6.3
 */
export function readClearValue(key: ClearKey, value: Json, warnings: IdentifyWarning[]): string | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') {
    if (text !== null) warn(warnings, `match_key_unusable:${key}`)
    return null
  }
  switch (key) {
    case 'fbp':
    case 'fbc':
      return readClickCookie(key, text, warnings)
    case 'client_ip_address':
      return readPublicIp(text, warnings)
    case 'client_user_agent':
      return readUserAgent(text, warnings)
    default:
      return readClearText(key, text, warnings)
  }
}

/** The user agent, cut and without addresses: robots' contact addresses stand in theirs. */
export function readUserAgent(text: string, warnings: IdentifyWarning[]): string | null {
  if (isDigest(text)) return dropped('client_user_agent_hashed', warnings)
  const cut = text.length > USER_AGENT_CHARS_MAX ? text.slice(0, USER_AGENT_CHARS_MAX) : text
  const bare = (mayHoldEmail(cut) ? withoutEmails(cut) : cut).trim()
  return bare === '' ? null : bare
}

function readClickCookie(key: 'fbp' | 'fbc', text: string, warnings: IdentifyWarning[]): string | null {
  const bare = bareClickCookie(text)
  if (bare !== null || text.trim() === '') return bare
  return dropped(isDigest(text) ? `${key}_hashed` : `${key}_invalid`, warnings)
}

function readPublicIp(text: string, warnings: IdentifyWarning[]): string | null {
  const address = readClientIp(text)
  if (address?.is_public) return address.text
  if (text.trim() === '') return null
  if (address !== null) return dropped('client_ip_address_not_public', warnings)
  return dropped(isDigest(text) ? 'client_ip_address_hashed' : 'client_ip_address_invalid', warnings)
}

function readClearText(key: ClearKey, text: string, warnings: IdentifyWarning[]): string | null {
  const bare = text.trim()
  if (bare === '') return null
  const is_address = mayHoldEmail(bare) && withoutEmails(bare) !== bare
  return is_address
    ? dropped(`match_key_unusable:${key}`, warnings)
    : bare.slice(0, CLEAR_CHARS_MAX).trimEnd()
}

function dropped(code: IdentifyWarning, warnings: IdentifyWarning[]): null {
  warn(warnings, code)
  return null
}
