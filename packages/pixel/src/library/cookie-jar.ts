import { doc } from './page.js'

/**
 * Finds a value by its name, in a query or among cookies.
 * @param text  gives what is searched; it may throw, as a frame in a sandbox does when asked for its cookies
 * @returns the first value that is not empty, decoded; else an empty text
 */
export function valueIn(text: () => string | undefined, name: string): string {
  try {
    return decodeURIComponent(new RegExp(`(?:^|[?&]|; )${name}=([^&#;]+)`).exec(text() ?? '')?.[1] ?? '')
  } catch {
    return ''
  }
}

export const readCookie = (name: string): string => valueIn(() => doc.cookie, name)

/** @param attributes  such as `;max-age=60`; without an age it lasts until the browser is closed */
export function writeCookie(name: string, value: string, attributes: string): void {
  try {
    doc.cookie = `${name}=${encodeURIComponent(value)};path=/;samesite=lax${attributes}`
  } catch {
    // As above.
  }
}

let domain = ''

/**
 * Finds the widest domain that takes cookies by trying, from the last label on: what is a public suffix only the
 * browser knows.
 * @returns its attribute, whose dots give its index; empty for an address or a single name: its own
 * @source reference 3.1
 */
export function cookieDomain(): string {
  const labels = location.hostname.split('.')
  for (let at = labels.length; at-- > 0 && !domain; ) {
    const tried = `;domain=${labels.slice(at).join('.')}`
    writeCookie(PROBE, '1', tried)
    // An address takes cookies as a whole, with or without being named.
    if (readCookie(PROBE)) {
      domain = /\.\d+$|:/.test(tried) ? '' : tried
      writeCookie(PROBE, '', `${tried};max-age=0`)
    }
  }
  return domain
}
const PROBE = '_cs_probe'
