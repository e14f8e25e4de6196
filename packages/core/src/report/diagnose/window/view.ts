import type { Channel } from '../../../event.js'
import { HOUR_MS } from '../../../time.js'
import type { TripwireFinding } from '../../orders/tripwire.js'
import type { Hour, SignalsWindow } from '../../signals-window.js'
import { Courses } from './course.js'
import { type FoundIndex, indexFound } from './found-at.js'
import { Tally } from './tally.js'

const DAY_HOURS = 24
const WEEK_DAYS = 7
const RECENT_HOURS = 48

/** What diagnosing asks of others. */
export interface DiagnosePort {
  /**
   * the match quality of a name's server events, 0 to 10; null where there are none
   * @param hours  from the one on and before the other; without them, of the last 48 hours
   */
  score(event_name: string, hours?: { from_hour: Hour; end_hour: Hour }): number | null
  /** that more Purchases were counted than the shop has orders; null, or left out: no, or its orders are not known */
  tripped?: TripwireFinding | null
}

/** A window's counts as the rules ask for them. */
export interface View {
  window: SignalsWindow
  now_hour: Hour
  /** the last 7 days (UTC), today included */
  week: Tally
  /** the last 48 hours */
  recent: Tally
  /** the books of the last 7 days; the measure is the state, and the state and code: `rejected`, `rejected:2804009` */
  books: Tally
  found_index: FoundIndex
  /** how the counts of a name went over the week */
  courses: Courses
  score: DiagnosePort['score']
}

export function viewOf(window: SignalsWindow, score: View['score']): View {
  const now_hour = Math.floor(window.now_ms / HOUR_MS)
  const today = now_hour - (now_hour % DAY_HOURS)
  const [week, recent, books] = [new Tally(), new Tally(), new Tally()]
  const week_from = today - (WEEK_DAYS - 1) * DAY_HOURS
  for (const { event_name, channel, measure, hour, count } of window.daily)
    if (hour >= week_from) week.add(event_name, channel, measure, hour, count)
  for (const { event_name, channel, measure, hour, count } of window.hourly)
    if (hour > now_hour - RECENT_HOURS) recent.add(event_name, channel, measure, hour, count)
  for (const { event_name, channel, state, code, hour, count } of window.books) {
    if (hour < week_from) continue
    books.add(event_name, channel, state, hour, count)
    if (code !== '') books.add(event_name, channel, `${state}:${code}`, hour, count)
  }
  const found_index = indexFound(window.found)
  const courses = new Courses(window, now_hour)
  return { window, now_hour, week, recent, books, found_index, courses, score }
}

/** When a measure was first and last counted in the week; to the hour, where hours are kept. */
export function spanOf(
  view: View,
  event_name: string | null,
  channel: Channel | null,
  measure: string,
): { first_ms: number; last_ms: number } {
  const daily = view.week.cell(event_name, channel, measure)
  const hourly = view.recent.cell(event_name, channel, measure)
  if (daily.count === 0 && hourly.count === 0)
    return { first_ms: view.window.now_ms, last_ms: view.window.now_ms }
  const first_hour = daily.count > 0 ? daily.first_hour : hourly.first_hour
  const day_end = daily.last_hour + DAY_HOURS
  // Of a day that reaches into the hours that are kept, and has none in them, the part before.
  const recent_from = view.now_hour - RECENT_HOURS + 1
  const end_of_days = daily.last_hour < recent_from ? Math.min(day_end, recent_from) : day_end
  const end_hour = hourly.count > 0 ? hourly.last_hour + 1 : end_of_days
  return { first_ms: first_hour * HOUR_MS, last_ms: Math.min(view.window.now_ms, end_hour * HOUR_MS - 1) }
}
