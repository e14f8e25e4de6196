import { isIdentityName } from './identity-names.js'
import { percentDecoded } from './percent-decode.js'
import { REMOVED, withoutEmails } from './plain-email.js'

/**
 * Takes plain identity out of a URL: a user and password before the host, the values of query and fragment parameters
 * that are named for identity, and email addresses anywhere.
 * @returns the very same text where there is none of it. Linear in its length; never throws; twice is once.
 */
export const scrubUrl = (url: string): string => withoutEmails(withoutUserInfo(withoutNamedValues(url)))

/** Comes after the named values: a slash inside one of them would pass for the end of the host. */
function withoutUserInfo(url: string): string {
  const host_from = url.includes('@') ? (SCHEME.exec(url)?.[0].length ?? -1) : -1
  if (host_from < 0) return url
  const rest = url.slice(host_from)
  const authority_end = rest.search(/[/?#]/)
  const authority = authority_end < 0 ? rest : rest.slice(0, authority_end)
  const at = authority.lastIndexOf('@')
  return at < 0 ? url : url.slice(0, host_from) + rest.slice(at + 1)
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/** Reads the URL from equals sign to equals sign; what stands before one, back to a delimiter, is a name. */
function withoutNamedValues(url: string): string {
  let equals = url.indexOf('=')
  if (equals < 0) return url
  let kept = ''
  let done = 0
  for (; equals >= 0; equals = url.indexOf('=', equals + 1)) {
    const name = nameBefore(url, equals)
    if (name === null || !isIdentityName(percentDecoded(name))) continue
    const from = equals + 1
    const to = endOfValue(url, from)
    if (to === from || url.slice(from, to) === REMOVED) continue
    kept += url.slice(done, from) + REMOVED
    done = to
    equals = to - 1
  }
  return done === 0 ? url : kept + url.slice(done)
}

const NAME_CHARS_MAX = 120

/** The name that ends here; null where no `?`, `&`, `;` or `#` stands before it. */
function nameBefore(url: string, end: number): string | null {
  const stop = Math.max(0, end - NAME_CHARS_MAX)
  for (let at = end - 1; at >= stop; at--) {
    const code = url.charCodeAt(at)
    if (isDelimiter(code)) return url.slice(at + 1, end)
    if (code === EQUALS) return null
  }
  return null
}
const EQUALS = 61

function endOfValue(url: string, from: number): number {
  let to = from
  while (to < url.length && !isEnd(url.charCodeAt(to))) to += 1
  return to
}

/** `&`, `#`, `;` */
const isEnd = (code: number): boolean => code === 38 || code === 35 || code === 59
const isDelimiter = (code: number): boolean => isEnd(code) || code === 63
