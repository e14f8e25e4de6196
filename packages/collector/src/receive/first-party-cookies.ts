import type { IncomingMessage } from 'node:http'
import { type Event, refreshCookies } from '@countersign/core'
import type { Dataset } from '@countersign/storage'
import type { Stage } from '../stage.js'
import { headerOf } from './client-address.js'
import type { ClickCookies } from './cookie-header.js'
import type { OwnSite } from './own-site.js'

/** 90 days, from each visit anew. @source reference 3.1 */
const MAX_AGE_S = 7_776_000
/** A new fbp's payload is below this: the browser library's has up to 18 digits, all opaque. */
const RANDOM_MAX = 2 ** 48 - 1

export interface FirstPartyCookies {
  set_cookies: string[]
  fbp_is_made: boolean
}

/** The site whose cookies a request may set: the dataset's own, where the request came to a host of it. */
export function ownSiteOf(request: IncomingMessage, dataset: Dataset, stage: Stage): OwnSite | null {
  if (dataset.domain === null) return null
  const host = hostOf(request, stage)
  return host === undefined ? null : stage.own_sites.shared(host, dataset.domain)
}

/**
 * Makes a browser remember its fbp and fbc, and gives the event the same values.
 * @param event  is given fbp and fbc
 * @returns Set-Cookie headers, and whether the fbp was made just now
 */
export function refreshFirstPartyCookies(
  event: Event,
  cookies: ClickCookies,
  site: OwnSite,
  request: IncomingMessage,
  now_ms: number,
  stage: Stage,
): FirstPartyCookies {
  const { fbp, fbc } = event.user_data
  const own: ClickCookies = {}
  if (typeof fbp === 'string') own.fbp = fbp
  if (typeof fbc === 'string') own.fbc = fbc
  const refreshed = refreshCookies({
    cookies,
    event: own,
    urls: [event.event_source_url, event.referrer_url],
    now_ms,
    random: stage.edge.randomInt(RANDOM_MAX),
    subdomain_index: site.subdomain_index,
  })
  event.user_data.fbp = refreshed.fbp
  if (refreshed.fbc !== null) event.user_data.fbc = refreshed.fbc
  const attributes =
    `; Max-Age=${MAX_AGE_S}; Path=/; Domain=${site.registrable_domain}; SameSite=Lax` +
    (isByHttps(request, stage) ? '; Secure' : '')
  const { set, fbp_is_made } = refreshed
  return {
    set_cookies: set.map(({ name, value }) => `${name}=${encodeURIComponent(value)}${attributes}`),
    fbp_is_made,
  }
}

/** The host that the browser asked. A proxy that can be believed hands on the name that it was asked by. */
export function hostOf(request: IncomingMessage, { addresses }: Stage): string | undefined {
  const forwarded = headerOf(request, 'x-forwarded-host')
  if (forwarded !== undefined && addresses.isByTrustedProxy(request))
    return forwarded.split(',', 1)[0]?.trim()
  return request.headers.host
}

export function isByHttps(request: IncomingMessage, { addresses }: Stage): boolean {
  if ('encrypted' in request.socket) return true
  const forwarded = headerOf(request, 'x-forwarded-proto')
  return (
    forwarded !== undefined &&
    addresses.isByTrustedProxy(request) &&
    forwarded.split(',', 1)[0]?.trim().toLowerCase() === 'https'
  )
}
