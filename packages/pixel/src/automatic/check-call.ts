/** What is wrong with a call, by code, and where: `Purchase: value`. */
export type Complaint = [code: string, detail: string]

const STANDARD_EVENTS =
  `AddPaymentInfo AddToCart AddToWishlist CompleteRegistration Contact CustomizeProduct Donate
  FindLocation InitiateCheckout Lead PageView Purchase Schedule Search StartTrial SubmitApplication Subscribe ViewContent
  CustomEvent PixelInitialized`.split(/\s+/)

const SET_KEYS = `agent autoConfig firstPartyCookies trackSingleOnly endpoint userData cdn`.split(' ')

/** @source reference 4.2: an optional sign, digits, an optional fraction */
const NUMBER = /^[+-]?\d+(\.\d+)?$/
const CURRENCY = /^[a-z]{3}$/i

/**
 * Looks a call over as Meta's library does, which sends it all the same.
 * @param command  its name and what follows it
 * @source reference 1.2, 4.2
 */
export function checkCall(command: readonly unknown[]): Complaint[] {
  const [name, ...given] = command
  switch (name) {
    case 'track':
      return checkEvent(given, true)
    case 'trackCustom':
      return checkEvent(given, false)
    case 'trackSingle':
      return checkEvent(given.slice(1), true)
    case 'trackSingleCustom':
      return checkEvent(given.slice(1), false)
    case 'init':
      return checkUserData(given[1])
    case 'consent':
      return given[0] === 'grant' || given[0] === 'revoke'
        ? []
        : [['INVALID_CONSENT_ACTION', textOf(given[0])]]
    case 'dataProcessingOptions':
      return Array.isArray(given[0])
        ? []
        : [['INVALID_FBQ_METHOD_PARAMETER', 'dataProcessingOptions: options']]
    case 'set':
      return SET_KEYS.includes(textOf(given[0])) ? [] : [['UNSUPPORTED_METADATA_ARGUMENT', textOf(given[0])]]
    default:
      return []
  }
}

function checkEvent([event, params, data]: unknown[], is_standard: boolean): Complaint[] {
  const name = textOf(event)
  const found: Complaint[] = []
  if (name === '') found.push(['NO_EVENT_NAME', ''])
  else if (is_standard && !STANDARD_EVENTS.includes(name)) found.push(['NONSTANDARD_EVENT', name])
  if (params && typeof params !== 'object')
    found.push(['INVALID_FBQ_METHOD_PARAMETER', `${name}: parameters`])
  const { value, currency, eventID, event_id } = objectOf(params)
  if (eventID ?? event_id) found.push(['EVENT_ID_IN_PARAMS', name])
  if (name === 'Purchase') {
    if (isAbsent(value)) found.push(['REQUIRED_PARAM_MISSING', `${name}: value`])
    if (isAbsent(currency)) found.push(['REQUIRED_PARAM_MISSING', `${name}: currency`])
  }
  if (!isAbsent(value) && !NUMBER.test(textOf(value))) found.push(['INVALID_PARAM', `${name}: value`])
  if (Number(textOf(value)) < 0) found.push(['NEGATIVE_EVENT_PARAM', `${name}: value`])
  if (!isAbsent(currency) && !CURRENCY.test(textOf(currency)))
    found.push(['INVALID_PARAM', `${name}: currency`])
  const id = objectOf(data).eventID ?? objectOf(data).event_id
  if (!isAbsent(id) && typeof id !== 'string') found.push(['INVALID_EVENT_ID_FORMAT', name])
  return found
}

/** Only what is no text at all: whether a text holds what its key wants is the rule of the key. */
function checkUserData(given: unknown): Complaint[] {
  if (given && typeof given !== 'object') return [['INVALID_FBQ_METHOD_PARAMETER', 'init: user data']]
  return Object.entries(objectOf(given))
    .filter(([, value]) => value && !/^(string|number)$/.test(typeof value))
    .map(([key]) => ['PII_INVALID_TYPE', key])
}

/** An object has no text of use here, and may not have any. */
const textOf = (value: unknown): string => (typeof value === 'object' ? '' : String(value ?? ''))

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === ''

const objectOf = (value: unknown): { [key: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { [key: string]: unknown }) : {}
