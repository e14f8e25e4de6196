import {
  type DomainSlots,
  EVENT_NAME_CHARS_MAX,
  isObject,
  readJsonList,
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
  const domains = readJsonList(text, EXAMPLE, CHARS_MAX)
  if (typeof domains === 'string') return domains
  const [fault] = faultsInSlots(domains)
  return fault === undefined ? (domains as DomainSlots[]) : fault.says + placeOf(fault)
}
const EXAMPLE =
  'a JSON list, e.g. [{"domain":"shop.example","slots":[{"event_name":"Purchase"},{"event_name":"Lead"}]}]'

/** Where it is in the list, as a path, e.g. `0.slots.2.event_name`; empty: the whole. And what to give instead. */
export interface SlotFault {
  at: string
  says: string
}

/**
 * What is wrong with a list of domains with their events, all of it.
 * @param given  as JSON has it
 */
export function faultsInSlots(given: unknown): SlotFault[] {
  if (!Array.isArray(given)) return [{ at: '', says: EXAMPLE }]
  if (given.length > DOMAINS_MAX)
    return [{ at: '', says: `at most ${DOMAINS_MAX} domains; these are ${given.length}` }]
  const seen = new Set<unknown>()
  return given.flatMap((domain, index) => {
    const faults = within(String(index), faultsInDomain(domain))
    if (faults.length > 0 || !isObject(domain)) return faults
    if (seen.has(domain.domain))
      return [{ at: `${index}.domain`, says: 'each domain once; this one is there already' }]
    seen.add(domain.domain)
    return []
  })
}

/** The place for people, who count from one. */
function placeOf({ at }: SlotFault): string {
  const [domain, , slot] = at.split('.')
  if (domain === undefined || domain === '') return ''
  return `${slot === undefined ? '' : ` in slot ${Number(slot) + 1}`} in domain ${Number(domain) + 1}`
}

const within = (path: string, faults: readonly SlotFault[]): SlotFault[] =>
  faults.map(({ at, says }) => ({ at: at === '' ? path : `${path}.${at}`, says }))

function faultsInDomain(given: unknown): SlotFault[] {
  if (!isObject(given)) return [{ at: '', says: 'an object' }]
  const faults = othersIn(given, ['domain', 'slots'])
  const { domain, slots } = given
  if (typeof domain !== 'string' || domain !== registrableDomain(domain))
    faults.push({
      at: 'domain',
      says: 'a registrable domain in lower case, such as shop.example and not www.shop.example',
    })
  if (!Array.isArray(slots)) return [...faults, { at: 'slots', says: 'slots as a list' }]
  const names = new Set<unknown>()
  for (const [index, slot] of slots.entries()) {
    const at = `slots.${index}`
    faults.push(...within(at, faultsInSlot(slot)))
    if (!isObject(slot)) continue
    if (names.has(slot.event_name))
      faults.push({ at: `${at}.event_name`, says: 'each event_name once; this one is there already' })
    names.add(slot.event_name)
  }
  if (faults.length > 0) return faults
  const taken = (slots as unknown as Slot[]).reduce((sum, slot) => sum + slotsTaken(slot), 0)
  if (taken <= SLOTS_MAX) return []
  const says = `at most ${SLOTS_MAX} slots, of which a value set takes one for each range; these take ${taken}`
  return [{ at: 'slots', says }]
}

function faultsInSlot(slot: unknown): SlotFault[] {
  if (!isObject(slot)) return [{ at: '', says: 'an object' }]
  const faults = othersIn(slot, ['event_name', 'value_set'])
  const { event_name, value_set } = slot
  if (typeof event_name !== 'string' || event_name.trim() === '' || event_name.length > EVENT_NAME_CHARS_MAX)
    faults.push({ at: 'event_name', says: `an event_name of 1 to ${EVENT_NAME_CHARS_MAX} characters` })
  return value_set === undefined ? faults : [...faults, ...within('value_set', faultsInValueSet(value_set))]
}

function faultsInValueSet(set: unknown): SlotFault[] {
  if (!isObject(set)) return [{ at: '', says: 'value_set as an object' }]
  const faults = othersIn(set, ['currency', 'ranges'])
  const { currency, ranges } = set
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    faults.push({ at: 'currency', says: 'a currency of three capital letters, such as USD' })
  if (!Array.isArray(ranges) || ranges.length < VALUE_RANGES_MIN || ranges.length > SLOTS_MAX)
    return [...faults, { at: 'ranges', says: `${VALUE_RANGES_MIN} to ${SLOTS_MAX} ranges` }]
  const ascend = ranges.every(
    (bound, index) => isBound(bound) && (index === 0 || Number(bound) > Number(ranges[index - 1])),
  )
  if (!ascend || ranges[0] !== 0)
    faults.push({ at: 'ranges', says: 'ranges by their lower bounds: 0 first, then ascending numbers' })
  return faults
}

const isBound = (bound: unknown): boolean => typeof bound === 'number' && bound >= 0 && bound <= VALUE_MAX

/** Fields that nobody knows; a mistyped one would otherwise seem to be taken. */
const othersIn = (object: object, names: readonly string[]): SlotFault[] =>
  Object.keys(object).every((name) => names.includes(name))
    ? []
    : [{ at: '', says: `${names.join(' and ')}, and nothing else,` }]
