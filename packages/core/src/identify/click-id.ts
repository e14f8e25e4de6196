import { bareClickCookie, CLICK_ID_CHARS_MAX, formatClickCookie, parseClickCookie } from './click-cookie.js'
import { percentDecoded } from './percent-decode.js'
import { REMOVED } from './plain-email.js'

/**
 * Reads one parameter of a URL's query. The URL need not be well formed; what follows a `#` is no query.
 * @returns the first value that is not empty, percent-decoded; null where there is none. Never throws.
 */
export function urlParameter(url: string, name: string): string | null {
  const wanted = `${name}=`
  let at = url.indexOf(wanted)
  if (at < 0) return null
  const hash = url.indexOf('#')
  const end = hash < 0 ? url.length : hash
  for (; at >= 0 && at < end; at = url.indexOf(wanted, at + 1)) {
    const before = url[at - 1]
    if (before !== '?' && before !== '&') continue
    const from = at + wanted.length
    const ampersand = url.indexOf('&', from)
    const value = url.slice(from, ampersand < 0 || ampersand > end ? end : ampersand)
    if (value !== '') return percentDecoded(value)
  }
  return null
}

/**
 * The click id (`fbclid`) that a page was opened with: of the first URL that has one, page before referrer.
 * @returns null where there is none, or none that an fbc can hold. @source reference 3.2
 */
export function clickIdOf(urls: readonly (string | undefined)[]): string | null {
  for (const url of urls) {
    const click_id = url === undefined ? null : urlParameter(url, 'fbclid')
    if (click_id === null || click_id.length > CLICK_ID_CHARS_MAX || click_id.includes(REMOVED)) continue
    return click_id
  }
  return null
}

/**
 * Builds the fbc of a click. The same click id keeps the creation time that the cookie holds; a new one replaces it.
 * @param seen_at_ms  when the click id was first seen, if the cookie does not say
 * @returns null where the click id holds what an fbc cannot
 * @source reference 3.2
 */
export function fbcFromClickId(click: Click): string | null {
  const { click_id, seen_at_ms, subdomain_index, cookie } = click
  if (cookie !== undefined && parseClickCookie(cookie)?.payload === click_id) return bareClickCookie(cookie)
  return bareClickCookie(
    formatClickCookie({ subdomain_index, creation_time_ms: seen_at_ms, payload: click_id }),
  )
}

export interface Click {
  click_id: string
  seen_at_ms: number
  subdomain_index: number
  /** The `_fbc` that the browser holds, if any. */
  cookie?: string | undefined
}
