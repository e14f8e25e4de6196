import type { WarningCode } from '../event.js'

/** What a warning says, and how its sender makes it go away. */
export interface WarningKind {
  title: string
  fix: string
}

const identityIn = (place: string, field: string): WarningKind => ({
  title: `Personal data in ${place}`,
  fix: `Keep email addresses and phone numbers out of ${field}; send them hashed in user_data.`,
})

/**
 * What is accepted and yet worth a word in Diagnostics: a warning never refuses and never changes a count.
 * @source reference 9.3 for the triggers, settled.md for what is warned about and not refused
 */
export const WARNINGS = {
  // The event
  event_time_replaced: {
    title: 'Event time replaced',
    fix: "The browser's clock was off by over 7 days or 5 minutes: the time of receipt stands in its place.",
  },
  action_source_missing: {
    title: 'Action source missing',
    fix: 'Send action_source with each event, e.g. website.',
  },
  event_source_url_missing: {
    title: 'Event source URL missing',
    fix: "Send event_source_url, the page's address, with website events.",
  },
  event_name_nonstandard: {
    title: 'Event name close to a standard one',
    fix: 'Names are case sensitive: write the standard name exactly, e.g. AddToCart.',
  },
  event_id_too_long: {
    title: 'Event id long',
    fix: 'Send an event_id of at most 64 characters; Meta may cut a longer one.',
  },
  event_id_unusable: {
    title: 'Event id left out',
    fix: 'Send event_id as text of at most 256 bytes. Without it copies are not recognised.',
  },
  field_type_invalid: {
    title: 'Field of a wrong type left out',
    fix: 'Send each field in its documented type: URLs as text, opt_out as true or false, maps as objects.',
  },
  data_processing_options_invalid: {
    title: 'Data processing options not understood',
    fix: 'Send data_processing_options ["LDU"] or [], with country and state as integers.',
  },

  // Its value and contents
  value_missing: { title: 'Value missing', fix: 'Send a value with each Purchase.' },
  value_invalid: { title: 'Value not valid', fix: 'Send value as a number, without symbols, e.g. 9.5.' },
  value_negative: { title: 'Value negative', fix: 'Send values of zero or more; report refunds otherwise.' },
  currency_missing: { title: 'Currency missing', fix: 'Send an ISO 4217 code with each value, e.g. USD.' },
  currency_invalid: { title: 'Currency not valid', fix: 'Send an ISO 4217 code of three letters, e.g. USD.' },
  contents_invalid: {
    title: 'Contents not valid',
    fix: 'Send contents as a list of objects, each with an id: [{"id": "A1", "quantity": 1}].',
  },
  delivery_category_invalid: {
    title: 'Delivery category unknown',
    fix: 'Send in_store, curbside or home_delivery.',
  },
  crm_custom_data_missing: {
    title: 'Lead event outside the funnel',
    fix: 'Send custom_data.event_source "crm" and custom_data.lead_event_source with lead events.',
  },
  extinfo_missing: {
    title: 'Extended device info missing',
    fix: 'Send app_data.extinfo with app events.',
  },
  messaging_identity_missing: {
    title: 'Messaging event without its person',
    fix: 'Send page_scoped_user_id (messenger), ctwa_clid (whatsapp) or ig_sid (instagram).',
  },

  // Its customer information
  user_agent_missing: {
    title: 'User agent missing',
    fix: "Send client_user_agent, the visitor's browser, with website events.",
  },
  hash_of_nothing: {
    title: 'Hash of nothing',
    fix: 'Leave a match key out when it is empty; do not hash empty text, null or undefined.',
  },
  match_key_unusable: {
    title: 'Match key not usable',
    fix: 'Send the match key in its documented form, normalised and then hashed.',
  },
  match_key_unknown: {
    title: 'Match key unknown',
    fix: 'Use the documented names in user_data, e.g. em, ph, fn, ln, external_id.',
  },
  match_key_values_cut: {
    title: 'Match key with too many values',
    fix: "Send only the person's own values of each match key.",
  },
  plain_match_key: {
    title: 'Match key not hashed',
    fix: 'Hash the match key with SHA-256 before sending it. It was hashed here and stored as a digest only.',
  },
  client_ip_address_hashed: {
    title: 'IP address hashed',
    fix: 'Send client_ip_address as it is, not hashed.',
  },
  client_user_agent_hashed: {
    title: 'User agent hashed',
    fix: 'Send client_user_agent as it is, not hashed.',
  },
  fbp_hashed: { title: 'fbp hashed', fix: 'Send the _fbp cookie as it is, not hashed.' },
  fbc_hashed: { title: 'fbc hashed', fix: 'Send the _fbc cookie as it is, not hashed.' },
  client_ip_address_invalid: {
    title: 'IP address not valid',
    fix: "Send the visitor's IPv4 or IPv6 address and nothing else.",
  },
  client_ip_address_not_public: {
    title: 'IP address not public',
    fix: "Send the visitor's public address, not that of a proxy or of your own network.",
  },
  fbp_invalid: { title: 'fbp not valid', fix: 'Send the _fbp cookie as it is: fb.1.<ms>.<digits>.' },
  fbc_invalid: {
    title: 'fbc not valid',
    fix: 'Send the _fbc cookie as it is: fb.1.<ms>.<fbclid>, case kept.',
  },

  // Personal data where it does not belong; it was taken out before anything was written
  plain_identity_in_custom_data: identityIn('custom data', 'custom_data'),
  plain_identity_in_app_data: identityIn('app data', 'app_data'),
  plain_identity_in_original_event_data: identityIn('original event data', 'original_event_data'),
  plain_identity_in_attribution_data: identityIn('attribution data', 'attribution_data'),
  plain_identity_in_event_id: identityIn('an event_id', 'event_id'),
  plain_identity_in_event_name: identityIn('an event_name', 'event_name'),
  plain_identity_in_url: identityIn('a URL', 'page addresses'),
  plain_identity_in_beacon: identityIn('a beacon', 'parameters of your own'),
  custom_data_too_deep: {
    title: 'Custom data nested too deeply',
    fix: 'Nest custom_data less: what lies deeper than is searched for personal data was removed.',
  },
} satisfies Record<string, WarningKind>

/**
 * The warnings that this catalogue holds; `WarningCode` in event.ts is any text, for what old journals hold.
 */
export type Warning = keyof typeof WARNINGS

/**
 * What a warning says. Some codes name their match key after a colon: `match_key_unusable:em`.
 * @returns undefined for a code that only an older journal holds
 */
export function warningKindOf(code: WarningCode): WarningKind | undefined {
  const [name = '', key] = code.split(':', 2)
  const kind = Object.hasOwn(WARNINGS, name) ? WARNINGS[name as Warning] : undefined
  return kind === undefined || key === undefined ? kind : { title: `${kind.title}: ${key}`, fix: kind.fix }
}
