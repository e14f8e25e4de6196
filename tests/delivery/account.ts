import { expect } from 'vitest'
import { type CountedEvent, readEvents, readStats, verify } from '../process/books.js'
import type { Taken } from './emulator-process.js'
import { type Scene, type Shop, type Status, settled } from './scene.js'

/** A line of `delivery ledger --json`, no more than the tests look at. */
export interface Entry {
  sighting_id: string
  event_name: string
  state: keyof Status['counts']
  later_merged: boolean
  reason: string | null
  attempts: number
  request: {
    http: number | null
    fbtrace_id: string | null
    events_received: number | null
    why: string | null
  } | null
  refusal: {
    http: number
    code: number | null
    subcode: number | null
    title: string
    message: string
  } | null
  edited: boolean
}

export interface Account {
  status: Status
  entries: Entry[]
  events: CountedEvent[]
  taken: Taken[]
  /** in words, what does not add up */
  faults: string[]
}

const ALL = 1_000_000
type Observed = Pick<Scene, 'commands' | 'emulator'>

export const readLedger = (
  { commands }: Pick<Scene, 'commands'>,
  shop: Shop,
  ...args: string[]
): Promise<Entry[]> =>
  commands.lines<Entry>('delivery', 'ledger', String(shop.destination), '--limit', String(ALL), ...args)

/** Under which event_id a counted event goes out. */
export const sentUnder = ({ event_id, sightings }: CountedEvent): string =>
  event_id ?? anchorOf(sightings)?.sighting_id ?? ''

/**
 * Holds what was counted against the ledger, and both against what Meta counts. Of all that was counted each event has one
 * fate: accepted, which Meta then counts once, or not, with a reason, and then Meta does not have it.
 */
async function readAccount(scene: Observed, shop: Shop, status: Status): Promise<Account> {
  const { commands, emulator } = scene
  const [entries, events, taken, stats, books] = await Promise.all([
    readLedger(scene, shop),
    readEvents(commands, shop.id, ALL),
    emulator.taken(shop.target),
    readStats(commands, shop.id),
    verify(commands),
  ])
  const faults = [...faultsOf(events, entries, taken), ...faultsOfCounts(status, entries, stats.counted)]
  if (!books.balanced) faults.push(`verify: ${JSON.stringify(books.imbalances)}`)
  if (stats.counted !== events.length) faults.push(`${stats.counted} are counted, ${events.length} listed`)
  return { status, entries, events, taken, faults }
}

/** Waits until none of so many counted events is on its way any more; then all is in order. */
export async function expectInOrder(
  scene: Observed,
  shop: Shop,
  events: number,
  within_ms?: number,
): Promise<Account> {
  const account = await readAccount(scene, shop, await settled(scene, shop, events, within_ms))
  expect(account.faults).toEqual([])
  expect(account.events).toHaveLength(events)
  return account
}

/** What is wrong between the counted events, the ledger, and what Meta has. */
export function faultsOf(
  events: readonly CountedEvent[],
  entries: readonly Entry[],
  taken: readonly Taken[],
): string[] {
  const faults: string[] = []
  const counted_there = countedThere(taken)
  const fates = new Map<string, Entry[]>()
  for (const entry of entries) fates.set(entry.sighting_id, [...(fates.get(entry.sighting_id) ?? []), entry])
  for (const event of events) {
    const name = sentUnder(event)
    const [entry, ...more] = fates.get(anchorOf(event.sightings)?.sighting_id ?? '') ?? []
    const times = counted_there.get(`${event.event_name} ${name}`) ?? 0
    counted_there.delete(`${event.event_name} ${name}`)
    if (!entry || more.length > 0) faults.push(`${name} has ${entry ? more.length + 1 : 0} fates`)
    else if (entry.state === 'sent' && times !== 1)
      faults.push(`${name} is sent, and counted there ${times} times`)
    else if (entry.state !== 'sent' && times > 0) faults.push(`${name} is ${entry.state}, and counted there`)
    else if (entry.state !== 'sent' && entry.reason === null)
      faults.push(`${name} is ${entry.state} for no reason`)
    else if (entry.state === 'sent' && entry.request?.fbtrace_id == null)
      faults.push(`${name} has no fbtrace_id`)
  }
  for (const name of counted_there.keys()) faults.push(`${name} is counted there, and not here`)
  return faults
}

function faultsOfCounts({ counts }: Status, entries: readonly Entry[], counted: number): string[] {
  const faults: string[] = []
  const sum = Object.values(counts).reduce((all, count) => all + count, 0)
  if (sum !== counted) faults.push(`${counted} are counted, the fates add up to ${sum}`)
  for (const [state, count] of Object.entries(counts)) {
    const listed = entries.filter((entry) => entry.state === state && !entry.later_merged).length
    if (listed !== count) faults.push(`${count} are ${state}, ${listed} are listed as that`)
  }
  return faults
}

function countedThere(taken: readonly Taken[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const { verdict, event_name, event_id } of taken) {
    const key = `${event_name} ${event_id}`
    if (verdict === 'counted') counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return counted
}

const anchorOf = (sightings: CountedEvent['sightings']) =>
  sightings.find(({ verdict }) => verdict === 'counted')
