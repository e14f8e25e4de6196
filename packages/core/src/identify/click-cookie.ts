import { isAppendix } from './appendix.js'
import { percentDecoded } from './percent-decode.js'

/** What `_fbp` and `_fbc` say. */
export interface ClickCookie {
  /** Labels of the cookie's domain less one, counted from the right: `com` 0, `example.com` 1. */
  subdomain_index: number
  creation_time_ms: number
  /** fbp: a random number; fbc: the click id, case and dots as the ad gave them */
  payload: string
}

/** More than any click id has: longer ones are ignored, as Meta's clients ignore them. @source reference 3.1 */
export const CLICK_ID_CHARS_MAX = 500

/**
 * Reads an fbp or fbc, from a cookie or an event: `fb.1.1700000000000.IwAR2x`, with or without an appendix as fifth
 * part, percent-encoded or not.
 * @returns the value in four parts as we store and compare it; null where it is none: another first part, an index
 *          or time that is no whole number, no payload or one of other than plain characters, or a fifth part that
 *          is no appendix. Time in seconds and a wrong index, which some plugins write, pass as they are. Never
 *          throws; twice is once.
 * @source reference 3.1, 3.3; fixtures/identify/fbc-fbp.jsonl
 */
export function bareClickCookie(text: string): string | null {
  const value = percentDecoded(text.trim())
  if (!value.startsWith('fb.') || value.length > VALUE_CHARS_MAX) return null
  const index_end = value.indexOf('.', INDEX_START)
  const time_end = index_end < 0 ? -1 : value.indexOf('.', index_end + 1)
  if (time_end < 0) return null
  if (!isWholeNumber(value, INDEX_START, index_end) || !isWholeNumber(value, index_end + 1, time_end))
    return null
  const fourth_dot = value.indexOf('.', time_end + 1)
  const end = fourth_dot < 0 ? value.length : fourth_dot
  if (!isPayload(value, time_end + 1, end)) return null
  if (fourth_dot < 0) return value
  return isAppendix(value.slice(fourth_dot + 1)) ? value.slice(0, fourth_dot) : null
}

/** The parts of an fbp or fbc; null where `bareClickCookie` finds none. A time in seconds comes back in ms. */
export function parseClickCookie(text: string): ClickCookie | null {
  const bare = bareClickCookie(text)
  if (bare === null) return null
  // Three dots part it, and none is in the payload: this is read for every sighting with an fbc.
  const index_end = bare.indexOf('.', INDEX_START)
  const time_end = bare.indexOf('.', index_end + 1)
  const payload = bare.slice(time_end + 1)
  const created = Number(bare.slice(index_end + 1, time_end))
  const in_seconds = created >= SECONDS_MIN && created < SECONDS_MAX
  return {
    subdomain_index: Number(bare.slice(INDEX_START, index_end)),
    creation_time_ms: in_seconds ? created * 1_000 : created,
    payload: payload.includes(DOT_MARK) ? payload.replaceAll(DOT_MARK, '.') : payload,
  }
}

/** Writes an fbp or fbc. A dot in a click id is written as Meta's pixel writes it, so that four parts stay four. */
export const formatClickCookie = ({ subdomain_index, creation_time_ms, payload }: ClickCookie): string =>
  `fb.${subdomain_index}.${creation_time_ms}.${payload.replaceAll('.', DOT_MARK)}`

/**
 * The subdomain index of a cookie that is set on a site's registrable domain.
 * @param registrable_domain  `example.co.uk`, from the public suffix list; null or an address where there is none
 * @returns labels less one: 1 for `example.com`, 2 for `example.co.uk`; 0 for addresses and bare names
 * @source reference 3.1
 */
export function subdomainIndex(registrable_domain: string | null): number {
  if (!registrable_domain || registrable_domain.includes(':') || /^[0-9.]+$/.test(registrable_domain))
    return 0
  return registrable_domain.split('.').length - 1
}

const INDEX_START = 3
const VALUE_CHARS_MAX = CLICK_ID_CHARS_MAX + 64
const NUMBER_CHARS_MAX = 16
const DOT_MARK = '__DOT__'
/** 2001 to 2286 when read as seconds; the same numbers are 1970 when read as ms. */
const SECONDS_MIN = 1_000_000_000
const SECONDS_MAX = 10_000_000_000

function isWholeNumber(text: string, from: number, to: number): boolean {
  if (to === from || to - from > NUMBER_CHARS_MAX) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** Visible ASCII that a cookie may hold, and no `@`, so that no address hides in it, and no `%`. */
function isPayload(text: string, from: number, to: number): boolean {
  if (to === from || to - from > CLICK_ID_CHARS_MAX) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code <= 32 || code >= 127 || code === 64) return false
    if (code === 34 || code === 37 || code === 44 || code === 59 || code === 92) return false
  }
  return true
}
