/**
 * The payload of an `_fbp` or `_fbc`, with or without a param builder's appendix.
 * @returns undefined where the text is none, and must be built anew
 * @source reference 3.1, 3.3
 */
const payloadOf = (text: string): string | undefined =>
  /^fb\.\d+\.\d+\.([^.]+)(\.([\w-]{8}|A[Qgw]|B[AQg]))?$/.exec(text)?.[1]

/** The cookie as it stands where it is one, else a new one. */
export const fbpOf = (held: string, prefix: string): string =>
  payloadOf(held) ? held : prefix + Math.floor(Math.random() * 1e15)

/**
 * The cookie of the last click: a click id that it does not hold yet takes its place, the same one keeps the time
 * at which it was first seen.
 * @param click_id  `fbclid` of the page's address, or of its referrer's; empty where there is none
 * @param prefix  `fb.1.1700000000000.`: the index of the cookie's domain, and the present time in ms
 * @returns an empty text where there is no click
 * @source reference 3.2
 */
export function fbcOf(held: string, click_id: string, prefix: string): string {
  const payload = payloadOf(held)
  const escaped = click_id.replace(/\./g, '__DOT__')
  if (CLICK_ID.test(click_id) && payload !== escaped) return prefix + escaped
  return payload ? held : ''
}
// What a cookie and the server can hold; longer ones are ignored, as Meta's clients ignore them.
const CLICK_ID = /^[!#-$&-+\--:<-?A-[\]-~]{1,500}$/
