import type { BadRequest } from './counted/bad-requests.js'
import { type Totals, totalsOf } from './counted/books.js'
import { type Conversion, Conversions } from './counted/conversions.js'
import type { ReceivedEvent } from './counted/kept-events.js'
import type { Store } from './counted/store.js'
import type { Failures } from './fail/failures.js'
import { type EventsWanted, LIMIT_DEFAULT } from './front/events-wanted.js'
import { noRequests, type RequestCounts } from './front/request-counts.js'

/** All totals. received = counted + duplicate + rejected; they stay exact whatever is dropped. */
export interface Counts extends Totals, RequestCounts {
  /** events that can be listed, and those that newer ones have pushed out of the list */
  kept: number
  dropped: number
  /** deduplication keys that had to be given up: copies of these events would count again */
  keys_forgotten: number
  by_event: { [event_name: string]: Totals }
}

/** What can be asked of an emulator about what came in; the same by HTTP and in the process. */
export class Inspection {
  constructor(
    private readonly store: Store,
    readonly failures: Failures,
    private readonly requests: RequestCounts,
  ) {}

  get dropped(): number {
    return this.store.kept.dropped
  }

  /** Accepted reports, in the order in which they came: the latest where there are more than the limit. */
  events(wanted: EventsWanted): { events: ReceivedEvent[]; matched: number } {
    const found: ReceivedEvent[] = []
    for (const event of this.store.kept) if (isWanted(event, wanted)) found.push(event)
    return { events: latest(found, wanted), matched: found.length }
  }

  /** Counted events, each with all of its reports, in the order in which they were first reported. */
  good(wanted: EventsWanted): { good: Conversion[]; matched: number } {
    const { channel, verdict, ...of_any_report } = wanted
    const conversions = new Conversions()
    for (const event of this.store.kept)
      if (isWanted(event, { ...of_any_report, event_id: undefined })) conversions.add(event)
    const found: Conversion[] = []
    for (const conversion of conversions.all()) {
      const { event_id } = wanted
      const has_id =
        event_id === undefined || conversion.sightings.some((sighting) => sighting.event_id === event_id)
      const has_channel = channel === undefined || conversion.channels.some((one) => one === channel)
      if (has_id && has_channel && verdict !== 'duplicate') found.push(conversion)
    }
    return { good: latest(found, wanted), matched: found.length }
  }

  bad(): { bad: readonly BadRequest[]; dropped: number } {
    return { bad: this.store.bad.all(), dropped: this.store.bad.dropped }
  }

  count({
    dataset_id = null,
    event_name = null,
  }: {
    dataset_id?: string | null
    event_name?: string | null
  }): Counts {
    const { books, kept, deduplication } = this.store
    const names = books.names(dataset_id).filter((name) => event_name === null || name === event_name)
    return {
      ...this.requests,
      ...totalsOf(books.cells(dataset_id, event_name)),
      kept: kept.kept,
      dropped: kept.dropped,
      keys_forgotten: deduplication.keys_forgotten,
      by_event: Object.fromEntries(names.map((name) => [name, totalsOf(books.cells(dataset_id, name))])),
    }
  }

  /** Forgets all that came in, and all failures. */
  reset(): void {
    this.store.clear()
    this.failures.clear()
    Object.assign(this.requests, noRequests())
  }
}

const NAMES = ['dataset_id', 'event_name', 'event_id', 'channel', 'verdict'] as const

const isWanted = (event: ReceivedEvent, wanted: { [name in keyof EventsWanted]?: unknown }): boolean =>
  NAMES.every((name) => wanted[name] === undefined || event[name] === wanted[name])

const latest = <T>(found: T[], { limit = LIMIT_DEFAULT }: EventsWanted): T[] =>
  limit === 0 ? [] : found.slice(-limit)
