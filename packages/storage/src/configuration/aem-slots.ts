import {
  type DomainSlots,
  EVENT_NAME_CHARS_MAX,
  SLOTS_MAX,
  type Slot,
  slotsTaken,
  VALUE_RANGES_MIN,
} from '@countersign/core'
import { registrableDomain } from './registrable-domain.js'

const DOMAINS_MAX = 50
const CHARS_MAX = 100_000
const VALUE_MAX = 1e12

/**
 * Reads a JSON list of domains with their events, the highest priority first; an empty text is an empty list.
 * @returns the domains, or what is wrong with the first that cannot be, as a demand ("give …")
 * @source reference 10.1, 10.2
 */
export function parseSlots(text: string): DomainSlots[] | string {
  if (text === '') return []
  if (text.length > CHARS_MAX) return `a text of at most ${CHARS_MAX} characters`
  let domains: unknown
  try {
    domains = JSON.parse(text)
  } catch {
    return EXAMPLE
  }
  if (!Array.isArray(domains)) return EXAMPLE
  if (domains.length > DOMAINS_MAX) return `at most ${DOMAINS_MAX} domains; these are ${domains.length}`
  const seen = new Set<string>()
  for (const [index, domain] of domains.entries()) {
    const wrong = wrongInDomain(domain)
    if (wrong !== null) return `${wrong} in domain ${index + 1}`
    if (seen.has(domain.domain)) return `each domain once: domain ${index + 1} is there already`
    seen.add(domain.domain)
  }
  return domains as DomainSlots[]
}
const EXAMPLE =
  'a JSON list, e.g. [{"domain":"shop.example","slots":[{"event_name":"Purchase"},{"event_name":"Lead"}]}]'

/** What a domain would have to be; null where it is one. */
function wrongInDomain(given: unknown): string | null {
  if (!isObject(given)) return 'an object'
  if (!hasOnly(given, ['domain', 'slots'])) return 'domain and slots, and nothing else,'
  const { domain, slots } = given
  if (typeof domain !== 'string' || domain !== registrableDomain(domain))
    return 'a registrable domain in lower case, such as shop.example and not www.shop.example,'
  if (!Array.isArray(slots)) return 'slots as a list'
  const names = new Set<unknown>()
  for (const [index, slot] of slots.entries()) {
    const wrong = wrongInSlot(slot)
    if (wrong !== null) return `${wrong} in slot ${index + 1}`
    if (names.has(slot.event_name)) return `each event_name once: slot ${index + 1} is there already,`
    names.add(slot.event_name)
  }
  const taken = (slots as Slot[]).reduce((sum, slot) => sum + slotsTaken(slot), 0)
  if (taken > SLOTS_MAX)
    return `at most ${SLOTS_MAX} slots, of which a value set takes one for each range; these take ${taken}`
  return null
}

function wrongInSlot(slot: unknown): string | null {
  if (!isObject(slot)) return 'an object'
  if (!hasOnly(slot, ['event_name', 'value_set'])) return 'event_name and value_set, and nothing else,'
  const { event_name, value_set } = slot
  if (typeof event_name !== 'string' || event_name.trim() === '' || event_name.length > EVENT_NAME_CHARS_MAX)
    return `an event_name of 1 to ${EVENT_NAME_CHARS_MAX} characters`
  return value_set === undefined ? null : wrongInValueSet(value_set)
}

function wrongInValueSet(set: unknown): string | null {
  if (!isObject(set)) return 'value_set as an object'
  if (!hasOnly(set, ['currency', 'ranges'])) return 'currency and ranges in value_set, and nothing else,'
  const { currency, ranges } = set
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return 'a currency of three capital letters, such as USD,'
  if (!Array.isArray(ranges) || ranges.length < VALUE_RANGES_MIN || ranges.length > SLOTS_MAX)
    return `${VALUE_RANGES_MIN} to ${SLOTS_MAX} ranges`
  const ascend = ranges.every((bound, index) => isBound(bound) && (index === 0 || bound > ranges[index - 1]))
  if (!ascend || ranges[0] !== 0) return 'ranges by their lower bounds: 0 first, then ascending numbers,'
  return null
}

const isBound = (bound: unknown): boolean => typeof bound === 'number' && bound >= 0 && bound <= VALUE_MAX

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasOnly = (object: object, names: readonly string[]): boolean =>
  Object.keys(object).every((name) => names.includes(name))
