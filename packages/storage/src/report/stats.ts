import Big from 'big.js'
import { hourOf } from '../fold/port.js'
import { ALL_HOURS, type FactsReader } from './facts-reader.js'

type ByChannel = { browser: number; server: number }

/** The books of a dataset: `stats --json`. */
export interface Stats {
  received: ByChannel
  counted: number
  duplicate: number
  rejected: number
  blocked: number
  restricted: number
  by_event: { [event_name: string]: EventStats }
  /** refusals by Meta's subcode or our own code */
  rejections: { [code: string]: number }
  blocks: { [code: string]: number }
  /** sightings that are measured in the aggregate only, by why */
  restrictions: { [code: string]: number }
}
export interface EventStats {
  received: ByChannel
  counted: number
  duplicate: number
  /** counted events that were reported on both channels */
  both: number
  /** sums of what the events show, by the currency that it came with */
  value: { [currency: string]: number }
}

/** Sums the hourly books from the hour of `since_ms` on: each sighting is in the hour in which it was received. */
export function readStats(dataset_id: string, since_ms: number | null, facts: FactsReader): Stats {
  return facts.together(() => {
    const hours = since_ms === null ? ALL_HOURS : { ...ALL_HOURS, from_hour: hourOf(since_ms) }
    const names = facts.names(dataset_id)
    const stats = emptyStats()
    const eventOf = (name_id: number): EventStats => {
      const name = names.get(name_id) ?? ''
      const known = Object.hasOwn(stats.by_event, name) ? stats.by_event[name] : undefined
      if (known) return known
      const fresh: EventStats = {
        received: { browser: 0, server: 0 },
        counted: 0,
        duplicate: 0,
        both: 0,
        value: {},
      }
      Object.defineProperty(stats.by_event, name, {
        value: fresh,
        enumerable: true,
        configurable: true,
        writable: true,
      })
      return fresh
    }
    for (const { name_id, channel, state, code, count } of facts.counts(dataset_id, hours)) {
      if (state === 'repeated' || count === 0) continue
      const event = eventOf(name_id)
      stats.received[channel] += count
      event.received[channel] += count
      stats[state] += count
      if (state === 'counted' || state === 'duplicate') event[state] += count
      if (state === 'rejected') add(stats.rejections, code, count)
      if (state === 'blocked') add(stats.blocks, code, count)
      if (state === 'restricted') add(stats.restrictions, code, count)
    }
    addAmounts(facts.amounts(dataset_id, hours), eventOf)
    return stats
  })
}

function addAmounts(
  amounts: { name_id: number; measure: string; amount: string }[],
  eventOf: (name_id: number) => EventStats,
): void {
  const sums = new Map<string, { name_id: number; measure: string; sum: Big }>()
  for (const { name_id, measure, amount } of amounts) {
    const key = `${name_id}:${measure}`
    const held = sums.get(key)
    sums.set(key, { name_id, measure, sum: (held?.sum ?? new Big(0)).plus(amount) })
  }
  for (const { name_id, measure, sum } of sums.values()) {
    if (sum.eq(0)) continue
    if (measure === 'both') eventOf(name_id).both = sum.toNumber()
    else eventOf(name_id).value[measure.slice('value:'.length)] = sum.toNumber()
  }
}

const emptyStats = (): Stats => ({
  received: { browser: 0, server: 0 },
  counted: 0,
  duplicate: 0,
  rejected: 0,
  blocked: 0,
  restricted: 0,
  by_event: {},
  rejections: {},
  blocks: {},
  restrictions: {},
})

function add(into: { [code: string]: number }, code: string, count: number): void {
  into[code] = (into[code] ?? 0) + count
}
