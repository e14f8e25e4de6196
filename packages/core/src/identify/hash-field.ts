import { digestOf, type Sha256 } from './digest.js'
import { aliasedKey, NORMALISERS } from './match-keys.js'

/**
 * Shows what becomes of one value of one match key: what `countersign hash` prints.
 * @param field  a match key, `em`, or a name that sites use for it, `email`
 * @param input  a text; anything else is read as Meta's param builders read it
 * @param year   the present one, for dates of birth
 * @returns both null where the field is unknown or the value unusable. A value that is hashed already is shown as it
 *          came, and its digest without appendix in lower case; an MD5 is let through. Never throws.
 * @source reference 6; fixtures/identify/normalise-hash.jsonl
 */
export function hashField(field: string, input: unknown, sha256: Sha256, year: number): HashedField {
  const key = aliasedKey(field)
  if (key === undefined) return NOTHING
  if (typeof input !== 'string' && TEXT_ONLY.has(key)) return NOTHING
  const text = textOf(input)
  const digest = digestOf(text)
  if (digest !== null) return { normalised: text.trim(), sha256: digest }
  const normalised = NORMALISERS[key](text, year)
  return normalised === null ? NOTHING : { normalised, sha256: sha256(normalised) }
}

export interface HashedField {
  normalised: string | null
  sha256: string | null
}

const NOTHING: HashedField = Object.freeze({ normalised: null, sha256: null })

/** The keys whose values the param builders read in texts only: a number is nothing to them. */
const TEXT_ONLY: ReadonlySet<string> = new Set(['em', 'ln', 'zp'])

/** As `String` would, without running a method that came with the value. */
function textOf(input: unknown): string {
  if (typeof input === 'string') return input
  if (input === null || input === undefined || typeof input === 'symbol') return ''
  if (Array.isArray(input)) return input.map((item) => (Array.isArray(item) ? '' : textOf(item))).join()
  return typeof input === 'object' || typeof input === 'function' ? '[object Object]' : String(input)
}
