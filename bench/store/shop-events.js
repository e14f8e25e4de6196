import { USER_AGENT } from '../load/beacons.js'
import { BATCH_EVENTS } from '../load/conversions.js'
import { addressOf } from '../load/template.js'
import { SAMPLE } from './lines.js'

/** What a shop's pages and its server report, how often beside one another; some on both channels, some on one. */
const ON_BOTH = [
  ...['PageView', 'PageView', 'PageView', 'PageView', 'PageView', 'PageView', 'PageView', 'PageView'],
  ...['ViewContent', 'ViewContent', 'ViewContent', 'ViewContent', 'AddToCart', 'AddToCart'],
  ...['InitiateCheckout', 'AddPaymentInfo', 'Purchase', 'Search', 'AddToWishlist', 'Size guide opened'],
]
const BY_PAGES_ONLY = ['Scrolled to the end', 'Video watched', 'FindLocation', 'Contact']
const BY_SERVER_ONLY = ['Lead', 'CompleteRegistration', 'Subscribe', 'Subscription renewed']
const PAGES = [
  'https://shop.example/checkout/thank-you',
  'https://www.shop.example/p/blue-shirt?colour=blue',
  'https://outlet.shop.example/',
]
const WITH_CONTENTS = new Set(['ViewContent', 'AddToCart', 'InitiateCheckout', 'AddPaymentInfo', 'Purchase'])
/** One Purchase of so many comes from the server without event_id, and counts twice. */
const WITHOUT_ID_EACH = 10
/** One event of so many says no value, beside Purchases, which must. */
const WITHOUT_VALUE_EACH = 7

/** The rows in turn: four of a browser's, each followed by the server's copies, then what one channel alone reports. */
export const TURN = [
  ...Array.from({ length: 4 }, () => [
    { channel: 'browser', of: 'both' },
    { channel: 'server', of: 'both' },
  ]).flat(),
  { channel: 'browser', of: 'browser' },
  { channel: 'server', of: 'server' },
]
export const NAMES = { both: ON_BOTH, browser: BY_PAGES_ONLY, server: BY_SERVER_ONLY }

/** A batch of events in the words of the Conversions API, holding the numbers of SAMPLE. */
export function shopBatch({ channel, of }) {
  const { a, b, c } = addressOf(SAMPLE.visitor)
  const event_time = Math.floor(Date.now() / 1000)
  let purchases = 0
  const data = Array.from({ length: BATCH_EVENTS }, (_, i) => {
    const event_name = NAMES[of][i % NAMES[of].length]
    if (event_name === 'Purchase') purchases += 1
    const has_id = event_name !== 'Purchase' || channel === 'browser' || purchases % WITHOUT_ID_EACH !== 0
    return {
      event_name,
      event_time,
      ...(has_id && { event_id: String(SAMPLE.eid) }),
      action_source: event_name === 'Subscription renewed' ? 'system_generated' : 'website',
      event_source_url: PAGES[i % PAGES.length],
      user_data: {
        client_ip_address: `81.${a}.${b}.${c}`,
        client_user_agent: USER_AGENT,
        fbp: `fb.1.1788000000000.${SAMPLE.visitor}`,
        ...(channel === 'server' && {
          em: [`f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0${SAMPLE.visitor}`],
          external_id: [`customer-${SAMPLE.visitor}`],
        }),
      },
      custom_data: customData(event_name, i),
    }
  })
  return { data }
}

function customData(event_name, i) {
  if (!WITH_CONTENTS.has(event_name)) return {}
  return {
    ...((event_name === 'Purchase' || i % WITHOUT_VALUE_EACH !== 0) && {
      value: 20.9 + (i % 80),
      currency: 'EUR',
    }),
    content_ids: [`SKU-${i % 9}`],
    content_type: 'product',
    ...(event_name === 'Purchase' && { num_items: 2, order_id: String(SAMPLE.order) }),
  }
}
