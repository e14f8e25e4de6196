import type { Configuration, Dataset } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import type { JournalReader } from '../journal/port.js'
import { sightingIdOf } from '../journal/port.js'
import type { DeadWanted, DeliveryStatus, LedgerEntry } from '../outbox/ledger.js'
import { type Answered, type DeliveryLook, lookAtDelivery } from '../outbox/look-at-delivery.js'
import { type OutboxState, STATES } from '../outbox/states.js'
import type { DataPaths } from '../process/data-directory.js'
import type { SignalReading } from '../process/signal-reading.js'
import { WhenThere } from '../process/when-there.js'
import { readEvents } from '../report/events.js'
import type { FactsReader } from '../report/facts-reader.js'
import { type CountedByName, readCountedByName } from './counted-by-name.js'
import { type CountedEventShown, readCountedEvent } from './counted-event.js'
import { type EventNames, readEventNames } from './event-names.js'
import { type OneName, readOneName, SAMPLES_MAX } from './one-name.js'
import type { Range } from './pieces.js'
import { type Found, search } from './search.js'
import { readSeries, type Series, type SeriesWanted } from './series.js'
import { type DatasetSummary, meanMatchQuality, RecentScores, readSummary } from './summary.js'
import { readUrls } from './urls-of-name.js'

/** What became of a counted event at a destination. */
export interface Delivered extends Omit<LedgerEntry, 'event_name' | 'sighting_id' | 'seq'> {
  /** its name */
  destination: string
}
/** How delivery stands at one destination. */
export interface DeliveryShown extends Omit<DeliveryStatus, 'destination_id'> {
  answers: Answered[]
}

/** What Events Manager's pages read. Each is as fast at ten million events as at ten. */
export interface PageReading {
  /** of these datasets, those that are there */
  summaries(dataset_ids: readonly string[], now_ms: number): DatasetSummary[]
  series(dataset_id: string, wanted: SeriesWanted): Series
  countedByName(dataset_id: string, wanted: Omit<SeriesWanted, 'event_name'>): CountedByName
  eventNames(dataset_id: string, range: Range, now_ms: number): EventNames & { behind_rows: number }
  /** @returns undefined where nothing of that name was ever received */
  oneName(
    dataset_id: string,
    event_name: string,
    range: Range,
    now_ms: number,
  ): (OneName & { behind_rows: number }) | undefined
  /** @returns undefined where there is none */
  countedEvent(
    dataset_id: string,
    sighting_id: string,
  ): (CountedEventShown & { deliveries: Delivered[] }) | undefined
  search(dataset_id: string, q: string): Found[]
  /** a dataset's destinations, by their ids */
  delivery(dataset_id: string): { is_behind: boolean; destinations: { [id: string]: DeliveryShown } }
  /** refused and expired events of a destination, newest first */
  letters(destination_id: number, wanted: DeadWanted): LedgerEntry[]
  close(): void
}

interface Beside {
  facts: FactsReader
  journal: JournalReader
  signals: Pick<SignalReading, 'quality' | 'foundOrder'>
}

export function openPageReading(
  paths: DataPaths,
  configuration: Configuration,
  { facts, journal, signals }: Beside,
): PageReading {
  const ledger = new WhenThere(() => lookAtDelivery(paths, configuration, facts, journal))
  const scores = new RecentScores((id, now_ms) => meanMatchQuality(signals.quality(id, now_ms)))
  const settingsOf = (dataset: Dataset) => countingSettings(dataset.settings)
  return {
    summaries(dataset_ids, now_ms) {
      const datasets = dataset_ids.flatMap((id) => configuration.dataset(id) ?? [])
      const qualities = scores.of(
        datasets.map(({ id }) => id),
        now_ms,
      )
      return datasets.map((dataset, nth) =>
        readSummary(dataset, configuration.issues(dataset.id), qualities[nth] ?? null, now_ms, facts),
      )
    },
    series: (dataset_id, wanted) => readSeries(dataset_id, wanted, facts),
    countedByName: (dataset_id, wanted) => readCountedByName(dataset_id, wanted, facts),
    eventNames(dataset_id, range, now_ms) {
      const quality = signals.quality(dataset_id, now_ms)
      const issues = configuration.issues(dataset_id)
      const { behind_rows } = quality
      return { ...readEventNames(dataset_id, range, { quality, issues }, facts), behind_rows }
    },
    oneName(dataset_id, event_name, range, now_ms) {
      const dataset = configuration.dataset(dataset_id)
      if (!dataset) return undefined
      const quality = signals.quality(dataset_id, now_ms)
      const issues = configuration.issues(dataset_id)
      const wanted = { event_name, since_ms: 0, limit: SAMPLES_MAX }
      const samples = readEvents(dataset_id, wanted, facts, journal, settingsOf(dataset))
      const urls = readUrls(dataset_id, event_name, facts, journal)
      const one = readOneName(dataset_id, event_name, range, { urls, quality, issues, samples }, facts)
      return one && { ...one, behind_rows: quality.behind_rows }
    },
    countedEvent(dataset_id, sighting_id) {
      const dataset = configuration.dataset(dataset_id)
      if (!dataset) return undefined
      const found = readCountedEvent(dataset_id, sighting_id, facts, journal, settingsOf(dataset))
      return found && { ...found.event, deliveries: deliveriesOf(dataset_id, found.event_seq, ledger.get()) }
    },
    search(dataset_id, q) {
      const order = signals.foundOrder(dataset_id, q)
      const seq = order?.purchase_seq ?? null
      const id_of = (of: number) => facts.sighting(of)?.sighting_id ?? sightingIdOf(of, journal.store_id)
      const orders: Found[] = order
        ? [
            {
              kind: 'order',
              order_id: order.order_id,
              state: order.order?.state ?? null,
              placed_at_ms: order.order?.placed_at_ms ?? null,
              sighting_id: seq === null ? null : id_of(seq),
            },
          ]
        : []
      return [...search(dataset_id, q, facts, journal), ...orders]
    },
    delivery(dataset_id) {
      const look = ledger.get()
      const shown = configuration
        .destinations(dataset_id)
        .map(({ id }) => [String(id), look ? shownOf(id, look) : NOTHING_DELIVERED] as const)
      return { is_behind: look?.isBehind() ?? false, destinations: Object.fromEntries(shown) }
    },
    letters: (destination_id, wanted) => ledger.get()?.letters(destination_id, wanted) ?? [],
    close: () => ledger.close(),
  }

  function deliveriesOf(dataset_id: string, seq: number, look: DeliveryLook | undefined): Delivered[] {
    return configuration.destinations(dataset_id).flatMap(({ id, name }) => {
      const entry = look?.entry(id, seq)
      if (!entry) return []
      const { event_name: _name, sighting_id: _id, seq: _seq, ...fate } = entry
      return [{ ...fate, destination: name }]
    })
  }
}

function shownOf(id: number, look: DeliveryLook): DeliveryShown {
  const { destination_id: _id, ...status } = look.status(id)
  return { ...status, answers: look.answers(id) }
}

const NOTHING_DELIVERED: DeliveryShown = {
  counts: Object.fromEntries(STATES.map((state) => [state, 0])) as Record<OutboxState, number>,
  later_merged: { sent: 0, not_sent: 0 },
  reasons: { refused: {}, expired: {}, suppressed: {} },
  oldest_due_ms: null,
  health: null,
  answers: [],
}
