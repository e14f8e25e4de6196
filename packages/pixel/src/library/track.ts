import { encode, grouped, type Parameters } from './encode.js'
import { readIdentity } from './identity.js'
import { isFirst } from './once.js'
import { post } from './outbox.js'
import { doc, page } from './page.js'
import { marksOf, type Pixel } from './pixels.js'
import { OWN_ENDPOINT } from './second-file.js'
import { transmit } from './transmit.js'
import { warn } from './warn.js'

export const VERSION = 'cs1.0'
const META_ENDPOINT = 'https://www.facebook.com/tr/'

/** What is said once and holds for every event after it. */
export const said: { endpoint: string; processing: Parameters } = { endpoint: OWN_ENDPOINT, processing: {} }

/**
 * Sends an event to a dataset, unless it is one that happens once and was sent before.
 * @param marks  what is sent of the way it came: `tm`, `es`, `ie[a]` …
 */
export function send(
  pixel: Pixel,
  event_name: string,
  params: Parameters,
  event_id: unknown,
  marks: Parameters,
): void {
  const { once } = pixel.settings
  if (once && !isFirst(pixel.id, event_name, event_id, params.order_id)) warn('ALREADY_SENT', event_name)
  else sendNow(pixel, event_name, params, event_id, marks)
}

function sendNow(
  pixel: Pixel,
  event_name: string,
  params: Parameters,
  event_id: unknown,
  marks: Parameters,
): void {
  const { id, settings } = pixel
  const now_ms = Date.now()
  const said_of = marksOf(id)
  const has_cookies = !!(said_of.firstpartycookies ?? settings.cookies)
  // Some 24 characters.
  const rid = Math.random().toString(36).slice(2) + now_ms
  // @source reference 2.2
  const parameters: Parameters = {
    id,
    ev: event_name,
    dl: location.href,
    rl: doc.referrer ?? '',
    if: (page.top ?? page) !== page,
    ts: now_ms,
    ...grouped('cd', params),
    sw: page.screen?.width,
    sh: page.screen?.height,
    ...grouped('ud', pixel.user_data),
    ...grouped('udff', pixel.found),
    v: VERSION,
    a: said_of.agent,
    ec: pixel.events++,
    // A browser that a program drives: the server may be told to leave it out.
    o: navigator.webdriver ? 256 : 0,
    ...said.processing,
    eid: event_id,
    ...marks,
    ...readIdentity(has_cookies),
    cs_rid: rid,
  }
  const query = encode(parameters)
  post(rid, [said.endpoint, query, now_ms, 0, now_ms])
  // Where Meta's own library is on the page, it reports by itself.
  if (settings.mirror && page.fbq?.version === VERSION)
    // Without what is ours alone.
    transmit(META_ENDPOINT, query.replace(/&cs_[^&]*/g, '') + (event_id ? '' : `&eid=${rid}`), () => {})
  page.__countersign?.onSend?.(pixel)
}
