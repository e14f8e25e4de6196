import type { Channel, CountingSettings, JsonObject, Method, UserData } from '@countersign/core'
import type { SightingRow } from '../fold/port.js'
import { DecodedRows } from '../journal/decoded-rows.js'
import type { JournalReader } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'
import { gatherEvent, mergeGathered } from './gather-event.js'

/** A counted event with its explanation: a line of `events --json`. */
export interface EventReport {
  dataset_id: string
  event_name: string
  event_id: string | null
  event_time: number
  action_source: string | null
  event_source_url: string | null
  channels: Channel[]
  counted_at_ms: number
  custom_data: JsonObject
  user_data: Omit<UserData, 'fbp' | 'fbc'> & { fbp: string | null; fbc: string | null }
  sightings: SightingReport[]
  /** there are more sightings than are told: the first 101 are, and the event is put together from these; absent: none */
  has_more_sightings?: true
}
export interface SightingReport {
  channel: Channel
  received_at_ms: number
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** the one whose fields are shown */
  primary: boolean
  sighting_id: string
  event_id: string | null
  warnings: string[]
}

export interface EventsWanted {
  event_name: string | null
  since_ms: number
  limit: number
}

/** What a page sends a million times, or a queue that lost its mind, is one event all the same: it is not read whole. */
const COPIES_MAX = 100
/** One more, so that it is known whether there are more. */
export const COPIES_READ = COPIES_MAX + 1

/** Counted events, newest first: put together from their sightings, or as archived where these are gone. */
export function readEvents(
  dataset_id: string,
  wanted: EventsWanted,
  facts: FactsReader,
  journal: JournalReader,
  settings: CountingSettings,
): EventReport[] {
  const lines = new DecodedRows(journal)
  const store_id = journal.store_id
  const { event_name, since_ms, limit } = wanted
  return facts.together(() => {
    const live = facts
      .events(dataset_id, event_name, since_ms, limit)
      .map((row) => reportOf(row, facts.duplicatesOf(row.seq, COPIES_READ), lines, store_id, settings))
      .filter((event) => event !== undefined)
    const archived = facts
      .archived(dataset_id, event_name, since_ms, limit)
      .map((text) => JSON.parse(text) as EventReport)
    if (archived.length === 0) return live
    return [...live, ...archived].sort((a, b) => b.counted_at_ms - a.counted_at_ms).slice(0, limit)
  })
}

/**
 * The event of its first copies, which says where it has more.
 * @param duplicates  the first COPIES_READ of them
 * @returns undefined where what the anchor said is gone
 */
export function reportOf(
  anchor: SightingRow,
  duplicates: SightingRow[],
  lines: DecodedRows,
  store_id: string,
  settings: CountingSettings,
): EventReport | undefined {
  const said = gatherEvent(anchor, duplicates.slice(0, COPIES_MAX).sort(byTime), lines, store_id)
  if (!said) return undefined
  const shown = mergeGathered(said, settings)
  const { event } = shown
  return {
    dataset_id: anchor.dataset_id,
    event_name: event.event_name,
    event_id: event.event_id,
    event_time: event.event_time,
    action_source: event.action_source,
    event_source_url: event.event_source_url ?? null,
    channels: shown.channels,
    counted_at_ms: anchor.received_at_ms,
    custom_data: event.custom_data,
    user_data: { ...event.user_data, fbp: event.user_data.fbp ?? null, fbc: event.user_data.fbc ?? null },
    sightings: said.map(({ row, line, reported }) => ({
      channel: row.channel,
      received_at_ms: row.received_at_ms,
      verdict: row.verdict ?? 'counted',
      method: row.method,
      primary: reported === shown.primary,
      sighting_id: reported.sighting_id,
      event_id: line.event.event_id,
      warnings: line.warnings ?? [],
    })),
    ...(duplicates.length > COPIES_MAX && { has_more_sightings: true }),
  }
}

const byTime = (a: SightingRow, b: SightingRow): number =>
  a.received_at_ms - b.received_at_ms || a.seq - b.seq
