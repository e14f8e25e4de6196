import { EVENT_NAME_CHARS_MAX } from '@countersign/core'
import { hostOf, isHost, readBaseUrl } from './base-url.js'
import { DESTINATION_KINDS, type Destination, type DestinationOptions } from './destination.js'

interface Option<T> {
  /** one sentence for `destination set --help` and the docs */
  says: string
  /** what a text is the text of; its value is looked at by `problemIn` */
  read: (text: string) => T
  /** what to give instead, as a demand ("give …"); null where the value is right */
  wrong: (value: T) => string | null
}

const NAME_CHARS_MAX = 200
const HOLD_SECONDS_MAX = 3_600
/** Meta takes no event that is older than 7 days; the rest is for the last try. */
const RETRY_HOURS_MAX = 160
const LIST_MAX = 100
const PARAMETER_CHARS_MAX = 200

/** All that may be changed. A new one is a row here, a default in `DESTINATION_DEFAULTS`, a line in docs/delivery.md. */
export const DESTINATION_OPTIONS: { [K in keyof DestinationOptions]: Option<DestinationOptions[K]> } = {
  name: {
    says: 'What people call it.',
    read: (text) => text,
    wrong: (name) =>
      name !== '' && name.length <= NAME_CHARS_MAX && isPrintable(name)
        ? null
        : `give 1 to ${NAME_CHARS_MAX} printable characters`,
  },
  url: {
    says: "The base address of its Conversions API. Empty: Meta's.",
    read: (text) => text || null,
    // By itself it is any text: whether it will do hangs on the hosts that are allowed.
    wrong: () => null,
  },
  api_version: {
    says: "The version of Meta's API, as v24.0.",
    read: (text) => text,
    wrong: (version) => (/^v\d{1,3}\.\d{1,2}$/.test(version) ? null : 'give a version such as v24.0'),
  },
  test_event_code: {
    says: "A code of Meta's Test Events, under which events are shown there. Empty: none.",
    read: (text) => text || null,
    wrong: (code) =>
      code === null || /^[A-Za-z][\w-]{0,63}$/.test(code)
        ? null
        : 'give a code such as TEST12345, or an empty text',
  },
  hold_seconds: {
    says: 'How long an event waits, so that its other copies can enrich it.',
    read: numberOf,
    wrong: (seconds) => wholeNumber(seconds, 0, HOLD_SECONDS_MAX),
  },
  retry_hours: {
    says: 'How long an event is tried again. After 48 hours Meta may count it twice.',
    read: numberOf,
    wrong: (hours) => wholeNumber(hours, 1, RETRY_HOURS_MAX),
  },
  events: {
    says: 'Only events of these names are sent. Empty: all.',
    read: listOf,
    wrong: (names) =>
      isListOf(names, (name) => name.length <= EVENT_NAME_CHARS_MAX && isPrintable(name))
        ? null
        : `give up to ${LIST_MAX} event names, separated by commas, e.g. Purchase,Lead`,
  },
  browser_only_events: {
    says: 'Whether events that no server reported are sent, too.',
    read: (text) =>
      ({ true: true, on: true, yes: true, false: false, off: false, no: false })[text] as boolean,
    wrong: (value) => (typeof value === 'boolean' ? null : 'give true or false'),
  },
  restricted_parameters: {
    says: 'Parameters of custom_data that are never sent.',
    read: listOf,
    wrong: (names) =>
      isListOf(names, (name) => name.length <= PARAMETER_CHARS_MAX && isPrintable(name))
        ? null
        : `give up to ${LIST_MAX} names of parameters, separated by commas`,
  },
  allowed_private_hosts: {
    says: 'Hosts that may have a private address. To any other such host nothing is sent.',
    read: (text) => listOf(text.toLowerCase()),
    wrong: (hosts) =>
      isListOf(hosts, isHost)
        ? null
        : `give up to ${LIST_MAX} host names or addresses, without port, separated by commas`,
  },
}

export type DestinationOption = keyof DestinationOptions
export const DESTINATION_OPTION_NAMES = Object.keys(DESTINATION_OPTIONS) as DestinationOption[]
export const isDestinationOption = (name: string): name is DestinationOption =>
  Object.hasOwn(DESTINATION_OPTIONS, name)

/** A change as text, as `createDestination` and `changeDestination` take it: they say what is wrong with it. */
export const readDestinationOption = (
  name: DestinationOption,
  text: string,
): Partial<DestinationOptions> => ({
  [name]: DESTINATION_OPTIONS[name].read(text.trim()),
})

/**
 * Looks at all of a destination.
 * @param meta_url  COUNTERSIGN_META_URL, to whose host plain HTTP may be spoken
 * @returns the destination with its address in the form that is stored; or all that is wrong: a line each, which begins
 *          with the field's name and says what to give instead
 */
export function checkDestination(destination: Destination, meta_url?: string): Destination | string {
  const { kind, target_id, allowed_private_hosts } = destination
  const faults: string[] = []
  if (!DESTINATION_KINDS.includes(kind)) faults.push(`kind: give ${DESTINATION_KINDS.join(' or ')}`)
  else if (kind === 'meta' && !/^[1-9]\d{14,15}$/.test(target_id))
    faults.push("target_id: give the 15 to 16 digits of Meta's dataset (pixel) id")
  else if (!/^\d{5,20}$/.test(target_id))
    faults.push('target_id: give the 5 to 20 digits of the dataset over there')
  for (const name of DESTINATION_OPTION_NAMES) {
    const wrong = wrongIn(name, destination)
    if (wrong !== null) faults.push(`${name}: ${wrong}`)
  }
  const url = urlOf(destination, [...allowed_private_hosts, ...hostsOf(meta_url)])
  if (typeof url === 'string') faults.push(`url: ${url}`)
  return faults.length > 0 || typeof url === 'string' ? faults.join('\n') : { ...destination, ...url }
}

/** The address in the form that is stored; or what to give instead. */
function urlOf({ url, kind }: Destination, plain_hosts: readonly string[]): { url: string | null } | string {
  if (url !== null) return readBaseUrl(url, plain_hosts)
  return kind === 'conversions_api' ? 'give the address of its Conversions API' : { url }
}

const wrongIn = <K extends DestinationOption>(name: K, of: DestinationOptions): string | null =>
  DESTINATION_OPTIONS[name].wrong(of[name])

const hostsOf = (url: string | undefined): string[] =>
  url !== undefined && URL.canParse(url) ? [hostOf(new URL(url))] : []

/** What goes into a header as it is. */
export const isSecretText = (text: string): boolean => /^[\x21-\x7e]{1,4096}$/.test(text)

const isPrintable = (text: string): boolean => !/\p{Cc}/u.test(text)

function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text)
}

const wholeNumber = (value: number, min: number, max: number): string | null =>
  Number.isInteger(value) && value >= min && value <= max ? null : `give a whole number from ${min} to ${max}`

function listOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim())
  return [...new Set(parts.filter(Boolean))]
}

const isListOf = (values: readonly string[], is: (value: string) => boolean): boolean =>
  values.length <= LIST_MAX && values.every((value) => value !== '' && is(value))
