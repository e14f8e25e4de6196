import { type SlotOrder, slotsTaken, type ValueSet } from './slot-order.js'

/** Where an event stands in the order of its domain. */
export interface Placed {
  /** 0 is the highest priority */
  slot: number
  event_name: string
  /** the range of its value, e.g. `50-100 USD` or `100+ USD`; '' where the event has no value set */
  bucket: string
}
/** What a restricted sighting says of its value: decimal text, and the currency that it came with. */
export interface Valued {
  value?: string
  currency?: string
}

/**
 * The slot of an event in the order in force. A value that is missing, or in another currency than the set's, is in the
 * lowest range: it must not outrank what is known to be worth more.
 * @returns null where the domain is not measured or has no slot for the event
 * @source reference 10.1, 10.2
 */
export function placeEvent(
  order: SlotOrder | undefined,
  domain: string,
  event_name: string,
  valued: Valued,
): Placed | null {
  let slot = 0
  for (const entry of order?.domains.find((known) => known.domain === domain)?.slots ?? []) {
    if (entry.event_name !== event_name) slot += slotsTaken(entry)
    else if (!entry.value_set) return { slot, event_name, bucket: '' }
    else return { event_name, ...placeValue(entry.value_set, slot, valued) }
  }
  return null
}

/** All slots of a domain, the highest priority first. */
export function slotsOf(order: SlotOrder | undefined, domain: string): Placed[] {
  const slots: Placed[] = []
  for (const entry of order?.domains.find((known) => known.domain === domain)?.slots ?? []) {
    const { event_name, value_set } = entry
    const ranges = value_set?.ranges.map((_, range) => bucketOf(value_set, range)) ?? ['']
    for (const bucket of ranges.reverse()) slots.push({ slot: slots.length, event_name, bucket })
  }
  return slots
}

/** The highest range is the highest priority of the set. */
function placeValue(set: ValueSet, first_slot: number, { value, currency }: Valued) {
  const number = value !== undefined && currency === set.currency ? Number(value) : 0
  const range = Math.max(
    0,
    set.ranges.findLastIndex((bound) => bound <= number),
  )
  return { slot: first_slot + set.ranges.length - 1 - range, bucket: bucketOf(set, range) }
}

function bucketOf({ ranges, currency }: ValueSet, range: number): string {
  const next = ranges[range + 1]
  return `${ranges[range]}${next === undefined ? '+' : `-${next}`} ${currency}`
}
