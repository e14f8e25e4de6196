/** An event's place in a domain's order. Without a value set it is one slot, with one it is a slot for each range. */
export interface Slot {
  event_name: string
  value_set?: ValueSet
}
/** Ranges of value, by their lower bounds: ascending, the first 0. @source reference 10.2 */
export interface ValueSet {
  currency: string
  ranges: readonly number[]
}
/** A registrable domain and its events, the highest priority first. @source reference 10.1 */
export interface DomainSlots {
  domain: string
  slots: readonly Slot[]
}
/** What is measured, how long a person's window is, and from when on. */
export interface SlotOrder {
  effective_ms: number
  window_days: 1 | 7
  domains: readonly DomainSlots[]
}

/** @source reference 10.1, 10.2 */
export const SLOTS_MAX = 8
export const VALUE_RANGES_MIN = 4
/** Orders of the past that are remembered, so that old sightings can be folded as they were. */
export const ORDERS_MAX = 50

/** How many of the eight slots an entry takes. */
export const slotsTaken = ({ value_set }: Slot): number => value_set?.ranges.length ?? 1

/** The order in force at a time; undefined before the first one. @param orders  by effective_ms */
export const orderAt = (orders: readonly SlotOrder[], at_ms: number): SlotOrder | undefined =>
  orders.findLast((order) => order.effective_ms <= at_ms)

/** The order that is waiting to take effect. */
export const pendingOrder = (orders: readonly SlotOrder[], now_ms: number): SlotOrder | undefined =>
  orders.find((order) => order.effective_ms > now_ms)

/**
 * Enters an edit: it takes effect after a delay, and the order in force stays until then. One that was waiting is
 * replaced, and the delay begins anew. The very first takes effect at once, since there is nothing to keep.
 * @source reference 10.1
 */
export function withEdit(
  orders: readonly SlotOrder[],
  edit: Omit<SlotOrder, 'effective_ms'>,
  now_ms: number,
  delay_ms: number,
): SlotOrder[] {
  const past = orders.filter((order) => order.effective_ms <= now_ms)
  const effective_ms = past.length === 0 ? now_ms : now_ms + delay_ms
  return [...past.slice(1 - ORDERS_MAX), { ...edit, effective_ms }]
}
