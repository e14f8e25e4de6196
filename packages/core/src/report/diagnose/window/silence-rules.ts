import type { Channel } from '../../../event.js'
import { HOUR_MS } from '../../../time.js'
import { eventsOf, percent, thousands, upperFirst } from '../../sentences.js'
import type { Hour, MeasureCount } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { Flows } from './flows.js'
import { isRaised, RULE_ROWS } from './rows.js'
import type { View } from './view.js'

const DAY_HOURS = 24
/** A fold that is so far behind has not seen what may well be there. */
const BEHIND_ROWS_MAX = 1_000

/** What no longer comes. Nothing is said of it while the fold is behind. */
export function diagnoseSilence(view: View): Diagnosis[] {
  if (view.window.behind_rows > BEHIND_ROWS_MAX) return []
  const flows = new Flows(view.window)
  return [
    ...pixelNotInstalled(view),
    ...webhooksSilent(view, flows),
    ...volumeDropped(view, 'browser', flows),
    ...volumeDropped(view, 'server', flows),
  ]
}

/**
 * Nothing in 7 days, or in the first day of a dataset; or nothing more from the browser, which reported before. A dataset
 * that only a server ever reported to lacks no pixel.
 * @source reference 9.3
 */
function pixelNotInstalled({ window, week, books }: View): Diagnosis[] {
  const { now_ms, surroundings, daily } = window
  const is_new = now_ms - surroundings.created_at_ms < DAY_HOURS * HOUR_MS
  const has = (channel: Channel | null): boolean =>
    week.count(null, channel, 'seen') > 0 || STATES.some((state) => books.count(null, channel, state) > 0)
  if (is_new || has('browser')) return []
  const channel = has(null) ? 'browser' : null
  const seen_before = daily.filter((row) => isSeen(row) && (channel === null || row.channel === channel))
  const last = seen_before.reduce((latest, { hour }) => Math.max(latest, hour), -1)
  if (channel !== null && last < 0) return []
  const from = channel === null ? '' : ' from the browser'
  const seen =
    last < 0
      ? 'Nothing was received since the dataset was created.'
      : `Nothing was received${from} in the last 7 days; there were events before.`
  const first_ms = last < 0 ? surroundings.created_at_ms : (last + DAY_HOURS) * HOUR_MS
  return [
    diagnosisOf('pixel_not_installed', { channel, seen, affected: 0, total: 0, first_ms, last_ms: now_ms }),
  ]
}
const STATES = ['counted', 'duplicate', 'rejected', 'blocked', 'restricted'] as const
const isSeen = ({ measure, count }: MeasureCount): boolean => measure === 'seen' && count > 0

/** What is sent as it happens is late after so many hours; what a nightly job sends, after so many. */
const SILENT_HOURS_MIN = 3
const SILENT_HOURS_OF_JOBS_MIN = 26
const REAL_TIME_SHARE_MIN = 0.5

/**
 * No server event while the browser's go on, so many that by the ratio before some should have come. The silence is
 * counted from the last server event, so that it is told within hours. Where several names have stopped and no other
 * goes on, it is told once.
 */
function webhooksSilent(view: View, flows: Flows): Diagnosis[] {
  const silent = view.week.eventNames().flatMap((name) => silenceOf(view, name, flows) ?? [])
  const whole = silent.length > 1 ? silenceOf(view, null, flows) : null
  return whole === null ? silent : [whole]
}

function silenceOf(view: View, event_name: string | null, flows: Flows): Diagnosis | null {
  const { window, now_hour } = view
  const server = flows.of('daily', event_name, 'server')
  const server_before = sum(server)
  if (server_before < RULE_ROWS.webhooks_silent.sample_min) return null
  const last_hour = lastHour(flows.of('hourly', event_name, 'server'), server)
  const hours = now_hour - last_hour
  if (hours < silentHoursMin(view, event_name)) return null
  const since = sum(flows.of('hourly', event_name, 'browser').filter(({ hour }) => hour > last_hour))
  const before = browserBefore(flows, event_name, firstHour(server), last_hour)
  const ratio = before > 0 ? Math.min(1, server_before / before) : 0
  const expected = Math.floor(since * ratio)
  if (!isRaised('webhooks_silent', expected, expected)) return null
  return diagnosisOf('webhooks_silent', {
    event_name,
    channel: 'server',
    seen: `No ${eventsOf(event_name, 'server')} for ${hours} hours, in which the browser sent ${thousands(since)}; some ${thousands(expected)} were to be expected.`,
    affected: expected,
    total: expected,
    first_ms: (last_hour + 1) * HOUR_MS,
    last_ms: window.now_ms,
  })
}

/** By the hour where it is kept, else the end of its last day. */
function lastHour(hourly: readonly MeasureCount[], daily: readonly MeasureCount[]): Hour {
  return hourly.length > 0 ? latestHour(hourly) : latestHour(daily) + DAY_HOURS - 1
}

// Of all names there are more rows than a call takes arguments.
const latestHour = (rows: readonly MeasureCount[]): Hour =>
  rows.reduce((latest, { hour }) => Math.max(latest, hour), 0)
const firstHour = (rows: readonly MeasureCount[]): Hour =>
  rows.reduce((first, { hour }) => Math.min(first, hour), Number.POSITIVE_INFINITY)

/** The browser's events from the first day of the server's to its last hour, of whose day the rest is not before. */
function browserBefore(flows: Flows, event_name: string | null, first_day: Hour, last_hour: Hour): number {
  const day_end = last_hour - (last_hour % DAY_HOURS) + DAY_HOURS
  const days = flows
    .of('daily', event_name, 'browser')
    .filter(({ hour }) => hour >= first_day && hour <= last_hour)
  const rest = flows
    .of('hourly', event_name, 'browser')
    .filter(({ hour }) => hour > last_hour && hour < day_end)
  return sum(days) - sum(rest)
}

function silentHoursMin({ week }: View, event_name: string | null): number {
  const seen = week.count(event_name, 'server', 'seen')
  const at_once =
    week.count(event_name, 'server', 'delay:60') + week.count(event_name, 'server', 'delay:3600')
  return at_once >= seen * REAL_TIME_SHARE_MIN ? SILENT_HOURS_MIN : SILENT_HOURS_OF_JOBS_MIN
}

const sum = (rows: readonly MeasureCount[]): number => rows.reduce((total, { count }) => total + count, 0)

/** So many full days before make a quietest one that means something. */
const DAYS_MIN = 5
const DAYS_MAX = 7
/** A drop is held against the days from so many before it on, so that it is still told on its third day. */
const DAYS_BETWEEN = 2

/**
 * The last 24 hours against the quietest of 7 days before: weekends are as quiet each week. A channel that drops as a whole
 * is told once; else each of its names that does.
 */
function volumeDropped(view: View, channel: Channel, flows: Flows): Diagnosis[] {
  const whole = dropOf(view, null, channel, flows)
  if (whole !== null) return [whole]
  return view.week.eventNames().flatMap((event_name) => dropOf(view, event_name, channel, flows) ?? [])
}

function dropOf(view: View, event_name: string | null, channel: Channel, flows: Flows): Diagnosis | null {
  const { window, now_hour } = view
  const daily = flows.of('daily', event_name, channel)
  const earlier = fullDaysBefore(daily, now_hour - (1 + DAYS_BETWEEN) * DAY_HOURS)
  const days = earlier.length < DAYS_MIN ? fullDaysBefore(daily, now_hour - DAY_HOURS) : earlier
  if (days.length < DAYS_MIN) return null
  const quietest = Math.min(...days)
  const lately = flows.of('hourly', event_name, channel)
  const last = sum(lately.filter(({ hour }) => hour > now_hour - DAY_HOURS))
  const missing = quietest - last
  if (!isRaised('traffic_anomaly', missing, quietest)) return null
  return diagnosisOf('traffic_anomaly', {
    event_name,
    channel,
    seen: `${upperFirst(thousands(last))} ${eventsOf(event_name, channel)} in the last 24 hours, ${percent(missing, quietest)} fewer than the ${thousands(quietest)} of the quietest of ${days.length} days before.`,
    affected: missing,
    total: quietest,
    first_ms: (now_hour - DAY_HOURS) * HOUR_MS,
    last_ms: window.now_ms,
  })
}

/** Counts of the last days (UTC) that are over by an hour. Of the first day of all, a part may be missing. */
function fullDaysBefore(daily: readonly MeasureCount[], last_hour: Hour): number[] {
  const counts = new Map<Hour, number>()
  for (const { hour, count } of daily) counts.set(hour, (counts.get(hour) ?? 0) + count)
  const first_day = Math.min(...counts.keys())
  const end = last_hour + 1
  const from = end - (end % DAY_HOURS) - DAYS_MAX * DAY_HOURS
  const days = Array.from({ length: DAYS_MAX }, (_, nth) => from + nth * DAY_HOURS)
  return days.filter((day) => day > first_day).map((day) => counts.get(day) ?? 0)
}
