import type { CountedEvent, Sample } from '../../client/shapes.js'
import type { KeyRow, MatchRow } from './coverage.js'
import { besideOf, matchKeysBeside, parametersBeside } from './side-by-side.js'

type Cell = string | number | null
const timeOf = (at_ms: number) => new Date(at_ms).toISOString()
/** Text as text, all else as JSON. */
const textOf = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const shareHead = ['name', 'browser', 'browser_share', 'server', 'server_share']
export const shareRow = (row: KeyRow): Cell[] => [
  row.name,
  row.browser,
  row.browser_share,
  row.server,
  row.server_share,
]

export const matchHead = [
  'match_key',
  'weight',
  'would_lift_by',
  'score_with_it',
  'server_share_48_h',
  'valid_share_48_h',
  'browser',
  'server',
]
export const matchRow = (row: MatchRow): Cell[] => [
  row.key,
  row.label,
  row.gain,
  row.with_it,
  row.coverage,
  row.coverage === 0 ? null : row.validity,
  row.browser,
  row.server,
]

export const sampleHead = [
  'counted_at',
  'channels',
  'event_id',
  'page',
  'reports',
  'value',
  'currency',
  'sighting_id',
]
export const sampleRow = (sample: Sample): Cell[] => [
  timeOf(sample.counted_at_ms),
  sample.channels.join(' '),
  sample.event_id,
  sample.event_source_url,
  sample.sightings.length,
  typeof sample.value === 'number' ? sample.value : textOf(sample.value),
  textOf(sample.currency),
  sample.sighting_id,
]

/** A counted event as its page shows it: a line a field, what is counted, then each report beside it. */
export function countedCsv(event: CountedEvent): { head: string[]; rows: Cell[][] } {
  const beside = besideOf(event.sightings)
  const line = (field: string, counted: Cell, of: (sighting: (typeof beside)[number]) => Cell): Cell[] => [
    field,
    counted,
    ...beside.map(of),
  ]
  const keys = (at: string, rows: ReturnType<typeof parametersBeside>, show: (value: unknown) => Cell) =>
    rows.map(({ key, counted, said }) => [`${at}.${key}`, show(counted), ...said.map(show)])
  const form = (is_hashed: unknown): Cell =>
    is_hashed === undefined ? null : is_hashed === true ? 'hashed' : 'as sent'
  return {
    head: ['field', 'counted', ...beside.map(({ channel }, at) => `report_${at + 1}_${channel}`)],
    rows: [
      line('sighting_id', null, ({ sighting_id }) => sighting_id),
      line('received_at', null, ({ received_at_ms }) => timeOf(received_at_ms)),
      line('verdict', null, ({ verdict }) => verdict),
      line('method', null, ({ method }) => method),
      line('part', null, ({ part }) => part),
      line('event_id', event.event_id, ({ event_id }) => event_id),
      line('event_time', event.event_time, ({ said }) => said?.event_time ?? null),
      line('action_source', event.action_source, ({ said }) => said?.action_source ?? null),
      line('event_source_url', event.event_source_url, ({ said }) => said?.event_source_url ?? null),
      line('warnings', null, ({ warnings }) => warnings.join(' ')),
      ...keys('custom_data', parametersBeside(event, beside), textOf),
      ...keys('user_data', matchKeysBeside(event, beside), form),
    ],
  }
}
