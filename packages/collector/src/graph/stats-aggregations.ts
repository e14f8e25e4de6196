import type { Channel } from '@countersign/core'
import type { Hourly } from '@countersign/storage'

/** A row of one hour: what, and how often. */
export interface StatsRow {
  value: string
  count: number
  event?: string
}

/** What is asked of the books. */
export interface StatsAsked {
  dataset_id: string
  /** only this event; null: all */
  event: string | null
  /** only this channel; null: both */
  channel: Channel | null
}

type Count = Hourly['counts'][number]
type Present = Hourly['present'][number]
/** What a line of the books adds to its hour; null: nothing. */
type FromCount = (count: Count, event_name: string, asked: StatsAsked) => Omit<StatsRow, 'count'> | null
type FromPresent = (present: Present) => string | null

/** Whether a sighting came in as an event, be it as another copy of one. */
const isEvent = ({ state }: Count): boolean => state === 'counted' || state === 'duplicate'

/** Aggregations over the counts. @source reference 5.8; its README says what we take each to mean */
const BY_COUNT: { [aggregation: string]: FromCount | undefined } = {
  event: (count, event_name) => (isEvent(count) ? { value: event_name } : null),
  event_total_counts: (count, event_name) => (count.state === 'counted' ? { value: event_name } : null),
  event_source: (count) =>
    isEvent(count) ? { value: count.channel === 'browser' ? 'WEB' : 'SERVER' } : null,
  event_processing_results: (count, event_name) =>
    count.state === 'repeated' ? null : { value: count.state, event: event_name },
  pixel_fire: (count, _, { dataset_id }) =>
    isEvent(count) && count.channel === 'browser' ? { value: dataset_id } : null,
}

/** Aggregations over what was present on the events. */
const BY_PRESENCE: { [aggregation: string]: FromPresent | undefined } = {
  match_keys: ({ present }) => after('match_key:', present),
  custom_data_field: ({ present }) => (present === 'param:event_id' ? null : after('param:', present)),
  host: ({ present }) => after('host:', present),
}

export const AGGREGATIONS: readonly string[] = [...Object.keys(BY_COUNT), ...Object.keys(BY_PRESENCE)]

/** How many rows an hour has at most, the most frequent ones. @source reference 5.8 */
const ROWS_MAX = 100
const HOSTS_MAX = 10_000

/** Sums the books hour by hour. @returns the hours that have rows, in order, each with its rows by count */
export function aggregate(aggregation: string, hourly: Hourly, asked: StatsAsked): Map<number, StatsRow[]> {
  const hours = new Map<number, Map<string, StatsRow>>()
  const add = (hour: number, row: Omit<StatsRow, 'count'>, count: number) => {
    const rows = hours.get(hour) ?? new Map<string, StatsRow>()
    const key = `${row.value}\n${row.event ?? ''}`
    const held = rows.get(key)
    if (held === undefined) rows.set(key, { ...row, count })
    else held.count += count
    hours.set(hour, rows)
  }
  const nameOf = ({ name_id }: { name_id: number }) => hourly.names.get(name_id) ?? ''
  const isAsked = (line: { name_id: number; channel: Channel }) =>
    (asked.channel === null || asked.channel === line.channel) &&
    (asked.event === null || asked.event === nameOf(line))

  const fromCount = BY_COUNT[aggregation]
  const fromPresent = BY_PRESENCE[aggregation]
  if (fromCount !== undefined)
    for (const line of hourly.counts) {
      const row = line.count > 0 && isAsked(line) ? fromCount(line, nameOf(line), asked) : null
      if (row !== null) add(line.hour, row, line.count)
    }
  if (fromPresent !== undefined)
    for (const line of hourly.present) {
      const value = line.count > 0 && isAsked(line) ? fromPresent(line) : null
      if (value !== null) add(line.hour, { value }, line.count)
    }
  const rows_max = aggregation === 'host' ? HOSTS_MAX : ROWS_MAX
  return new Map([...hours].sort(([a], [b]) => a - b).map(([hour, rows]) => [hour, most(rows, rows_max)]))
}

const most = (rows: Map<string, StatsRow>, rows_max: number): StatsRow[] =>
  [...rows.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, rows_max)

const after = (prefix: string, text: string): string | null =>
  text.startsWith(prefix) ? text.slice(prefix.length) : null
