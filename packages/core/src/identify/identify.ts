import type { Channel, Event, IdentifiedEvent, WarningCode } from '../event.js'
import { readUserAgent } from './clear-value.js'
import { bareClickCookie } from './click-cookie.js'
import { clickIdOf, fbcFromClickId } from './click-id.js'
import { chooseClientIp } from './client-ip.js'
import type { Sha256 } from './digest.js'
import { withoutEmails } from './plain-email.js'
import { type Findings, scrubObject, scrubParameters } from './scrub.js'
import { scrubUrl } from './scrub-url.js'
import { alternatesOf, type Draft, takeAlternates, takeUserData } from './user-data.js'
import { SCRUBBED_FIELDS, warn } from './warnings.js'

/** What the edge knows of a request besides its events. Of a server's request only `channel`, time and hash count. */
export interface IdentifyContext {
  channel: Channel
  received_at_ms: number
  sha256: Sha256
  /** As the browser sent them: `_fbp`, `_fbc`, `_fbi`. */
  cookies?: { fbp?: string; fbc?: string; fbi?: string }
  /** The browser's address, from the socket or from a proxy that can be believed. */
  client_ip_address?: string
  client_user_agent?: string
  /** For an fbc that is built here: labels of the cookie's domain less one; 1 where it is not known. */
  subdomain_index?: number
}

export interface Identified {
  event: IdentifiedEvent
  warnings: WarningCode[]
}

/**
 * Turns an event into one that may be written down: every match key a digest, fbp and fbc read or built, address and
 * user agent filled in from a browser's request, and plain identity taken out of everything else.
 * @returns a new event (parts that needed no change are shared with the one given) and what was odd in it, each code
 *          once. Never throws; the event that comes out gives itself again.
 * @source docs/architecture, idea 4; reference 3, 5.4, 6
 */
export function identify(event: Event, context: IdentifyContext): Identified {
  const draft: Draft = {
    user_data: {},
    aud: undefined,
    warnings: [],
    sha256: context.sha256,
    received_at_ms: context.received_at_ms,
  }
  takeUserData(event.user_data, draft)
  takeAlternates((event as { aud?: Event['user_data'] }).aud, draft)
  takeClickCookies(event, context, draft)
  if (context.channel === 'browser') takeRequest(context, draft)
  return { event: written(event, draft), warnings: draft.warnings }
}

/** The event's own fbp and fbc stand; else the URL's click id, which is newer than a cookie; else the cookies. */
function takeClickCookies(event: Event, context: IdentifyContext, draft: Draft): void {
  const { user_data } = draft
  const { cookies } = context
  if (user_data.fbp === undefined && cookies?.fbp !== undefined) {
    const fbp = bareClickCookie(cookies.fbp)
    if (fbp !== null) user_data.fbp = fbp
  }
  if (user_data.fbc !== undefined) return
  const fbc = fbcOfUrls(event, context) ?? (cookies?.fbc === undefined ? null : bareClickCookie(cookies.fbc))
  if (fbc !== null) user_data.fbc = fbc
}

function fbcOfUrls(event: Event, context: IdentifyContext): string | null {
  const { event_source_url: page, referrer_url: referrer } = event
  if (!page?.includes('fbclid=') && !referrer?.includes('fbclid=')) return null
  const click_id = clickIdOf([page, referrer])
  if (click_id === null) return null
  return fbcFromClickId({
    click_id,
    seen_at_ms: event.event_time * 1_000,
    subdomain_index: context.subdomain_index ?? 1,
    cookie: context.cookies?.fbc,
  })
}

function takeRequest(context: IdentifyContext, draft: Draft): void {
  const { user_data, warnings } = draft
  if (user_data.client_ip_address === undefined) {
    const address = chooseClientIp({ fbi: context.cookies?.fbi, remote_address: context.client_ip_address })
    if (address !== null) user_data.client_ip_address = address
  }
  if (user_data.client_user_agent === undefined && context.client_user_agent !== undefined) {
    const user_agent = readUserAgent(context.client_user_agent, warnings)
    if (user_agent !== null) user_data.client_user_agent = user_agent
  }
}

/** The event with its draft's user data, and everything else scrubbed. */
function written(event: Event, draft: Draft): IdentifiedEvent {
  const out: IdentifiedEvent = { ...event, user_data: draft.user_data }
  scrubNames(out, draft)
  const aud = alternatesOf(draft)
  if (aud !== undefined) out.aud = aud
  else if (out.aud !== undefined) delete out.aud
  scrubUrls(out, draft)
  for (const field of SCRUBBED_FIELDS) {
    const object = out[field]
    if (object === undefined) continue
    const findings: Findings = { plain_identity: false, too_deep: false }
    const kept = scrubObject(object, findings)
    if (kept === object) continue
    out[field] = kept
    if (findings.plain_identity) warn(draft.warnings, `plain_identity_in_${field}`)
    if (findings.too_deep) warn(draft.warnings, 'custom_data_too_deep')
  }
  return out
}

/**
 * An email as an event_id is kept as its digest, which both channels' copies give alike, so that they still meet; in an
 * event_name it is taken out.
 */
function scrubNames(out: IdentifiedEvent, draft: Draft): void {
  const { event_id, event_name } = out
  if (event_id !== null && withoutEmails(event_id) !== event_id) {
    out.event_id = draft.sha256(event_id)
    warn(draft.warnings, 'plain_identity_in_event_id')
  }
  const name = withoutEmails(event_name)
  if (name === event_name) return
  out.event_name = name
  warn(draft.warnings, 'plain_identity_in_event_name')
}

function scrubUrls(out: IdentifiedEvent, draft: Draft): void {
  const { event_source_url, referrer_url, beacon } = out
  if (event_source_url !== undefined) {
    const kept = scrubUrl(event_source_url)
    if (kept !== event_source_url) {
      out.event_source_url = kept
      warn(draft.warnings, 'plain_identity_in_url')
    }
  }
  if (referrer_url !== undefined) {
    const kept = scrubUrl(referrer_url)
    if (kept !== referrer_url) {
      out.referrer_url = kept
      warn(draft.warnings, 'plain_identity_in_url')
    }
  }
  if (beacon === undefined) return
  const findings: Findings = { plain_identity: false, too_deep: false }
  out.beacon = scrubParameters(beacon, findings)
  if (findings.plain_identity) warn(draft.warnings, 'plain_identity_in_beacon')
}
