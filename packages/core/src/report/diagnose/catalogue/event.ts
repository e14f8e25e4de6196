import type { CatalogueRows } from './row.js'

/** What came is not an event, or not a whole one. @source reference 4.1, 4.2, 9.3 */
export const EVENT_ROWS = {
  missing_event_name: {
    title: 'Event name missing',
    severity: 'error',
    why: 'A report without a name is no event: it is refused and counts nowhere.',
    fixes: {
      pixel: "Give each call its event: fbq('track', 'Purchase', …). In an image pixel, set ev=Purchase.",
      conversions_api: 'Send event_name with each event of data.',
      gtm: 'Set the event name in the tag. Where it comes from a variable, check that the variable is set on every page.',
    },
    explains: ['events_rejected'],
  },
  invalid_value: {
    title: 'Value not a number',
    severity: 'warning',
    why: 'A value that is no number adds nothing to revenue or ROAS, and cannot be optimised for.',
    fixes: {
      pixel: "Send a number with a point and no symbol: value: 1234.5, not '1.234,50 €'.",
      conversions_api: 'Send custom_data.value as a number, e.g. 1234.5.',
      gtm: "Use the data layer's number, not the price as it is shown. A variable of type Custom JavaScript can return parseFloat.",
      shopify:
        'Use total_price of the order, or checkout.totalPrice.amount in a web pixel; never text that went through the money filter.',
      woocommerce: 'Use $order->get_total(), not $order->get_formatted_order_total().',
      stripe: 'Divide amount_total by 100 (not in zero-decimal currencies such as JPY) and send the number.',
    },
  },
  missing_value: {
    title: 'Value missing',
    severity: 'warning',
    why: 'A Purchase without value counts as a conversion and is worth nothing: ROAS shows too low or blank.',
    fixes: {
      pixel: "Send the order's total: fbq('track', 'Purchase', {value: 9.5, currency: 'USD'}).",
      conversions_api: 'Send custom_data.value with each Purchase.',
      gtm: 'Map value to the total of the purchase in the data layer (ecommerce.value), and fire the tag after the push.',
      shopify: 'Map value to checkout.totalPrice.amount of checkout_completed.',
      woocommerce: 'Print $order->get_total() into the call on the thank-you page.',
      stripe: 'Send amount_total of the Checkout Session, in major units.',
    },
    explains: ['value_zero'],
  },
  missing_currency: {
    title: 'Currency missing',
    severity: 'warning',
    why: 'A value without currency cannot be added to anything, so it is left out of revenue.',
    fixes: {
      pixel: "Send currency beside each value: {value: 9.5, currency: 'USD'}.",
      conversions_api: 'Send custom_data.currency, an ISO 4217 code, beside each value.',
      gtm: 'Map currency to ecommerce.currency of the data layer, or set it to your one currency as a constant.',
      shopify: 'Map currency to checkout.currencyCode.',
      woocommerce: 'Send get_woocommerce_currency(), or $order->get_currency() where the shop has several.',
      stripe: "Send the Session's currency.",
    },
  },
  invalid_currency: {
    title: 'Currency code not valid',
    severity: 'error',
    why: 'An unknown currency cannot be converted: the value is lost to revenue and ROAS.',
    fixes: {
      pixel: "Send three letters of ISO 4217, e.g. 'EUR'; not '€', 'Euro' or 'US Dollar'.",
      conversions_api: 'Send an ISO 4217 code of three letters, e.g. EUR.',
      gtm: 'Look at the variable behind currency in preview mode: it holds a symbol or a name. Map it to a code.',
      shopify: 'Use checkout.currencyCode or {{ cart.currency.iso_code }}, not {{ cart.currency.symbol }}.',
      woocommerce: 'Use get_woocommerce_currency(), not get_woocommerce_currency_symbol().',
    },
  },
  negative_value: {
    title: 'Value negative',
    severity: 'warning',
    why: 'A negative value takes from revenue that other orders made, and Meta does not accept it as a value.',
    fixes: {
      pixel: 'Send values of zero or more. A discount lowers the value, it is no value of its own.',
      conversions_api:
        "Do not report refunds as a Purchase of negative value; leave them to the shop's books.",
      shopify: 'Send orders/paid or orders/create only, not refunds/create.',
      woocommerce: 'Skip orders of the type shop_order_refund.',
      stripe: 'Skip charge.refunded.',
    },
  },
  nonstandard_event_name: {
    title: 'Event name close to a standard one',
    severity: 'warning',
    why: 'Names are case sensitive: purchase is a custom event, which no standard goal or report counts.',
    fixes: {
      pixel: "Write the name exactly: fbq('track', 'AddToCart'), not 'add_to_cart' or 'Add To Cart'.",
      conversions_api: 'Write event_name exactly as the standard event, and the same on both channels.',
      gtm: 'Choose Standard and the event from the list; a GA4 name such as add_to_cart must be mapped.',
    },
  },
  missing_action_source: {
    title: 'action_source missing',
    severity: 'warning',
    why: 'Without it nobody knows where the conversion happened, and Meta may refuse the event.',
    fixes: {
      conversions_api: 'Send action_source with each event: website for what happens on the site.',
      gtm: 'Set Action Source to website in the server tag.',
      woocommerce: 'Update the plug-in that sends, or set action_source to website in its filter.',
      stripe: 'Send action_source website with each event that a webhook causes.',
    },
  },
  missing_event_source_url: {
    title: 'event_source_url missing',
    severity: 'warning',
    why: "Website events need the page's address: it proves the domain, and sites under restrictions are flagged without it.",
    fixes: {
      conversions_api:
        'Send event_source_url, the address of the page on which it happened, with website events.',
      gtm: 'Let the web container send page_location, which the server tag hands on as event_source_url.',
      shopify: 'Send the address of the checkout, or of the shop where the webhook does not know it.',
      woocommerce: 'Send $order->get_checkout_order_received_url() without its key parameter.',
      stripe: "Put the page's address into the Session's metadata, and send it from there.",
    },
  },
  missing_user_agent: {
    title: 'client_user_agent missing',
    severity: 'warning',
    why: 'Meta asks for it with every website event; without it the event may be refused, and matches worse.',
    fixes: {
      conversions_api: "Send the User-Agent header of the visitor's own request as client_user_agent.",
      gtm: 'Let the server container read it from the incoming request; do not overwrite it.',
      shopify: 'Send client_details.user_agent of the order.',
      woocommerce: 'Send customer_user_agent of the order.',
      stripe: "Put the visitor's user agent into the Session's metadata when it is created.",
    },
  },
  invalid_contents: {
    title: 'contents not valid',
    severity: 'warning',
    why: 'Items without an id cannot be matched with a catalogue, so dynamic ads do not know what was bought.',
    fixes: {
      pixel: "Send a list of objects with an id each: contents: [{id: 'A1', quantity: 1}].",
      conversions_api: 'Send custom_data.contents as a list of objects, each with an id as in the catalogue.',
      gtm: 'Map items of the data layer to {id: item_id, quantity, item_price: price}.',
      shopify: "Use the variant's id where the catalogue is keyed by variants, else the product's.",
      woocommerce: "Use the product's id or SKU as the catalogue feed does.",
    },
  },
  events_rejected: {
    title: 'Events refused',
    severity: 'error',
    why: 'What is refused is not counted and not delivered. One refused event refuses its whole request.',
    fixes: {
      conversions_api:
        'Read error_user_msg of the answer: it names each place and what to send. The code is explained in docs/errors.md. Send the request again once it is mended; event_id makes that safe.',
      gtm: "Look at the outgoing requests in the server container's preview: the answer's body says what is wrong.",
      woocommerce: "Look at the plug-in's log (WooCommerce, Status, Logs).",
    },
    explains: ['coverage_low', 'webhooks_silent'],
  },
} as const satisfies CatalogueRows
