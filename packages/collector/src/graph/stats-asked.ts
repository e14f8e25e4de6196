import { accept, type Problem, type Result, refuse } from '@countersign/core'
import { AGGREGATIONS, type StatsAsked } from './stats-aggregations.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back the edge looks. @source reference 5.8 */
const BACK_MS_MAX = 7 * DAY_MS

export interface StatsWanted extends StatsAsked {
  aggregation: string
  /** hours since the epoch: from inclusive, to exclusive */
  from_hour: number
  to_hour: number
}

/**
 * Reads what a call of the stats edge asks for. Without times: the last 24 hours. A start of more than 7
 * days ago is taken as 7 days ago.
 * @param text  gives a parameter as it was sent
 * @returns Problems, one of: parameter_invalid, parameter_missing
 */
export function readStatsAsked(
  dataset_id: string,
  text: (name: string) => string | undefined,
  now_ms: number,
): Result<StatsWanted> {
  const aggregation = text('aggregation') ?? 'event'
  if (!AGGREGATIONS.includes(aggregation))
    return refuse([invalid('aggregation', `must be one of ${AGGREGATIONS.join(', ')}`)])
  const event = text('event') ?? null
  if (aggregation === 'custom_data_field' && event === null)
    return refuse([{ code: 'parameter_missing', at: 'event', seen: 'event' }])
  const source = text('event_source')
  if (source !== undefined && source !== 'WEB_ONLY' && source !== 'SERVER_ONLY')
    return refuse([invalid('event_source', 'must be WEB_ONLY or SERVER_ONLY')])
  const end_ms = timeOf(text('end_time'), now_ms)
  if (end_ms === null) return refuse([invalid('end_time', TIME)])
  const start_ms = timeOf(text('start_time'), end_ms - DAY_MS)
  if (start_ms === null) return refuse([invalid('start_time', TIME)])
  if (start_ms > end_ms) return refuse([invalid('start_time', 'must be before end_time')])
  return accept({
    dataset_id,
    aggregation,
    event,
    channel: source === undefined ? null : source === 'WEB_ONLY' ? 'browser' : 'server',
    from_hour: Math.floor(Math.max(start_ms, now_ms - BACK_MS_MAX) / HOUR_MS),
    to_hour: Math.ceil(Math.min(end_ms, now_ms + HOUR_MS) / HOUR_MS),
  })
}

const TIME = 'must be a Unix time in seconds, or ISO 8601'

/** @returns null where it is no time */
function timeOf(text: string | undefined, otherwise_ms: number): number | null {
  if (text === undefined || text === '') return otherwise_ms
  // A `+` that was not encoded comes out of a query as a space: `2026-01-01T10:00:00 0000`.
  const time_ms = /^\d{1,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text.replace(/ (?=\d{4}$)/, '+'))
  return Number.isFinite(time_ms) && Math.abs(time_ms) < 8e15 ? time_ms : null
}

const invalid = (at: string, seen: string): Problem => ({ code: 'parameter_invalid', at, seen })

export const hourStart = (hour: number): number => hour * HOUR_MS
