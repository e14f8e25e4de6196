import type { CatalogueRows } from './row.js'

const SAME_ID_ON_BOTH =
  'Send the event_id that the browser sent as eventID, with the same event_name: both sides must derive it from the same thing, e.g. purchase_<order id>.'

/** What is counted twice, or once where it should be twice. @source reference 7, 9.3 */
export const COUNTED_ONCE_ROWS = {
  missing_event_id: {
    title: 'event_id missing',
    severity: 'warning',
    why: 'Both channels send this event, and a copy without event_id can be recognised only by fbp or external_id, if the browser came first. Others count twice.',
    fixes: {
      pixel: "Give the fourth argument: fbq('track', 'Purchase', {…}, {eventID: 'purchase_1042'}).",
      conversions_api: SAME_ID_ON_BOTH,
      gtm: 'Set Event ID in the web tag to a variable, and hand the same variable to the server tag as event_id.',
      shopify: 'Use purchase_<order id> in the web pixel (data.checkout.order.id) and in the webhook (id).',
      woocommerce: 'Use purchase_<order id> on the thank-you page and in the webhook.',
      stripe: "Put event_id into the Session's metadata, and use it on the success page too.",
    },
    explains: ['coverage_low', 'ids_never_meet'],
  },
  dedup_not_set: {
    title: 'Deduplication not set up',
    severity: 'error',
    why: 'Browser and server both send this event, without an event_id and without a person in common: each conversion counts twice.',
    fixes: {
      pixel: "Give each call an id: fbq('track', 'Purchase', {…}, {eventID: 'purchase_1042'}).",
      conversions_api: SAME_ID_ON_BOTH,
      gtm: 'Make one event id in the web container, and send it with both the web and the server tag.',
      shopify: 'Use purchase_<order id> in the web pixel and in the webhook.',
      woocommerce: 'Use purchase_<order id> on the thank-you page and in the webhook.',
      stripe: "Put event_id into the Session's metadata, and use it on the success page too.",
    },
    explains: ['missing_event_id', 'ids_never_meet', 'coverage_low'],
  },
  ids_never_meet: {
    title: 'Event ids never meet',
    severity: 'error',
    why: 'Both channels send an event_id, but not the same one: each conversion counts twice.',
    fixes: {
      pixel:
        'Make the id from what the server knows too, e.g. purchase_<order id>; a random one must be handed to the server.',
      conversions_api: `${SAME_ID_ON_BOTH} It must be equal to the letter: case and prefix count.`,
      gtm: 'Use one variable for both tags. Two unique-id variables give two ids.',
      shopify:
        "In a web pixel data.checkout.order.id may read gid://shopify/OrderIdentity/1042: take the digits, as the webhook's id has them.",
      woocommerce: "Use the order's id on both sides, not its number on one and its key on the other.",
      stripe:
        "The success page does not know evt_…: use the Session's id, or metadata.event_id, on both sides.",
    },
    explains: ['coverage_low'],
  },
  same_event_id: {
    title: 'One event_id on different events',
    severity: 'error',
    why: 'Later events with an id that was seen before count as copies of the first: real conversions vanish.',
    fixes: {
      pixel: 'Make a new id for each action. A constant in the code, or one made once a session, is no id.',
      conversions_api:
        "Make the id of the event's own number, e.g. the order's; not of the person, the product or the day.",
      gtm: 'Use a unique-id variable that changes with each event, not a constant or one kept in a cookie.',
      shopify: "Use the order's id; the cart's token stays the same over several orders of a browser.",
      woocommerce: "Use the order's id, not the customer's or the session's.",
      stripe: "Use the Session's or payment's id, not client_reference_id, which may be the customer's.",
    },
    explains: ['ids_never_meet', 'coverage_low'],
  },
  cached_event_id: {
    title: 'One event_id in a cached page',
    severity: 'error',
    why: 'A page cache or CDN hands one HTML, with one event_id in it, to many visitors: all but the first count as copies.',
    fixes: {
      pixel: 'Make the id in the browser, when the event happens, and not in the HTML: crypto.randomUUID().',
      conversions_api:
        "Let the page make the id and hand it to the server, instead of printing the server's into the page.",
      shopify: 'Do not print an id by Liquid into a cached section; make it in JavaScript.',
      woocommerce:
        'Exclude the thank-you page from page caches (WP Rocket, LiteSpeed, Varnish, the CDN), and make ids of cached pages in JavaScript.',
    },
    explains: ['same_event_id', 'ids_never_meet', 'coverage_low'],
  },
  currency_differs: {
    title: 'Currency differs between the channels',
    severity: 'error',
    why: 'One event came in two currencies. Whichever copy is shown decides the revenue, so it is wrong for one of them.',
    fixes: {
      pixel: 'Send the currency in which the order was paid.',
      conversions_api: 'Send the currency in which the order was paid, with the value in that currency.',
      gtm: 'Read currency and value from the same purchase object of the data layer.',
      shopify:
        "Use presentment_currency with the presentment price, or currency with the shop's: the same pair on both sides.",
      woocommerce:
        'Use $order->get_currency() on both sides; a currency switcher changes what the page shows.',
      stripe: 'Use currency with amount_total, not the currency into which Stripe settles.',
    },
    explains: ['value_differs'],
  },
  value_differs: {
    title: 'Value differs between the channels',
    severity: 'warning',
    why: 'One event came with two values. Whichever copy is shown decides the revenue.',
    fixes: {
      pixel: "Send the order's total as the server sends it: decide on shipping, tax and discounts once.",
      conversions_api: 'Send the same total as the page: decide on shipping, tax and discounts once.',
      gtm: "GA4's value is without tax and shipping: use the same sum in both tags.",
      shopify:
        'Use total_price in the webhook and checkout.totalPrice in the web pixel, or subtotals on both sides.',
      woocommerce: 'Use $order->get_total() on both sides.',
      stripe: 'amount_total is in minor units: divide by 100, not in zero-decimal currencies.',
    },
  },
  purchase_on_refresh: {
    title: 'Purchase sent again on page refresh',
    severity: 'warning',
    why: 'The thank-you page fires each time it is opened. Without a lasting event_id every refresh is one more purchase.',
    fixes: {
      pixel:
        "Fire once an order: remember the order's id in localStorage, and give eventID purchase_<order id> in any case.",
      gtm: 'Block the tag when the transaction id was seen before, by a cookie variable that holds the last one.',
      shopify:
        'Use the checkout_completed event of a web pixel, which fires once, instead of a script on the order status page.',
      woocommerce: "Set a flag in the order's meta when the call is printed, and do not print it again.",
      stripe: "Fire by the Session's id on the success page, and remember it.",
    },
  },
  multiple_pixel: {
    title: 'Events fired twice at once',
    severity: 'error',
    why: 'The same browser sends the same event twice within two seconds, without ids: the pixel is installed twice, and each action counts twice.',
    fixes: {
      pixel: 'Search the page for a second base code or a second fbq track call, and take one out.',
      gtm: 'Take the pixel out of either the container or the theme; check that only one trigger fires the tag.',
      shopify: "Use either the channel's app, a web pixel or theme code: one of them.",
      woocommerce: "Use one plug-in that sends the pixel; take the code out of the theme's header.",
    },
    explains: ['purchase_on_refresh'],
  },
  invalid_event_id: {
    title: 'event_id not usable',
    severity: 'warning',
    why: 'An id that is no text is left out, and a very long one may be cut by Meta: copies are then not recognised.',
    fixes: {
      pixel: "Give eventID as text of at most 64 characters: {eventID: 'purchase_1042'}.",
      conversions_api: 'Send event_id as text of at most 64 characters.',
      gtm: 'Check in preview that the variable behind Event ID is text, not an object.',
    },
  },
} as const satisfies CatalogueRows
