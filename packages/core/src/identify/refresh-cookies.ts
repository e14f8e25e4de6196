import { bareClickCookie, formatClickCookie } from './click-cookie.js'
import { clickIdOf, fbcFromClickId } from './click-id.js'

export interface Visit {
  /** What the browser holds, as it came. */
  cookies: { fbp?: string; fbc?: string }
  /** What the event itself says, which a page's own script has read a moment ago; it goes first. */
  event?: { fbp?: string; fbc?: string }
  /** The page, then its referrer. */
  urls: readonly (string | undefined)[]
  now_ms: number
  /** A whole number below 2^53: the payload of a new fbp. */
  random: number
  subdomain_index: number
}

export interface RefreshedCookies {
  fbp: string
  /** Nobody had this fbp before: unless the browser keeps its cookie, the next visit has another. */
  fbp_is_made: boolean
  fbc: string | null
  /** Both are written at each visit, since their 90 days count from the last. */
  set: { name: '_fbp' | '_fbc'; value: string; is_new: boolean }[]
}

/**
 * Says which fbp and fbc a browser has after this visit, and the cookies that make it remember them. An unchanged
 * cookie is written as it came, appendix and all.
 * @source reference 3.2; fixtures/identify/fbc-fbp.jsonl, op server_build
 */
export function refreshCookies(visit: Visit): RefreshedCookies {
  const { cookies, event = {}, now_ms, subdomain_index } = visit
  const known = bare(event.fbp) ?? bare(cookies.fbp)
  const fbp =
    known ?? formatClickCookie({ subdomain_index, creation_time_ms: now_ms, payload: String(visit.random) })
  const click_id = clickIdOf(visit.urls)
  const clicked =
    click_id === null
      ? null
      : fbcFromClickId({ click_id, seen_at_ms: now_ms, subdomain_index, cookie: event.fbc ?? cookies.fbc })
  const fbc = clicked ?? bare(event.fbc) ?? bare(cookies.fbc)
  const set = [cookie('_fbp', fbp, cookies.fbp)]
  if (fbc !== null) set.push(cookie('_fbc', fbc, cookies.fbc))
  return { fbp, fbp_is_made: known === null, fbc, set }
}

const bare = (text: string | undefined): string | null => (text === undefined ? null : bareClickCookie(text))

function cookie(name: '_fbp' | '_fbc', value: string, held: string | undefined) {
  const is_new = bare(held) !== value
  return { name, value: is_new || held === undefined ? value : held, is_new }
}
