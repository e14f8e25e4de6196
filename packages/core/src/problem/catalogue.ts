import { ACTION_SOURCES } from '../event.js'

/** How one refusal looks on the wire and what it asks of the sender. */
export interface ProblemKind {
  http: number
  /** Graph's numbers: clients key on them, never on the texts. @source reference 5.6 */
  code: number
  subcode?: number
  /** Left out: OAuthException */
  type?: 'OAuthException' | 'GraphMethodException'
  /** Whether the same request may succeed when it is sent again. */
  retry: boolean
  title: string
  /** Graph's `message`; `{seen}` stands for what the problem saw. Left out: Invalid parameter */
  message?: string
  /** What to send instead, as sentences. */
  fix: string
}

/** The common kind: HTTP 400, code 100, `Invalid parameter`. */
const invalid = (title: string, fix: string, subcode?: number): ProblemKind => {
  const kind: ProblemKind = { http: 400, code: 100, retry: false, title, fix }
  if (subcode !== undefined) kind.subcode = subcode
  return kind
}

/** What people meet who sign in, and no client of Graph's. */
const denied = (http: number, code: number, title: string, fix: string): ProblemKind => ({
  http,
  code,
  retry: false,
  title,
  message: title,
  fix,
})

/**
 * Every way we say no, in the order in which a request meets them. docs/errors.md is generated from this; a
 * test fails when the two differ. Longer than other files because one reads it as a table.
 * @source reference 5.6 for the numbers; a kind without subcode is our own, as none is known.
 */
export const PROBLEMS = {
  // The address and the right to use it
  path_unknown: {
    http: 400,
    code: 2500,
    retry: false,
    title: 'Unknown path',
    message: 'Unknown path components: /{seen}',
    fix: 'Send events to POST /v{N}.{M}/{dataset_id}/events.',
  },
  token_missing: {
    http: 400,
    code: 104,
    retry: false,
    title: 'Access token missing',
    message: 'An access token is required to request this resource.',
    fix: 'Send access_token as a parameter, or an Authorization: Bearer header.',
  },
  token_invalid: {
    http: 401,
    code: 190,
    retry: false,
    title: 'Access token not valid',
    message: 'Invalid OAuth access token - Cannot parse access token',
    fix: 'Use a token of this instance that is not revoked: countersign token create --dataset ID.',
  },
  permission_missing: {
    http: 400,
    code: 100,
    retry: false,
    title: 'Permission missing',
    message: '(#100) Missing Permission',
    fix: "Use a token with the right to do this; creating datasets needs the instance's own.",
  },
  dataset_unknown: {
    http: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    retry: false,
    title: 'Dataset unknown or not yours',
    message:
      "Unsupported post request. Object with ID '{seen}' does not exist, cannot be loaded due to missing " +
      'permissions, or does not support this operation',
    fix: 'Check the dataset id, and that the token belongs to this dataset.',
  },
  object_unknown: {
    http: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    retry: false,
    title: 'Object unknown or not yours',
    message:
      "Unsupported get request. Object with ID '{seen}' does not exist, cannot be loaded due to missing " +
      'permissions, or does not support this operation',
    fix: 'Check the id, and that the token may read it.',
  },
  field_nonexistent: {
    http: 400,
    code: 100,
    retry: false,
    title: 'Field does not exist',
    message: '(#100) Tried accessing nonexisting field ({seen}) on node type (AdsPixel)',
    fix: 'Ask only for fields that the node has.',
  },
  parameter_missing: {
    http: 400,
    code: 100,
    retry: false,
    title: 'Parameter missing',
    message: '(#100) The parameter {seen} is required',
    fix: 'Send the parameter.',
  },
  parameter_invalid: invalid(
    'Parameter not valid',
    'Send the parameter in the form that its documentation gives.',
  ),

  // The body as a whole
  content_type_unsupported: {
    ...invalid(
      'Content type not supported',
      'Send application/json, application/x-www-form-urlencoded or multipart/form-data.',
    ),
    http: 415,
  },
  content_encoding_unsupported: {
    ...invalid('Content encoding not supported', 'Send the body plain or with Content-Encoding: gzip.'),
    http: 415,
  },
  body_too_large: {
    ...invalid('Body too large', 'Send at most 10 MiB a request: fewer events each.'),
    http: 413,
  },
  body_timeout: {
    http: 408,
    code: 2,
    retry: true,
    title: 'Body not received in time',
    message: 'The request body was not received in time',
    fix: 'Nothing was stored. Send it again, in smaller batches if the line is slow.',
  },
  body_not_utf8: invalid('Body is not UTF-8', 'Encode the body as UTF-8.'),
  body_not_json: invalid('Body is not JSON', 'Send one JSON object: {"data": [ … ]}.'),
  body_not_an_object: invalid('Body is not a JSON object', 'Send one JSON object: {"data": [ … ]}.'),
  body_too_deep: invalid(
    'Body nested too deeply',
    'Nest objects and lists less: 64 deep at most in a body, 8 in an event.',
  ),
  data_missing: {
    http: 400,
    code: 100,
    retry: false,
    title: 'No events in the request',
    message: '(#100) The parameter data is required',
    fix: 'Send data as a list of 1 to 1000 events.',
  },
  too_many_events: {
    http: 400,
    code: 100,
    retry: false,
    title: 'Too many events in one request',
    message: '(#100) The parameter data may hold at most 1000 events',
    fix: 'Send at most 1000 events a request. None of these was stored.',
  },

  // One event
  event_not_an_object: invalid(
    'Event is not an object',
    'Send each event as a JSON object, or as its JSON text.',
  ),
  event_too_deep: invalid('Event nested too deeply', 'Nest objects and lists at most 8 deep in an event.'),
  event_too_many_keys: invalid('Event has too many keys', 'Send at most 500 keys an event, lists apart.'),
  event_too_large: invalid('Event too large', 'Send at most 64 KiB an event.'),
  event_name_missing: invalid('Event name missing', 'Send event_name, e.g. Purchase (ev in a beacon).'),
  event_name_too_long: invalid('Event name too long', 'Send at most 256 characters.'),
  event_time_missing: invalid('Event time missing', 'Send event_time: Unix time in seconds.'),
  event_time_not_a_number: invalid('Event time is not a number', 'Send event_time as Unix time in seconds.'),
  event_time_too_old: invalid(
    'Event timestamp too old',
    'Send within 7 days of the event; physical_store within 62.',
    2804003,
  ),
  event_time_in_future: invalid(
    'Event timestamp in the future',
    'Send event_time in seconds, not milliseconds, by a clock that is right to 5 minutes.',
    2804004,
  ),
  action_source_unknown: invalid('Action source unknown', `Send one of ${ACTION_SOURCES.join(', ')}.`),
  event_id_too_long: invalid('Event id too long', 'Send an event_id of at most 256 bytes, better 64.'),
  user_data_missing: invalid(
    'Customer information missing',
    'Send user_data with at least one match key, e.g. em.',
  ),
  user_data_not_an_object: invalid(
    'Customer information is not an object',
    'Send user_data as a JSON object.',
  ),
  customer_information_insufficient: invalid(
    'insufficient customer information', // as the recorded answer words it
    'Send a key that names a person more closely, e.g. em, ph, external_id, fbp, fbc or client_ip_address.',
    2804050,
  ),
  match_key_not_hashed: invalid(
    'User Parameter Not Hashed',
    'Normalise it, hash it with SHA-256 and send the 64 hex digits.',
    2804016,
  ),
  lead_id_invalid: invalid('Lead id not valid', 'Send lead_id as an integer of 15 to 17 digits, not hashed.'),
  custom_data_not_an_object: invalid('Custom data is not an object', 'Send custom_data as a JSON object.'),
  value_not_a_number: invalid('Value is not a number', 'Send value as a number, without symbols, e.g. 9.5.'),
  purchase_value_missing: invalid(
    'Missing Value for Purchase Event',
    'Send custom_data.value as a number.',
    2804009,
  ),
  purchase_currency_missing: invalid(
    'Missing Currency for Purchase Event',
    'Send custom_data.currency as an ISO 4217 code, e.g. USD.',
    2804010,
  ),
  value_without_currency: invalid(
    'Value without a currency',
    'Send custom_data.currency with the value, or leave both out.',
    2804023,
  ),
  contents_not_a_list: invalid(
    'Contents is not a list',
    'Send contents as a list of objects: [{"id": "A1", "quantity": 1}].',
    2804019,
  ),
  contents_id_missing: invalid('Content without an id', 'Give each item of contents an id.', 2804008),
  extinfo_invalid: invalid(
    'Invalid extended device info',
    'Send 16 values: a2 (Android) or i2 (iOS) first, the OS version fifth.',
    2804043,
  ),
  messaging_channel_missing: invalid(
    'Missing messaging channel',
    'Send messaging_channel: messenger, whatsapp or instagram.',
    2804063,
  ),
  event_name_not_for_messaging: invalid(
    'Event name not supported for business messaging',
    'Use a messaging event name, e.g. LeadSubmitted in place of Lead.',
    2804066,
  ),
  page_id_missing: invalid('Missing page id', 'Send user_data.page_id with messenger events.', 2804069),
  instagram_account_id_missing: invalid(
    'Missing Instagram account id',
    'Send user_data.ig_account_id with instagram events.',
    2804079,
  ),
  ctwa_clid_invalid: invalid(
    'Click id of the messaging ad not valid',
    'Send ctwa_clid exactly as the referral of the message gave it.',
    2804087,
  ),
  messaging_account_missing: invalid(
    'Page id or WhatsApp business account id required',
    'Send user_data.page_id or user_data.whatsapp_business_account_id with whatsapp events.',
    2804116,
  ),

  // Beacons: answered 200 with the GIF all the same, and shown in Diagnostics
  beacon_undecodable: invalid(
    'Beacon could not be read',
    'Send parameters urlencoded or as form data, in UTF-8.',
  ),
  dataset_id_missing: invalid('Dataset id missing', 'Send id: the digits of the dataset id.'),

  // Files and settings
  import_line_not_json: invalid(
    'Line is not JSON',
    'Write one JSON object a line. Nothing of the file was imported.',
  ),
  import_line_invalid: invalid(
    'Line is not a sighting',
    'Write lines as countersign export does. Nothing of the file was imported.',
  ),
  setting_unknown: invalid('Setting unknown', 'Use a name that countersign dataset show lists.'),
  setting_invalid: invalid('Setting not valid', 'Give the setting a value of its kind.'),

  // Countersign's own API
  requests_too_many: {
    http: 429,
    code: 4,
    retry: true,
    title: 'Too many requests',
    message: '(#4) Application request limit reached',
    fix: 'Ask again after the seconds that Retry-After gives, and less often.',
  },
  counting_behind: {
    http: 503,
    code: 2,
    retry: true,
    title: 'Counting is behind',
    message: '(#2) Service temporarily unavailable',
    fix: 'Ask again in a moment: what was received before is still being counted.',
  },
  streams_too_many: {
    http: 503,
    code: 4,
    retry: true,
    title: 'Too many streams open',
    message: '(#4) Application request limit reached',
    fix: 'Close one that nobody watches: 20 a dataset and 100 in all may be open.',
  },

  // People who sign in
  session_missing: denied(401, 190, 'Nobody is signed in', 'Sign in: POST /api/session.'),
  sign_in_refused: denied(
    401,
    190,
    'Email, password or code not right',
    'Try again; or let an administrator make a new link: countersign user reset EMAIL.',
  ),
  totp_missing: denied(401, 190, 'A code is wanted', "Send totp, too: the six digits of the person's app."),
  sign_in_locked: {
    ...denied(
      429,
      4,
      'Too many wrong passwords',
      'Try again after the seconds that Retry-After gives, or use a new link: countersign user reset EMAIL.',
    ),
    retry: true,
  },
  sign_in_busy: {
    ...denied(503, 4, 'Too many sign in at once', 'Try again in a moment.'),
    retry: true,
  },
  origin_refused: denied(
    403,
    10,
    'Not asked by a page of this host',
    'Change things from Events Manager itself; scripts send an access token. Behind a proxy, let it hand on Host, or name it in COUNTERSIGN_TRUSTED_PROXIES.',
  ),
  link_invalid: denied(
    404,
    100,
    'Link not valid any more',
    'It was used, or is too old, or there is a newer one. Ask for another: countersign user reset EMAIL.',
  ),
  password_unsuitable: denied(
    400,
    100,
    'Password will not do',
    'Give 12 to 256 characters; several words will do. It must not be the email address.',
  ),
  totp_refused: denied(
    400,
    100,
    'Code not right',
    'Give the six digits that the app shows now, after POST /api/session/totp. A code is used once.',
  ),
  person_exists: denied(409, 100, 'Somebody has this email', 'Change that person, or give another email.'),
  person_unready: denied(
    409,
    100,
    'Person is disabled',
    'Enable the person first: only who may sign in can be given a link.',
  ),
  people_too_many: denied(409, 100, 'Too many people', 'There are 1,000 at most. Delete some first.'),
  last_administrator: denied(
    409,
    100,
    'Last administrator',
    'Make somebody else an administrator first, and have them choose a password.',
  ),

  // Orders of the shop's
  order_invalid: invalid(
    'Order cannot be read',
    'Send {"order_id", "placed_at", "value", "currency"}, and email, phone, external_id and status where you have them. Nothing of the request was taken.',
  ),
  orders_unreadable: invalid(
    'File of orders cannot be read',
    'Send CSV whose first line names order_id, placed_at, value and currency, or a JSON list of orders. Nothing of it was taken.',
  ),
  orders_too_many: invalid('Too many orders', 'Send 1 to 1,000 orders a request. Nothing of it was taken.'),
  order_signature_invalid: {
    http: 401,
    code: 190,
    retry: false,
    title: 'Signature not valid',
    message: 'Invalid signature',
    fix: 'Sign "<unix time>.<body>" by HMAC-SHA256 with the secret of countersign orders secret, and send X-Countersign-Signature: t=<unix time>,v1=<hex> within 5 minutes; or send an access token as Authorization: Bearer.',
  },

  // Our own weakness: nothing was stored, and sending it again is right
  store_unavailable: {
    http: 503,
    code: 2,
    retry: true,
    title: 'Temporarily unavailable',
    message: '(#2) Service temporarily unavailable',
    fix: 'Nothing was stored. Send it again; event_id makes that safe.',
  },
  secret_key_unusable: {
    http: 503,
    code: 2,
    retry: false,
    title: 'The secret key cannot be used',
    message: '(#2) Service temporarily unavailable',
    fix: 'Secrets are encrypted with COUNTERSIGN_SECRET_KEY, or with the file secret.key in the data directory: put the right key back. Nothing was changed.',
  },
  over_capacity: {
    http: 503,
    code: 4,
    retry: true,
    title: 'Over capacity',
    message: '(#4) Application request limit reached',
    fix: 'Nothing was stored. Send it again after the seconds that Retry-After gives.',
  },
} satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS

/** The kind of a code, with its optional parts visible to the type checker. */
export const kindOf = (code: ProblemCode): ProblemKind => PROBLEMS[code]
