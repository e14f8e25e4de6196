import type { Channel } from '../../../event.js'
import type { Hour, MeasureCount } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { isRaised, RULE_ROWS } from './rows.js'
import { eventsOf, percent, thousands, upperFirst } from './sentences.js'
import { HOUR_MS, type View } from './view.js'

const DAY_HOURS = 24
/** A fold that is so far behind has not seen what may well be there. */
const BEHIND_ROWS_MAX = 1_000

/** What no longer comes. Nothing is said of it while the fold is behind. */
export function diagnoseSilence(view: View): Diagnosis[] {
  if (view.window.behind_rows > BEHIND_ROWS_MAX) return []
  const silent = pixelNotInstalled(view)
  if (silent.length > 0) return silent
  return [
    ...view.week.eventNames().flatMap((event_name) => webhooksSilent(view, event_name)),
    ...volumeDropped(view, 'browser'),
    ...volumeDropped(view, 'server'),
  ]
}

/** Nothing in 7 days, or in the first day of a dataset. @source reference 9.3 */
function pixelNotInstalled({ window, week, books }: View): Diagnosis[] {
  const { now_ms, surroundings } = window
  const is_new = now_ms - surroundings.created_at_ms < DAY_HOURS * HOUR_MS
  const has_any =
    week.count(null, null, 'seen') > 0 || STATES.some((state) => books.count(null, null, state) > 0)
  if (is_new || has_any) return []
  const last = window.daily.filter(isSeen).reduce((latest, { hour }) => Math.max(latest, hour), -1)
  const seen =
    last < 0
      ? 'Nothing was received since the dataset was created.'
      : 'Nothing was received in the last 7 days; there were events before.'
  const since_ms = last < 0 ? surroundings.created_at_ms : (last + DAY_HOURS) * HOUR_MS
  return [
    diagnosisOf('pixel_not_installed', { seen, affected: 0, total: 0, first_ms: since_ms, last_ms: now_ms }),
  ]
}
const STATES = ['counted', 'duplicate', 'rejected', 'blocked', 'restricted'] as const
const isSeen = ({ measure, count }: MeasureCount): boolean => measure === 'seen' && count > 0

/** What is sent as it happens is late after so many hours; what a nightly job sends, after so many. */
const SILENT_HOURS_MIN = 3
const SILENT_HOURS_OF_JOBS_MIN = 26
const REAL_TIME_SHARE_MIN = 0.5

/** How many of a name were seen, by what the rule asks. */
interface Flow {
  browser_before: number
  browser_since: number
  server_before: number
}

/**
 * No server event while the browser's go on, so many that by the ratio before some should have come. The silence is
 * counted from the last server event, so that it is told within hours.
 */
function webhooksSilent(view: View, event_name: string): Diagnosis[] {
  const { window, now_hour } = view
  const of = (rows: readonly MeasureCount[], channel: Channel): MeasureCount[] =>
    rows.filter((row) => isSeen(row) && row.channel === channel && row.event_name === event_name)
  const daily_server = of(window.daily, 'server')
  if (daily_server.length === 0) return []
  const last_hour = lastHour(of(window.hourly, 'server'), daily_server)
  const hours = now_hour - last_hour
  if (hours < silentHoursMin(view, event_name)) return []
  const is_before = ({ hour }: MeasureCount): boolean => hour <= last_hour
  const since = sum(of(window.hourly, 'browser').filter((row) => !is_before(row)))
  const flow: Flow = {
    browser_since: since,
    browser_before:
      sum(of(window.daily, 'browser').filter(is_before)) -
      sinceOnItsDay(of(window.hourly, 'browser'), last_hour),
    server_before: sum(daily_server),
  }
  const ratio = flow.browser_before > 0 ? Math.min(1, flow.server_before / flow.browser_before) : 0
  const expected = Math.floor(flow.browser_since * ratio)
  if (flow.server_before < RULE_ROWS.webhooks_silent.sample_min) return []
  if (!isRaised('webhooks_silent', expected, expected)) return []
  return [
    diagnosisOf('webhooks_silent', {
      event_name,
      channel: 'server',
      seen: `No ${eventsOf(event_name, 'server')} for ${hours} hours, in which the browser sent ${thousands(since)}; some ${thousands(expected)} were to be expected.`,
      affected: expected,
      total: expected,
      first_ms: (last_hour + 1) * HOUR_MS,
      last_ms: window.now_ms,
    }),
  ]
}

/** By the hour where it is kept, else the end of its last day. */
function lastHour(hourly: readonly MeasureCount[], daily: readonly MeasureCount[]): Hour {
  if (hourly.length > 0) return Math.max(...hourly.map(({ hour }) => hour))
  return Math.max(...daily.map(({ hour }) => hour)) + DAY_HOURS - 1
}

/** The day of the last server event goes on after it: what the browser sent then is not before. */
function sinceOnItsDay(hourly: readonly MeasureCount[], last_hour: Hour): number {
  const day_end = last_hour - (last_hour % DAY_HOURS) + DAY_HOURS
  return sum(hourly.filter(({ hour }) => hour > last_hour && hour < day_end))
}

function silentHoursMin({ week }: View, event_name: string): number {
  const seen = week.count(event_name, 'server', 'seen')
  const at_once =
    week.count(event_name, 'server', 'delay:60') + week.count(event_name, 'server', 'delay:3600')
  return at_once >= seen * REAL_TIME_SHARE_MIN ? SILENT_HOURS_MIN : SILENT_HOURS_OF_JOBS_MIN
}

const sum = (rows: readonly MeasureCount[]): number => rows.reduce((total, { count }) => total + count, 0)

/** So many full days before make a quietest one that means something. */
const DAYS_MIN = 5
const DAYS_MAX = 7

/**
 * The last 24 hours against the quietest of the 7 days before: weekends are as quiet each week. A channel that drops as a
 * whole is told once; else each of its names that does.
 */
function volumeDropped(view: View, channel: Channel): Diagnosis[] {
  const whole = dropOf(view, null, channel)
  if (whole !== null) return [whole]
  return view.week.eventNames().flatMap((event_name) => dropOf(view, event_name, channel) ?? [])
}

function dropOf(view: View, event_name: string | null, channel: Channel): Diagnosis | null {
  const { window, now_hour } = view
  const is_of = (row: MeasureCount): boolean =>
    isSeen(row) && row.channel === channel && (event_name === null || row.event_name === event_name)
  const days = fullDaysBefore(window.daily.filter(is_of), now_hour)
  if (days.length < DAYS_MIN) return null
  const quietest = Math.min(...days)
  const last = sum(window.hourly.filter((row) => is_of(row) && row.hour > now_hour - DAY_HOURS))
  const missing = quietest - last
  if (!isRaised('traffic_anomaly', missing, quietest)) return null
  return diagnosisOf('traffic_anomaly', {
    event_name,
    channel,
    seen: `${upperFirst(thousands(last))} ${eventsOf(event_name, channel)} in the last 24 hours, ${percent(missing, quietest)} fewer than the ${thousands(quietest)} of the quietest of the ${days.length} days before.`,
    affected: missing,
    total: quietest,
    first_ms: (now_hour - DAY_HOURS) * HOUR_MS,
    last_ms: window.now_ms,
  })
}

/** Counts of the days (UTC) that end before the last 24 hours begin. */
function fullDaysBefore(daily: readonly MeasureCount[], now_hour: Hour): number[] {
  const counts = new Map<Hour, number>()
  const from = now_hour - DAY_HOURS - (now_hour % DAY_HOURS) - DAYS_MAX * DAY_HOURS
  for (const { hour, count } of daily)
    if (hour >= from && hour + DAY_HOURS <= now_hour - DAY_HOURS + 1)
      counts.set(hour, (counts.get(hour) ?? 0) + count)
  return [...counts.values()]
}
