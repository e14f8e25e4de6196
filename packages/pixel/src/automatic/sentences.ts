/** What each warning means and what to write instead; README, "Warnings". */
export const SENTENCES: { readonly [code: string]: string } = {
  ALREADY_SENT:
    'This event was sent before, with the same eventID or order_id, and is not sent again within 48 hours. ' +
    'If it is another action, give it an id of its own; or turn the dataset’s setting pixel_once off.',
  CONFLICTING_VERSIONS:
    'fbq and _fbq are not the same function. Put the base code into the page once, unchanged.',
  DUPLICATE_PIXEL_ID:
    'This dataset is initialised twice. Call fbq("init", id) once a page; a second call only adds user data ' +
    'where the first one had none.',
  ERROR: 'The call could not be carried out; the page goes on.',
  EVENT_ID_IN_PARAMS:
    'An event id among the parameters deduplicates nothing. Give it as the fourth argument: ' +
    'fbq("track", "Purchase", {…}, {eventID: "…"}).',
  INVALID_CONSENT_ACTION: 'Write fbq("consent", "grant") or fbq("consent", "revoke").',
  INVALID_EVENT_ID_FORMAT:
    'An event id is a text: {eventID: "1001"}. The server’s copy must have the same text.',
  INVALID_FBQ_METHOD:
    'There is no such command. Nothing was sent. Commands are init, track, trackCustom, trackSingle, ' +
    'trackSingleCustom, consent, dataProcessingOptions, setUserProperties, set, optIn and optOut.',
  INVALID_FBQ_METHOD_PARAMETER:
    'This argument must be an object, or for dataProcessingOptions a list. It was left out.',
  INVALID_PARAM:
    'Write value as a number with a point, without a currency sign (9.5), and currency as three letters (EUR). ' +
    'It was sent as it is.',
  INVALID_PIXEL_ID:
    'A dataset’s id has digits only, and is best written as a text: fbq("init", "1234567890123456").',
  NEGATIVE_EVENT_PARAM: 'A negative value lowers the sum of all values. It was sent as it is.',
  NO_EVENT_NAME: 'The event has no name, and the server will refuse it. Write fbq("track", "Purchase").',
  NONSTANDARD_EVENT:
    'This is no standard event; names are case-sensitive. It was sent. For an event of your own use trackCustom.',
  PII_INVALID_TYPE: 'User data are texts: fbq("init", id, {em: "jo@shop.example"}). This key was left out.',
  PIXEL_NOT_INITIALIZED: 'Nothing was sent: call fbq("init", id) for this dataset first.',
  REQUIRED_PARAM_MISSING:
    'A Purchase needs value and currency: fbq("track", "Purchase", {value: 9.5, currency: "EUR"}). It was sent without.',
  UNSUPPORTED_METADATA_ARGUMENT: 'fbq("set", …) does not know this key. Nothing was changed.',
  USER_DATA_NOT_TAKEN:
    'User data by set is taken only where the dataset’s setting is to match automatically. ' +
    'Give it with init: fbq("init", id, {em: …}).',
}

/** A line for the console. */
export const sentenceOf = (code: string, detail: string): string =>
  `[Countersign] ${code}${detail && ` (${detail})`}: ${SENTENCES[code] ?? ''}`
