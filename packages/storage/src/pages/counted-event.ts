import {
  type Channel,
  CLEAR_KEYS,
  type CountingSettings,
  HASHED_KEYS,
  type JsonObject,
} from '@countersign/core'
import {
  type ExplainedEvent,
  explainEvent,
  type JudgedSighting,
  type Part,
  type Why,
} from '@countersign/core/report'
import type { SightingRow } from '../fold/port.js'
import { DecodedRows } from '../journal/decoded-rows.js'
import { type JournalReader, seqOfSightingId } from '../journal/port.js'
import type { EventReport, SightingReport } from '../report/events.js'
import type { FactsReader } from '../report/facts-reader.js'
import { type Gathered, gatherEvent, mergeGathered } from '../report/gather-event.js'
import { PAGE_QUERIES } from './queries.js'

/** That a match key is there; its value is told nowhere. */
export interface KeyPresent {
  key: string
  is_hashed: boolean
}
/** What an event says besides who it is about. */
export interface Said {
  event_time: number
  action_source: string | null
  event_source_url: string | null
  custom_data: JsonObject
  user_data: KeyPresent[]
}
export interface SightingBeside extends SightingReport {
  /** how long after the event's first sighting it was received */
  after_ms: number
  why: Why
  /** null: it is not known any more */
  part: Part | null
  /** as it was received; null where that is past its retention */
  said: Said | null
}
/** A counted event with its sightings side by side. */
export interface CountedEventShown extends Said, Pick<ExplainedEvent, 'primary' | 'merged'> {
  dataset_id: string
  event_name: string
  event_id: string | null
  channels: Channel[]
  counted_at_ms: number
  /** its sightings are past their retention: it is shown as it was last */
  is_archived: boolean
  merge_within_ms: number
  /** the first one first */
  sightings: SightingBeside[]
  /** there are more copies than are shown */
  has_more_sightings: boolean
}
/** The event, and the number of its first sighting. */
export interface FoundEvent {
  event_seq: number
  event: CountedEventShown
}

/** How many copies of an event are shown beside its first sighting: the earliest. */
const COPIES_MAX = 100

/** @param sighting_id  of any sighting of the event. @returns undefined where there is none, or what it said is gone */
export function readCountedEvent(
  dataset_id: string,
  sighting_id: string,
  facts: FactsReader,
  journal: JournalReader,
  settings: CountingSettings,
): FoundEvent | undefined {
  return facts.together(() => {
    const own = seqOfSightingId(sighting_id, journal.store_id)
    const row = own === undefined ? facts.sightingById(dataset_id, sighting_id) : facts.sighting(own)
    if (row === undefined)
      return own === undefined ? undefined : readArchived(dataset_id, own, facts, settings)
    if (row.dataset_id !== dataset_id || row.verdict === null) return undefined
    const anchor = facts.sighting(row.event_seq)
    return anchor && readLive(anchor, facts, journal, settings)
  })
}

function readLive(
  anchor: SightingRow,
  facts: FactsReader,
  journal: JournalReader,
  settings: CountingSettings,
): FoundEvent | undefined {
  const copies = facts
    .rowsOf<{ seq: number }>(PAGE_QUERIES.some_duplicates, { event_seq: anchor.seq, limit: COPIES_MAX + 2 })
    .flatMap(({ seq }) => (seq === anchor.seq ? [] : (facts.sighting(seq) ?? [])))
  const gathered = gatherEvent(
    anchor,
    copies.slice(0, COPIES_MAX),
    new DecodedRows(journal),
    journal.store_id,
  )
  if (!gathered) return undefined
  const { event, channels } = mergeGathered(gathered, settings)
  const [first, ...others] = gathered.map(judgedOf)
  if (!first) return undefined
  const explained = explainEvent(first, others, settings)
  const shown: CountedEventShown = {
    dataset_id: anchor.dataset_id,
    event_name: event.event_name,
    event_id: event.event_id,
    channels,
    counted_at_ms: anchor.received_at_ms,
    is_archived: false,
    ...saidBy(event),
    primary: explained.primary,
    merged: explained.merged,
    merge_within_ms: settings.merge_window_ms,
    sightings: gathered.map((one, nth) => besideOf(one, anchor, explained, nth)),
    has_more_sightings: copies.length > COPIES_MAX,
  }
  return { event_seq: anchor.seq, event: shown }
}

const judgedOf = ({ row, reported }: Gathered): JudgedSighting => ({
  reported,
  method: row.method,
  opens: row.opens,
})

function besideOf(
  { row, line, reported }: Gathered,
  anchor: SightingRow,
  { primary, sightings }: ExplainedEvent,
  nth: number,
): SightingBeside {
  const { why, part } = sightings[nth] ?? { why: { code: 'first' as const }, part: null }
  return {
    sighting_id: reported.sighting_id,
    channel: row.channel,
    received_at_ms: row.received_at_ms,
    after_ms: row.received_at_ms - anchor.received_at_ms,
    verdict: row.verdict ?? 'counted',
    method: row.method,
    primary: reported.sighting_id === primary.sighting_id,
    event_id: line.event.event_id,
    warnings: line.warnings ?? [],
    why,
    part,
    said: saidBy(line.event),
  }
}

type Saying = Pick<EventReport, 'event_time' | 'action_source' | 'custom_data'> & {
  event_source_url?: string | null
  user_data: object
}

const saidBy = ({ event_time, action_source, event_source_url, custom_data, user_data }: Saying): Said => ({
  event_time,
  action_source,
  event_source_url: event_source_url ?? null,
  custom_data,
  user_data: keysIn(user_data),
})

/** In the order of the Conversions API's own list. */
function keysIn(user_data: object): KeyPresent[] {
  const is_there = new Set(
    Object.entries(user_data)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key]) => key),
  )
  return [
    ...HASHED_KEYS.map((key) => ({ key, is_hashed: true })),
    ...CLEAR_KEYS.map((key) => ({ key, is_hashed: false })),
  ].filter(({ key }) => is_there.has(key))
}

/** As it was shown when its sightings went: what each of them said is not known. */
function readArchived(
  dataset_id: string,
  seq: number,
  facts: FactsReader,
  settings: CountingSettings,
): FoundEvent | undefined {
  const [row] = facts.rowsOf<{ dataset_id: number; report: string }>(PAGE_QUERIES.archived_event, { seq })
  if (row === undefined || String(row.dataset_id) !== dataset_id) return undefined
  const { sightings, user_data, ...report } = JSON.parse(row.report) as EventReport
  const [first, ...others] = sightings.slice(0, COPIES_MAX + 1).map((one) => archivedAs(one, report))
  if (!first) return undefined
  const explained = explainEvent(first, others, settings)
  const primary = sightings.find((one) => one.primary) ?? sightings[0]
  const event: CountedEventShown = {
    ...report,
    user_data: keysIn(user_data),
    is_archived: true,
    primary: {
      ...explained.primary,
      ...(primary && {
        sighting_id: primary.sighting_id,
        channel: primary.channel,
        received_at_ms: primary.received_at_ms,
        after_ms: primary.received_at_ms - report.counted_at_ms,
      }),
    },
    merged: [],
    merge_within_ms: settings.merge_window_ms,
    sightings: sightings.slice(0, COPIES_MAX + 1).map((one, nth) => ({
      ...one,
      after_ms: one.received_at_ms - report.counted_at_ms,
      why: explained.sightings[nth]?.why ?? { code: 'first' },
      part: one.primary ? 'primary' : null,
      said: null,
    })),
    has_more_sightings: report.has_more_sightings === true || sightings.length > COPIES_MAX + 1,
  }
  return { event_seq: seq, event }
}

const archivedAs = (
  { sighting_id, channel, received_at_ms, method, event_id }: SightingReport,
  { event_name, event_time }: Pick<EventReport, 'event_name' | 'event_time'>,
): JudgedSighting => ({
  method,
  opens: method === null,
  reported: {
    ...{ sighting_id, channel, received_at_ms },
    event: { event_name, event_time, event_id, action_source: null, user_data: {}, custom_data: {} },
  },
})
