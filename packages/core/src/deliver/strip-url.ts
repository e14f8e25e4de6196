import { isIdentityName } from '../identify/identity-names.js'
import { percentDecoded } from '../identify/percent-decode.js'
import { REMOVED } from '../identify/plain-email.js'
import { scrubUrl } from '../identify/scrub-url.js'
import { withoutPlainIdentity } from './plain-identity.js'
import type { Path, Stripping } from './stripping.js'

/**
 * Takes plain identity and restricted parameters out of a URL. The value of a query or fragment parameter becomes
 * `_removed_` where it is restricted, named for identity, or holds any; so do email addresses elsewhere.
 * @param path  where the URL stands, e.g. `event_source_url`: a parameter is noted as `event_source_url?name`
 * @returns the very same text where there is nothing to take out. Never throws; twice is once.
 * @source reference 13.4
 */
export function stripUrl(url: string, path: Path, stripping: Stripping): string {
  const from = url.search(/[?#]/)
  let kept = url
  if (from >= 0 && url.includes('=', from)) {
    // Delimiters stay in the list, between the parameters.
    const pieces = url.slice(from).split(/([?&;#])/)
    kept = url.slice(0, from) + pieces.map((piece) => stripParameter(piece, path, stripping)).join('')
  }
  const scrubbed = scrubUrl(kept)
  if (scrubbed !== kept) stripping.note(path)
  return scrubbed
}

function stripParameter(piece: string, path: Path, stripping: Stripping): string {
  const equals = piece.indexOf('=')
  if (equals < 0) return piece
  const value = piece.slice(equals + 1)
  if (value === '' || value === REMOVED) return piece
  const name = percentDecoded(piece.slice(0, equals).replaceAll('+', ' '))
  const is_kept =
    !stripping.isRestricted(name) && !isIdentityName(name) && (stripping.isId(name) || !holdsIdentity(value))
  if (is_kept) return piece
  stripping.note({ inside: path, name, is_parameter: true })
  return `${piece.slice(0, equals)}=${REMOVED}`
}

function holdsIdentity(value: string): boolean {
  const text = percentDecoded(value.replaceAll('+', ' '))
  return withoutPlainIdentity(text) !== text || withoutPlainIdentity(value) !== value
}
