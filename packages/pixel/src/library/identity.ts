import { fbcOf, fbpOf } from './click-cookie.js'
import { cookieDomain, readCookie, valueIn, writeCookie } from './cookie-jar.js'
import type { Parameters } from './encode.js'
import { doc } from './page.js'

let known: Parameters = {}
let known_at = ''

/** Consent was revoked, and the page may have deleted its cookies: they are read anew. */
export function forgetIdentity(): void {
  known_at = ''
}

/**
 * Reads and renews what tells a browser from others: `_fbp` and `_fbc`, and the test that it is marked for, by
 * `?cs_test=TEST12` in the address of a page. Once an address: another may bring a new click.
 * @param has_cookies  whether the dataset may have `_fbp` and `_fbc`
 * @returns what the browser kept, so that a browser without cookies is nobody, and not somebody new each time
 * @source reference 3.2
 */
export function readIdentity(has_cookies: boolean): Parameters {
  const at = has_cookies + location.href
  if (known_at === at) return known
  known_at = at
  known = {}
  const keep = (name: string, value: string, age: string): string | undefined => {
    if (value) writeCookie(name, value, cookieDomain() + age)
    return readCookie(name) || undefined
  }
  if (has_cookies) {
    const prefix = `fb.${cookieDomain().split('.').length - 1}.${Date.now()}.`
    const click_id = valueIn(() => `${location.search}&${doc.referrer}`, 'fbclid')
    known.fbp = keep('_fbp', fbpOf(readCookie('_fbp'), prefix), DAYS_90)
    known.fbc = keep('_fbc', fbcOf(readCookie('_fbc'), click_id, prefix), DAYS_90)
  }
  const test = valueIn(() => location.search, 'cs_test')
  known.cs_test = keep('_cs_test', /^TEST\d{1,20}$/.test(test) ? test : '', '')
  return known
}
const DAYS_90 = ';max-age=7776000'
