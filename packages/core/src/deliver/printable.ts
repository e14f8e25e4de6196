import { REMOVED, withoutEmails } from '../identify/plain-email.js'

/** The longest text of a destination that is kept: titles are shorter. */
export const WORDS_CHARS_MAX = 500

/**
 * Makes a destination's text fit for a log, a table or a terminal: one line, without control or direction marks,
 * bounded, whole characters only. What looks like a token, a secret, a digest or an address is taken out: Graph is
 * known to repeat the token that it was sent.
 * @param text  anything; a value that is no text gives ''
 * @returns at most `chars_max` characters. Never throws; twice is once.
 */
export function printable(text: unknown, chars_max = WORDS_CHARS_MAX): string {
  if (typeof text !== 'string') return ''
  // Secrets go before the cut, which could leave the half of one that looks like none.
  const line = text.slice(0, READ_CHARS_MAX).replace(UNPRINTABLE, ' ')
  const bare = withoutEmails(line).replace(SECRET, REMOVED).replace(/ {2,}/g, ' ').trim()
  if (bare.length <= chars_max) return bare
  const cut = bare.slice(0, chars_max - 1).replace(HALF_CHARACTER, '')
  return `${cut.trimEnd()}…`
}

const READ_CHARS_MAX = 10_000
/** Controls, formats (direction marks, zero widths), separators, halves of characters: whatever shows as nothing. */
const UNPRINTABLE = /[\p{C}\p{Z}\s]/gu
const HALF_CHARACTER = /\p{Cs}$/u
/** Words as long as tokens are, hex as long as app secrets and digests are, and `app id|secret`. */
const SECRET = /[\w|%-]{40,}|\b[0-9a-f]{32,}\b|\bEAA\w{8,}|\b\d{6,}\|[\w-]{8,}/gi
