import {
  BUSINESS_TYPES,
  type BusinessType,
  COUNTING_DEFAULTS,
  type CountingSettings,
  type CustomConversion,
  EVENT_NAME_CHARS_MAX,
  HOUR_MS,
  isTimeZone,
  parseCustomConversions,
  RESTRICTIONS,
  type Restriction,
  type SlotOrder,
} from '@countersign/core'
import { parseSlots } from './aem-slots.js'
import { type EventRule, parseEventRules } from './event-rules.js'

/** What an owner may set on a dataset, by the name that `dataset show` prints and `dataset set` takes. */
export interface DatasetSettings {
  deduplication_window_hours: number
  browser_preferred_minutes: number
  merge_window_minutes: number
  allowed_domains: string[]
  blocked_domains: string[]
  block_bots: boolean
  first_party_cookies: boolean
  beacons_per_minute_per_address: number
  count_test_events: boolean
  retention_sightings_days: number
  retention_events_days: number
  retention_hourly_days: number
  enable_automatic_matching: boolean
  automatic_matching_fields: string[]
  data_use_setting: string
  pixel_once: boolean
  pixel_mirror: boolean
  pixel_automatic_events: AutomaticEvent[]
  pixel_event_rules: EventRule[]
  time_zone: string
  business_type: BusinessType
  key_events: string[]
  custom_conversions: CustomConversion[]
  aem: boolean
  aem_consent_policy: Restriction[]
  aem_consent_parameter: string
  /** the orders of the past, the one in force, and the one that waits */
  aem_events: SlotOrder[]
  aem_window_days: number
  aem_edit_delay_hours: number
  aem_minimum: number
  aem_noise: NoiseMode
  aem_epsilon: number
  aem_delta: number
  aem_epsilon_per_month: number
  orders_tripwire_percent: number
  orders_tripwire_pauses_purchase: boolean
}

export type NoiseMode = (typeof NOISE_MODES)[number]
const NOISE_MODES = ['off', 'laplace', 'gaussian'] as const

/** What the pixel can send by itself. */
export type AutomaticEvent = (typeof AUTOMATIC_EVENTS)[number]
const AUTOMATIC_EVENTS = ['button_click', 'microdata', 'engagement'] as const

interface Setting<T> {
  default: T
  /** one sentence for `dataset set --help` and the docs */
  says: string
  /** the value that a text means; a string in place of a value says what was wrong, and what to give instead */
  parse: (text: string) => { value: T } | string
}

const DAY_HOURS = 24
/** @source reference 5.7, automatic_matching_fields */
const MATCHING_FIELDS = ['ct', 'country', 'db', 'em', 'external_id', 'fn', 'ge', 'ln', 'ph', 'st', 'zp']
const DATA_USE = ['EMPTY', 'ADVERTISING_AND_ANALYTICS', 'ANALYTICS_ONLY']

/** All settings. A new one is a row here, a default, and a line in docs/settings.md. */
export const SETTINGS: { [K in keyof DatasetSettings]: Setting<DatasetSettings[K]> } = {
  deduplication_window_hours: {
    default: COUNTING_DEFAULTS.deduplication_window_ms / HOUR_MS,
    says: 'How long after its first copy another copy of an event is still the same event.',
    parse: number(0, 7 * DAY_HOURS),
  },
  browser_preferred_minutes: {
    default: COUNTING_DEFAULTS.browser_preferred_ms / 60_000,
    says: "How long after the first copy the browser's copy is still the one whose fields are shown.",
    parse: number(0, 60),
  },
  merge_window_minutes: {
    default: COUNTING_DEFAULTS.merge_window_ms / 60_000,
    says: 'How long after the first copy another copy still fills in what is missing.',
    parse: number(0, 60),
  },
  allowed_domains: {
    default: [],
    says: 'Only events from these domains and their subdomains are counted; all others are blocked. Empty: off.',
    parse: domains,
  },
  blocked_domains: {
    default: [],
    says: 'Events from these domains and their subdomains are blocked. Empty: off. Not together with allowed_domains.',
    parse: domains,
  },
  block_bots: {
    default: false,
    says: 'Block what says of itself that it is a bot, or a browser driven by a program. Otherwise it is only recorded.',
    parse: boolean,
  },
  first_party_cookies: {
    default: true,
    says: "Keep _fbp and _fbc: the pixel writes them, and a beacon to the dataset's own site refreshes them.",
    parse: boolean,
  },
  beacons_per_minute_per_address: {
    default: 6_000,
    says: 'Beacons from one public address beyond this are blocked. 0: no limit.',
    parse: number(0, 10_000_000),
  },
  count_test_events: {
    default: true,
    says: 'Count events with a test code and those of marked browsers. Otherwise they are shown in Test Events and blocked.',
    parse: boolean,
  },
  retention_sightings_days: {
    default: 180,
    says: 'How long what was received is kept, sighting by sighting.',
    parse: number(30, 3_650),
  },
  retention_events_days: {
    default: 730,
    says: 'How long counted events are kept.',
    parse: number(30, 3_650),
  },
  retention_hourly_days: {
    default: 1_095,
    says: 'How long the hourly books are kept.',
    parse: number(30, 3_650),
  },
  enable_automatic_matching: {
    default: false,
    says: 'Whether the pixel looks for match keys in the forms of a page.',
    parse: boolean,
  },
  automatic_matching_fields: {
    default: [],
    says: `Which of them: ${MATCHING_FIELDS.join(', ')}.`,
    parse: someOf(MATCHING_FIELDS),
  },
  data_use_setting: {
    default: 'EMPTY',
    says: `What the dataset's events may be used for: ${DATA_USE.join(', ')}.`,
    parse: (text) => (DATA_USE.includes(text) ? { value: text } : `one of ${DATA_USE.join(', ')}`),
  },
  pixel_once: {
    default: true,
    says: 'Whether the pixel sends the same Purchase only once in 48 hours, by its eventID or order_id.',
    parse: boolean,
  },
  pixel_mirror: {
    default: false,
    says: "Whether the pixel sends each event to Meta's own endpoint as well.",
    parse: boolean,
  },
  pixel_automatic_events: {
    default: [],
    says: `What the pixel sends by itself: ${AUTOMATIC_EVENTS.join(', ')}.`,
    parse: someOf(AUTOMATIC_EVENTS),
  },
  pixel_event_rules: {
    default: [],
    says: 'Events that the pixel sends at a click on a button or on a page, as a JSON list.',
    parse: parseEventRules,
  },
  time_zone: {
    default: 'UTC',
    says: 'Whose midnight begins a day in reports: a name of the IANA database, such as Europe/Berlin.',
    parse: (text) =>
      isTimeZone(text) ? { value: text } : 'a time zone by its IANA name, e.g. Europe/Berlin or UTC',
  },
  business_type: {
    default: 'shop',
    says: `Whose funnel of key events is shown: ${BUSINESS_TYPES.join(', ')}; own: that of key_events.`,
    parse: oneOf(BUSINESS_TYPES),
  },
  key_events: {
    default: [],
    says: 'The steps of your own funnel, in their order: event names. They hold where business_type is own.',
    parse: eventNames,
  },
  custom_conversions: {
    default: [],
    says: 'What is counted besides events: those of one name that meet a rule, as a JSON list.',
    parse: parseCustomConversions,
  },
  aem: {
    default: false,
    says: 'Aggregated Event Measurement: what people restrict is reported as counts only. Off: it is counted and flagged.',
    parse: boolean,
  },
  aem_consent_policy: {
    default: [...RESTRICTIONS],
    says: `What restricts a sighting: ${RESTRICTIONS.join(', ')}.`,
    parse: someOf(RESTRICTIONS),
  },
  aem_consent_parameter: {
    default: '',
    says: 'The parameter of custom_data or of a beacon by which the site says denied. Empty: it says so nowhere.',
    parse: (text) => (PARAMETER.test(text) ? { value: text } : 'a name of letters, digits, _ . - or nothing'),
  },
  aem_events: {
    default: [],
    says: 'Up to eight events of each domain, the highest priority first, as a JSON list. Easier: countersign aem set.',
    parse: (text) => {
      const domains = parseSlots(text)
      return typeof domains === 'string' ? domains : { value: [{ effective_ms: 0, window_days: 7, domains }] }
    },
  },
  aem_window_days: {
    default: 7,
    says: "How long a person's conversion window is: 1 or 7 days. A change takes effect after the delay of edits.",
    parse: (text) => (['1', '7'].includes(text) ? { value: Number(text) } : '1 or 7'),
  },
  aem_edit_delay_hours: {
    default: 72,
    says: 'How long after an edit of aem_events or aem_window_days the old order stays in force.',
    parse: number(0, 168),
  },
  aem_minimum: {
    default: 10,
    says: 'The smallest count that is shown.',
    parse: wholeNumber(2, 1_000_000),
  },
  aem_noise: {
    default: 'off',
    says: `The mechanism that blurs counts: ${NOISE_MODES.join(', ')}.`,
    parse: (text) => {
      const mode = NOISE_MODES.find((known) => known === text)
      return mode === undefined ? `one of ${NOISE_MODES.join(', ')}` : { value: mode }
    },
  },
  aem_epsilon: {
    default: 0.5,
    says: "What a day's counts of a domain spend of the privacy budget, where they are blurred.",
    parse: number(0.01, 1),
  },
  aem_delta: {
    default: 1e-5,
    says: 'How likely the guarantee of blurred counts may fail.',
    parse: number(1e-12, 0.001),
  },
  aem_epsilon_per_month: {
    default: 15.5,
    says: 'The privacy budget of a domain for a month (UTC). Once it is spent, counts wait for the next month.',
    parse: number(0.01, 1_000),
  },
  orders_tripwire_percent: {
    default: 20,
    says: 'By how much counted Purchases may exceed the paid orders of the same 24 hours, in percent.',
    parse: number(0, 10_000),
  },
  orders_tripwire_pauses_purchase: {
    default: false,
    says: 'Whether delivery of Purchase pauses when they exceed them by more, until it is released.',
    parse: boolean,
  },
}
const PARAMETER = /^([a-z][a-z0-9_.-]{0,99})?$/i

export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof DatasetSettings)[]
export const isSettingName = (name: string): name is keyof DatasetSettings => Object.hasOwn(SETTINGS, name)

export const defaultSettings = (): DatasetSettings =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => [name, SETTINGS[name].default]),
  ) as unknown as DatasetSettings

/** The counting rule's numbers as a dataset sets them. */
export const countingSettings = (settings: DatasetSettings): CountingSettings => ({
  deduplication_window_ms: settings.deduplication_window_hours * HOUR_MS,
  browser_preferred_ms: settings.browser_preferred_minutes * 60_000,
  merge_window_ms: settings.merge_window_minutes * 60_000,
})

function number(min: number, max: number) {
  return (text: string) => {
    const value = Number(text)
    return text !== '' && value >= min && value <= max ? { value } : `a number from ${min} to ${max}`
  }
}

function wholeNumber(min: number, max: number) {
  return (text: string) => {
    const value = Number(text)
    const is_one = text !== '' && Number.isInteger(value) && value >= min && value <= max
    return is_one ? { value } : `a whole number from ${min} to ${max}`
  }
}

function boolean(text: string): { value: boolean } | string {
  if (['true', 'on', 'yes', '1'].includes(text.toLowerCase())) return { value: true }
  if (['false', 'off', 'no', '0'].includes(text.toLowerCase())) return { value: false }
  return 'true or false'
}

/** Words of a list, each at most once. */
function someOf<T extends string>(words: readonly T[]) {
  const isWord = (word: string): word is T => (words as readonly string[]).includes(word)
  return (text: string) => {
    const value = list(text)
    return value.every(isWord) ? { value } : `one of these, separated by commas: ${words.join(', ')}`
  }
}

function oneOf<T extends string>(words: readonly T[]) {
  return (text: string) => {
    const value = words.find((word) => word === text)
    return value === undefined ? `one of ${words.join(', ')}` : { value }
  }
}

const KEY_EVENTS_MAX = 20

function eventNames(text: string): { value: string[] } | string {
  const value = list(text)
  return value.length <= KEY_EVENTS_MAX && value.every((name) => name.length <= EVENT_NAME_CHARS_MAX)
    ? { value }
    : `at most ${KEY_EVENTS_MAX} event names of up to ${EVENT_NAME_CHARS_MAX} characters, separated by commas`
}

const list = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]
const DOMAIN = /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const DOMAINS_MAX = 500

function domains(text: string): { value: string[] } | string {
  const value = [...new Set(list(text.toLowerCase()).map((domain) => domain.replace(/^\*\.|\.$/g, '')))]
  if (value.length > DOMAINS_MAX) return `at most ${DOMAINS_MAX} domains`
  return value.every((domain) => DOMAIN.test(domain))
    ? { value }
    : 'host names, separated by commas, e.g. shop.example'
}
