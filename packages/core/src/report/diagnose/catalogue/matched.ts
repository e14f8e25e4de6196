import type { CatalogueRows } from './row.js'

const VISITORS_IP =
  "Send the address of the visitor's own request: the first public one of X-Forwarded-For where a proxy of yours sets it."

/** What keeps an event from being matched with a person. @source reference 3, 6, 8, 9.3 */
export const MATCHED_ROWS = {
  low_match: {
    title: 'Event match quality low',
    severity: 'warning',
    why: 'Events that match nobody cannot be attributed to an ad. Meta recommends a score of 6 or more.',
    fixes: {
      conversions_api:
        'Add em first, then fbc, ph, external_id and fbp; send client_ip_address and client_user_agent always.',
      gtm: 'Hand user_data from the data layer to the server tag, and let it read the _fbp and _fbc cookies.',
      shopify: 'Map email, phone and the billing address of the order; put fbp and fbc into note_attributes.',
      woocommerce:
        'Map the billing fields of the order; store the _fbp and _fbc cookies as order meta at checkout.',
      stripe:
        "Map customer_details; put fbp, fbc, the address and the user agent into the Session's metadata.",
    },
    explains: ['missing_match_keys'],
  },
  missing_match_keys: {
    title: 'Important match keys missing',
    severity: 'info',
    why: 'Each kind of key finds people that the others do not.',
    fixes: {
      conversions_api:
        'Send a contact (em or ph), the browser (fbp or fbc, or external_id) and client_ip_address; name and address help as well.',
      gtm: "Map the missing keys in the server tag's User Data.",
      shopify:
        'Map email, phone and billing_address; hand on browser_ip, and fbp and fbc by note_attributes.',
      woocommerce: 'Map billing, customer_ip_address and the order meta that holds fbp and fbc.',
      stripe: "Map customer_details, and the browser's keys from metadata.",
    },
  },
  invalid_match_keys: {
    title: 'Match keys not usable',
    severity: 'warning',
    why: 'A key that cannot be read matches nobody; it is left out.',
    fixes: {
      pixel: 'Give the documented names and plain values to init; the pixel normalises and hashes them.',
      conversions_api:
        'Normalise as documented, then hash once; send fbp and fbc exactly as the cookies hold them, with four parts.',
      gtm: 'Look at the variable behind the key in preview: a placeholder such as undefined or N/A is no value.',
      shopify: 'Leave a key out where the order has none; phone needs its country code.',
      woocommerce: 'Leave empty billing fields out; cut nothing and add nothing to the cookies.',
      stripe: 'customer_details may be null before payment: leave the key out then.',
    },
  },
  hash_invalid: {
    title: 'Hash of a wrong kind',
    severity: 'warning',
    why: 'Only the SHA-256 of a normalised value can be matched. An MD5, or a hash of what must stay plain, matches nobody.',
    fixes: {
      pixel: 'Give plain values to init, or SHA-256 digests of 64 hex digits.',
      conversions_api: 'Hash em, ph, names and address with SHA-256. Send fbp and fbc as they are, unhashed.',
      gtm: 'Take your own hashing off: the tag hashes what needs it.',
    },
  },
  hash_of_nothing: {
    title: 'Hash of an empty value',
    severity: 'warning',
    why: 'The hash of empty text, null or undefined is the same for everybody, so strangers would be one person. It counts as absent.',
    fixes: {
      pixel: 'Leave a key out of init while the value is not known.',
      conversions_api:
        'Check for an empty value before hashing, and leave the key out: e3b0c442… is the hash of nothing.',
      gtm: 'Let the variable return undefined instead of the hash of an empty text.',
      shopify: 'An order at the till may have no email: leave the key out.',
      woocommerce: 'Guest orders may lack a phone: leave the key out.',
      stripe: 'phone is null unless phone_number_collection is on: leave the key out.',
    },
  },
  not_hashed: {
    title: 'Customer information not hashed',
    severity: 'warning',
    why: 'Meta wants these keys hashed before they are sent, and refuses some in clear. Here they were hashed at once and only the digest was kept.',
    fixes: {
      conversions_api:
        'Normalise, then hash with SHA-256, before the event leaves your server. The official SDKs do both.',
      gtm: 'Use a tag that hashes, and do not send clear values to other servers.',
      woocommerce: 'hash("sha256", strtolower(trim($value))) for names and address.',
      stripe: 'Hash what customer_details holds before it is sent on.',
    },
  },
  bad_ip_ua: {
    title: "IP address or user agent not the visitor's",
    severity: 'warning',
    why: "A private or malformed address, or a program's user agent, says nothing of the visitor: it is left out or matches nobody.",
    fixes: {
      conversions_api: `${VISITORS_IP} Send the browser's User-Agent, not your HTTP library's. Hash neither.`,
      gtm: "Forward the incoming request's X-Forwarded-For and User-Agent from your proxy to the server container.",
      shopify:
        "Use browser_ip and client_details.user_agent of the order; a webhook's own request comes from Shopify.",
      woocommerce:
        "Behind a proxy, let WooCommerce see the real address (customer_ip_address); the webhook's own user agent is Hookshot's.",
      stripe: "Take both from metadata; the webhook's own request comes from Stripe.",
    },
  },
  ipv6: {
    title: 'IPv4 from the server, IPv6 from the browser',
    severity: 'info',
    why: "The visitor's IPv6 address identifies a household better than an IPv4 that many share.",
    fixes: {
      conversions_api:
        'Give your site an AAAA record and let proxies hand on IPv6; send the address that the browser came from.',
      gtm: 'Serve the server container over IPv6 too.',
      shopify: "Prefer the address from your own page, e.g. by the _fbi cookie, where the order's is IPv4.",
      woocommerce: 'Let the web server listen on IPv6, and the proxy hand it on.',
    },
  },
  ip_mismatch: {
    title: 'IP address differs between the channels',
    severity: 'warning',
    why: "The server's copies of the same events carry another address than the browser had: most likely a server's or a proxy's.",
    fixes: {
      conversions_api: VISITORS_IP,
      gtm: 'Send ip_override from the first request, or forward X-Forwarded-For.',
      shopify: "Use browser_ip of the order, not the address of the webhook's request.",
      woocommerce: "Behind a CDN customer_ip_address is the CDN's unless its real-IP module is on.",
      stripe: "Put the visitor's address into metadata when the Session is created.",
    },
  },
  shared_ip: {
    title: 'One IP address for many people',
    severity: 'warning',
    why: "Many different people under one address: it is your server's or proxy's, and would match strangers with one another.",
    fixes: {
      pixel: 'If a proxy stands before this server, name it in COUNTERSIGN_TRUSTED_PROXIES.',
      conversions_api: VISITORS_IP,
      gtm: 'Forward X-Forwarded-For to the server container.',
      shopify: "Use browser_ip of the order, not the address of the webhook's request.",
      woocommerce: 'Turn on the real-IP module for your CDN or proxy.',
      stripe: "Put the visitor's address into metadata when the Session is created.",
    },
    explains: ['ip_mismatch', 'ipv6'],
  },
  fbp_fixed: {
    title: 'One fbp for many people',
    severity: 'error',
    why: "fbp is one browser's. A constant one makes many people one person: their events pass for copies of each other.",
    fixes: {
      pixel: 'Do not set the _fbp cookie in a cached answer of your server; let the pixel make it.',
      conversions_api:
        "Send the _fbp cookie of the visitor's own request, and leave fbp out where there is none. Do not make one at start-up.",
      gtm: 'Read the _fbp cookie from the incoming request, not from a constant or a cached variable.',
      shopify: "Take fbp from the order's note_attributes.",
      woocommerce: "Take fbp from the order's meta, and keep Set-Cookie out of the page cache.",
      stripe: "Take fbp from the Session's metadata.",
    },
    explains: ['same_event_id', 'cached_event_id'],
  },
  fbc_modified: {
    title: 'fbc was modified',
    severity: 'warning',
    why: 'The click id in fbc is case sensitive. Lower-cased or cut, it no longer names the click, and the conversion is not attributed.',
    fixes: {
      pixel: 'Let the pixel write _fbc; do not lower-case addresses before they are read.',
      conversions_api:
        'Send fbc as the _fbc cookie holds it. Keep its case, and give its column room for 600 characters.',
      gtm: "Turn lower-casing of the page's URL off in the variables that feed fbc.",
      shopify: 'Take fbclid from landing_site as it is.',
      woocommerce: 'Do not pass fbc through sanitize_key, which lower-cases; use sanitize_text_field.',
      stripe: 'A metadata value holds 500 characters: store fbc in a value of its own.',
    },
  },
  click_after_conversion: {
    title: 'Click later than its conversion',
    severity: 'warning',
    why: 'The click in fbc was made after the event: a conversion that an earlier click caused would be credited to a later one.',
    fixes: {
      pixel: 'Keep the creation time that _fbc has; it is when the click was first seen, in milliseconds.',
      conversions_api:
        "Send the fbc that was known when it happened. Check that event_time is in UTC seconds, and is not the order's first draft.",
      gtm: 'Do not build fbc anew with the present time on each hit.',
      shopify: 'Use processed_at as event_time, and the fbc that was stored with the order.',
      woocommerce: 'Store _fbc with the order at checkout; use date_paid_gmt, not the local date.',
      stripe: "Use the event's created as event_time.",
    },
  },
} as const satisfies CatalogueRows
