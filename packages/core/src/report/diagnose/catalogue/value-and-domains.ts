import type { CatalogueRows } from './row.js'

/** Values that cannot be right, domains, what must not be sent, and the shop's own books. @source reference 9.3, 13.3 to 13.5 */
export const VALUE_AND_DOMAIN_ROWS = {
  value_zero: {
    title: 'Purchases of value zero',
    severity: 'warning',
    why: 'A Purchase worth zero is no help to value optimisation, and makes ROAS too low.',
    fixes: {
      pixel: "Send the order's total. A value that is read before the page has it is often 0.",
      conversions_api: "Send the order's total; do not fall back to 0 where it is missing.",
      gtm: "Server tags may fill a missing value with 0: map ecommerce.value, and fire after the data layer's push.",
      shopify: 'Use total_price; current_total_price is 0 after a full refund.',
      woocommerce: 'Read the total when the order is paid, not when it is a draft.',
      stripe: 'Sessions of mode setup and free trials have amount_total 0: do not send them as Purchase.',
    },
  },
  value_constant: {
    title: 'Purchases always of one value',
    severity: 'info',
    why: 'Value optimisation learns nothing from a constant. Where you sell one thing at one price it is right, and you may ignore this.',
    fixes: {
      pixel: "Replace the fixed number in the snippet with the order's total.",
      conversions_api: "Send each order's own total.",
      gtm: 'Replace the constant with a data layer variable.',
      shopify: 'Map value to checkout.totalPrice.amount.',
      woocommerce: 'Print $order->get_total().',
      stripe: 'Send amount_total of the Session.',
    },
  },
  new_domain: {
    title: 'Events from an unknown domain',
    severity: 'info',
    why: 'A domain that is not yours may be a copy of your site, a test, or a page that you forgot: confirm it or keep it out.',
    fixes: {
      pixel: 'If it is yours, add it to allowed_domains. Else put it on blocked_domains, or ignore this.',
      conversions_api: 'Check event_source_url in your sender: a staging host in it is a common slip.',
      gtm: 'Keep staging hosts out by a trigger condition on Page Hostname.',
    },
  },
  domain_unverified: {
    title: 'Domain not verified',
    severity: 'info',
    why: 'You have proven some of your domains, and events come from one that is not among them: perhaps a copy of your site.',
    fixes: {
      pixel: 'Verify it by DNS, meta tag or file: countersign domain verify.',
      shopify: "Put the meta tag into theme.liquid's head, or the TXT record at your registrar.",
      woocommerce: "Put the meta tag into the theme's head, or the file at the site's root.",
    },
  },
  blocked_domain: {
    title: 'Events blocked by traffic permissions',
    severity: 'warning',
    why: 'These events are not counted, and cannot be recovered later. If the domain is yours, you lose conversions.',
    fixes: {
      pixel:
        'Add the domain to allowed_domains, or take it off blocked_domains. With iframes allow both hosts.',
      conversions_api:
        'Send event_source_url with the host of your site: under an allow list an event without one is blocked.',
    },
    // What is blocked on both channels leaves the share that the server covers as it is.
    explains: ['traffic_anomaly'],
  },
  pii_in_custom_data: {
    title: 'Personal data in custom_data',
    severity: 'error',
    why: "Names, addresses or numbers of people do not belong there, and Meta's terms forbid it. They were taken out before anything was written.",
    fixes: {
      pixel:
        "Take the person's fields out of the event's parameters; give them to init as advanced matching.",
      conversions_api: 'Send identity in user_data, hashed, and nowhere else.',
      gtm: 'Do not hand the whole data layer on; name the parameters that you send.',
      shopify: 'Do not hand note_attributes or the customer on as parameters.',
      woocommerce: 'Do not hand billing fields or order notes on as parameters.',
      stripe: 'Do not hand metadata or customer_details on as custom_data.',
    },
  },
  pii_in_url: {
    title: 'Personal data in page addresses',
    severity: 'error',
    why: "An email or phone number in a URL reaches every tool on the page, and Meta's terms forbid it. It was taken out before anything was written.",
    fixes: {
      pixel:
        'Send forms by POST, and newsletter links by an opaque id. Take the parameter out with history.replaceState before the pixel loads.',
      conversions_api: "Cut event_source_url's query down to what you need.",
      gtm: 'Let a variable strip the parameters from Page URL.',
      woocommerce: 'Set forms to POST; a search for customers by email belongs in the admin.',
    },
  },
  potential_violation: {
    title: 'Parameters that Meta prohibits',
    severity: 'error',
    why: "The parameter's name says health, finances, official numbers or other sensitive facts of a person. Meta removes such data and may restrict the dataset.",
    fixes: {
      pixel: 'Take the parameter out of the event and out of page addresses.',
      conversions_api: 'Take the parameter out of custom_data and event_source_url.',
      gtm: 'Name the parameters that you send instead of handing the data layer on.',
    },
  },
  restricted_category: {
    title: 'Names of a restricted category',
    severity: 'warning',
    why: 'Names and addresses point to health, finances, politics, belief or the like. Meta puts such domains under restrictions: custom parameters and URL details go, or Purchase and Lead are no longer taken.',
    fixes: {
      pixel:
        "Name events and parameters neutrally (Schedule instead of a treatment's name), and keep page addresses out where they say too much.",
      conversions_api:
        'The same for event_name, custom_data and event_source_url: the origin alone is enough for Meta.',
      gtm: 'Map names to neutral ones by a lookup table.',
    },
  },
  purchases_exceed_orders: {
    title: 'More purchases than orders',
    severity: 'error',
    why: 'More Purchases were counted than the shop has orders: some count twice, and ads look better than they are.',
    fixes: {
      pixel: 'Look at purchases sent again on refresh, a second pixel, and missing event ids.',
      conversions_api: 'Send each order once, with event_id purchase_<order id> as the browser does.',
      gtm: 'Fire the purchase tag once a transaction id.',
      shopify: 'Listen to one of orders/create and orders/paid, not to both with different ids.',
      woocommerce: 'Send on one status change only.',
      stripe: 'Send checkout.session.completed or payment_intent.succeeded, not both with different ids.',
    },
  },
} as const satisfies CatalogueRows
