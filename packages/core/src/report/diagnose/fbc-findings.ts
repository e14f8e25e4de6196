import type { IdentifiedEvent } from '../../event.js'
import { parseClickCookie } from '../../identify/click-cookie.js'
import { urlParameter } from '../../identify/click-id.js'
import type { Finding } from '../diagnosis-codes.js'

/** Clocks of a page and a server differ, and a time in seconds is up to one second early. */
const CLICK_TOLERANCE_MS = 60_000
/** Click ids that ads make have 60 characters and more; a test's `abc123` may well be lower case. */
const CASED_CHARS_MIN = 20
/** A shorter beginning may be any other id's. */
const PREFIX_CHARS_MIN = 8

/**
 * Adds what an fbc shows: a click after its conversion, or a click id that somebody changed.
 *
 * That a click id was changed is told in two ways. Alone: it has 20 characters or more and letters in one case only, which
 * a base64 of that length practically never has (and every real one begins with capitals: IwAR, IwY2, PAA). Beside the
 * page's own fbclid: it is the same but for case, or a beginning of it of 8 characters or more. Not told: a cut id without
 * the whole one beside it; a short one in one case (tests); a wholly different one (an older click, which is usual).
 * @source reference 3.1, 9.3 fbc_modified
 */
export function addFbcFindings(event: IdentifiedEvent, found: Finding[]): void {
  const { fbc } = event.user_data
  if (fbc === undefined) return
  const cookie = parseClickCookie(fbc)
  if (cookie === null) return
  if (cookie.creation_time_ms > event.event_time * 1_000 + CLICK_TOLERANCE_MS)
    found.push({ code: 'click_after_conversion', detail: '' })
  if (isOneCase(cookie.payload) || isOtherThanPage(cookie.payload, event.event_source_url))
    found.push({ code: 'fbc_modified', detail: '' })
}

function isOtherThanPage(payload: string, page: string | undefined): boolean {
  const from = page === undefined ? -1 : page.indexOf(CLICK_ID_NAME)
  // Nearly always it is the page's own, as it stands there.
  if (page === undefined || from < 0 || page.startsWith(`${payload}&`, from + CLICK_ID_NAME.length))
    return false
  const click_id = urlParameter(page, 'fbclid')
  return click_id !== null && isModified(payload, click_id)
}
const CLICK_ID_NAME = 'fbclid='

/** Whether a click id is another one in another case, or cut. */
export function isModified(click_id: string, original: string): boolean {
  if (click_id === original) return false
  if (click_id.length === original.length) return click_id.toLowerCase() === original.toLowerCase()
  return click_id.length >= PREFIX_CHARS_MIN && original.startsWith(click_id)
}

function isOneCase(click_id: string): boolean {
  if (click_id.length < CASED_CHARS_MIN) return false
  const has_lower = LOWER.test(click_id)
  return has_lower !== UPPER.test(click_id)
}
const LOWER = /[a-z]/
const UPPER = /[A-Z]/
