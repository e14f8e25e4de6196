import { COUNTING_DEFAULTS, type CountingSettings } from '@countersign/core'
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
  orders_tripwire_percent: number
  orders_tripwire_pauses_purchase: boolean
}

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
    default: COUNTING_DEFAULTS.deduplication_window_ms / 3_600_000,
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

export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof DatasetSettings)[]
export const isSettingName = (name: string): name is keyof DatasetSettings => Object.hasOwn(SETTINGS, name)

export const defaultSettings = (): DatasetSettings =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => [name, SETTINGS[name].default]),
  ) as unknown as DatasetSettings

/** A setting's change as text, checked. @returns what was wrong and what to give instead, as text */
export function changeSetting(
  settings: DatasetSettings,
  name: keyof DatasetSettings,
  text: string,
): { settings: DatasetSettings } | string {
  const parsed = SETTINGS[name].parse(text.trim())
  if (typeof parsed === 'string') return parsed
  const changed = { ...settings, [name]: parsed.value }
  if (changed.allowed_domains.length > 0 && changed.blocked_domains.length > 0)
    return 'an allow list or a block list, never both: empty the other one first'
  return { settings: changed }
}

/** The counting rule's numbers as a dataset sets them. */
export const countingSettings = (settings: DatasetSettings): CountingSettings => ({
  deduplication_window_ms: settings.deduplication_window_hours * 3_600_000,
  browser_preferred_ms: settings.browser_preferred_minutes * 60_000,
  merge_window_ms: settings.merge_window_minutes * 60_000,
})

function number(min: number, max: number) {
  return (text: string) => {
    const value = Number(text)
    return text !== '' && value >= min && value <= max ? { value } : `a number from ${min} to ${max}`
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
