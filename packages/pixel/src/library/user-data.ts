import { MATCH_KEYS } from './normalise.js'
import { sha256 } from './sha256.js'

/** Digests by match key: nothing plain is kept. */
export type UserData = { [key: string]: string }

/**
 * Puts a page's user data into match keys, each normalised and hashed before anything can leave the browser. What
 * is hashed already passes in lower case, without what Meta's param builders append to it.
 * @param given  plain values and digests by match key or by another name for one, in any case
 * @returns nothing of keys that are no match keys, or whose value holds none
 * @source reference 1.5, 3.3, 6.1
 */
export function hashUserData(given: { [key: string]: unknown }): UserData {
  const digests: UserData = {}
  for (const name in given) {
    const value = given[name]
    const lower = name.toLowerCase()
    const [names = '', normalise] = MATCH_KEYS.find(([all]) => all.split(' ').includes(lower)) ?? []
    const key = names.replace(/ .*/, '')
    // The match key's own name goes before another name for it.
    if (!normalise || !value || typeof value === 'object' || (digests[key] && key !== lower)) continue
    const text = String(value).slice(0, VALUE_CHARS_MAX)
    const digest = DIGEST.exec(text.trim())
    const normalised = digest ? '' : normalise(text)
    if (digest) digests[key] = String(digest[1]).toLowerCase()
    else if (normalised) digests[key] = sha256(normalised)
  }
  return digests
}

/** Longer than any identity; a hostile text costs no more than this. */
const VALUE_CHARS_MAX = 1000

const DIGEST = /^([0-9a-f]{64}|[0-9a-f]{32})(\.([\w-]{8}|A[Qgw]|B[AQg]))?$/i
