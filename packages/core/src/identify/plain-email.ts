/** What stands where plain identity stood. Meta's pixel writes the same. @source reference 2.2, 13.4 */
export const REMOVED = '_removed_'

/**
 * Replaces every email address in a text, percent-encoded ones too (`jo%40shop.example`, and doubly `%2540`).
 * @returns the very same text where there is none, which a look for the at sign settles. It costs no more than the
 *          text's length times a constant, whatever the text.
 */
export function withoutEmails(text: string): string {
  if (!mayHoldEmail(text)) return text
  const at_signs = /@|%(?:25)?40/g
  let kept = ''
  let done = 0
  for (let sign = at_signs.exec(text); sign !== null; sign = at_signs.exec(text)) {
    const from = startOfLocal(text, sign.index, done)
    // In `jo@a.example@b.example` the second address begins where the first was removed.
    const is_joined = done > 0 && sign.index === done
    const to = from < sign.index || is_joined ? endOfHost(text, at_signs.lastIndex) : -1
    if (to < 0) continue
    if (!is_joined) kept += text.slice(done, from) + REMOVED
    done = to
  }
  return done === 0 ? text : kept + text.slice(done)
}

/** Whether a text may hold an address at all: a look that costs next to nothing. */
export const mayHoldEmail = (text: string): boolean =>
  text.includes('@') || (text.includes('%') && ENCODED_AT_SIGN.test(text))

const ENCODED_AT_SIGN = /%(?:25)?40/
const LOCAL_CHARS_MAX = 64
const HOST_CHARS_MAX = 255

function startOfLocal(text: string, at: number, min: number): number {
  let from = at
  const stop = Math.max(min, at - LOCAL_CHARS_MAX)
  while (from > stop && isLocalChar(text.charCodeAt(from - 1))) from -= 1
  return from
}

/** @returns where the host ends, or -1 where what follows the at sign is no dotted host with a top-level domain */
function endOfHost(text: string, from: number): number {
  const window = text.slice(from, from + HOST_CHARS_MAX)
  const host = HOST.exec(window)?.[0]
  return host === undefined || PICTURE_SIZE.test(host) ? -1 : from + host.length
}
// Labels joined by dots, plain or percent-encoded. A label's characters are no dot, so each is read in one way only.
const HOST = /^(?:[a-z0-9\u0080-\uffff-]+(?:\.|%(?:25)?2e))+(?:xn--[a-z0-9-]+|[a-z\u0080-\uffff]{2,})/i
/** `logo@2x.png` is a picture. */
const PICTURE_SIZE = /^[0-9]x\.[a-z]+$/i

/** What may stand before the at sign, less what parts the words of a URL: `/`, `?`, `=`, `&`, `#`. */
function isLocalChar(code: number): boolean {
  if (code >= 128) return code !== 0xa0 && code !== 0x3000
  const letter = (code | 0x20) >= 97 && (code | 0x20) <= 122
  const digit = code >= 48 && code <= 57
  return letter || digit || LOCAL_SIGNS.includes(String.fromCharCode(code))
}
const LOCAL_SIGNS = ".!$%'*+-_~^|{}"
