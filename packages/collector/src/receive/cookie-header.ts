/** The cookies that we read, as the browser sent them, decoded. @source reference 3 */
export interface ClickCookies {
  fbp?: string
  fbc?: string
  fbi?: string
}

/**
 * Reads `_fbp`, `_fbc` and `_fbi` of a Cookie header and nothing else: the others are none of our business.
 * Of a cookie sent twice the first counts, which is the one set for the longer path. Never throws.
 */
export function readClickCookies(header: string | undefined): ClickCookies {
  const cookies: ClickCookies = {}
  if (header === undefined || !header.includes('_fb')) return cookies
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    const name = NAMES.get(part.slice(0, equals).trim())
    if (name === undefined || cookies[name] !== undefined) continue
    const value = decoded(part.slice(equals + 1).trim())
    if (value !== '' && value.length <= COOKIE_CHARS_MAX) cookies[name] = value
  }
  return cookies
}
const NAMES = new Map<string, keyof ClickCookies>([
  ['_fbp', 'fbp'],
  ['_fbc', 'fbc'],
  ['_fbi', 'fbi'],
])
/** A click id has up to 500. */
const COOKIE_CHARS_MAX = 1_000

function decoded(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value
  if (!bare.includes('%')) return bare
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
