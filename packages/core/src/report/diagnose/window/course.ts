import type { Channel } from '../../../event.js'
import type { Hour, SignalsWindow } from '../../signals-window.js'

const DAY_HOURS = 24
const RECENT_HOURS = 48
const WEEK_DAYS = 7

/** What was counted in a stretch of time. @param channel null: on both */
export type Count = (channel: Channel | null, measure: string) => number

/** A stretch of the week: an hour of the last 48, before them what is left of a day. */
export interface Step {
  from_hour: Hour
  end_hour: Hour
}

type Held = Pick<SignalsWindow, 'hourly' | 'daily' | 'books'>

interface Row {
  hour: Hour
  channel: Channel
  count: number
}
/** Of `hourly`, which `daily` holds once more; of the books, which are kept by hour alone. */
type By = 'hour' | 'day' | 'book'

/** How the counts of one name went over the week, the latest first. */
export class Course {
  readonly steps: readonly Step[]
  private readonly counts = new Map<string, Float64Array>()

  constructor(
    rows: readonly Held[],
    private readonly now_hour: Hour,
  ) {
    this.steps = stepsOf(now_hour)
    for (const { hourly, daily, books } of rows) {
      for (const row of hourly) this.take(row, row.measure, 'hour')
      for (const row of daily) this.take(row, row.measure, 'day')
      for (const row of books) {
        this.take(row, `books:${row.state}`, 'book')
        if (row.code !== '') this.take(row, `books:${row.state}:${row.code}`, 'book')
      }
    }
  }

  /** @param first, end  of the steps by their places: from the one, before the other */
  between(first: number, end: number): Count {
    const of = (channel: Channel, measure: string): number => {
      const counts = this.counts.get(`${channel} ${measure}`)
      let sum = 0
      // An hour that was counted anew may be more than was left of its day.
      for (let at = first; counts !== undefined && at < end; at += 1) sum += Math.max(0, counts[at] ?? 0)
      return sum
    }
    return (channel, measure) =>
      channel === null ? of('browser', measure) + of('server', measure) : of(channel, measure)
  }

  private take({ hour, channel, count }: Row, measure: string, by: By): void {
    const ago = this.now_hour - hour
    const today = Math.floor(this.now_hour / DAY_HOURS)
    const days_ago = today - Math.floor(hour / DAY_HOURS)
    if (!(count > 0) || ago < 0 || days_ago >= WEEK_DAYS) return
    const key = `${channel} ${measure}`
    let counts = this.counts.get(key)
    if (counts === undefined) {
      counts = new Float64Array(RECENT_HOURS + WEEK_DAYS)
      this.counts.set(key, counts)
    }
    const day = RECENT_HOURS + days_ago
    const is_recent = by !== 'day' && ago < RECENT_HOURS
    if (is_recent) counts[ago] = (counts[ago] ?? 0) + count
    if (is_recent && by === 'hour') counts[day] = (counts[day] ?? 0) - count
    if (!is_recent && by !== 'hour') counts[day] = (counts[day] ?? 0) + count
  }
}

function stepsOf(now_hour: Hour): Step[] {
  const today = now_hour - (now_hour % DAY_HOURS)
  const recent_from = now_hour - RECENT_HOURS + 1
  const hours = Array.from({ length: RECENT_HOURS }, (_, ago) => ({
    from_hour: now_hour - ago,
    end_hour: now_hour - ago + 1,
  }))
  const days = Array.from({ length: WEEK_DAYS }, (_, ago) => {
    const from_hour = today - ago * DAY_HOURS
    const end_hour = from_hour + DAY_HOURS
    // Of the day in which the hours begin, what is left lies before them.
    return { from_hour, end_hour: recent_from > from_hour ? Math.min(end_hour, recent_from) : end_hour }
  })
  return [...hours, ...days]
}

/** The courses of a window, each made when it is first asked for: few names have anything wrong with them. */
export class Courses {
  private by_name: Map<string, Held> | null = null
  private readonly made = new Map<string | null, Course>()

  constructor(
    private readonly window: Held,
    private readonly now_hour: Hour,
  ) {}

  /** @param event_name null: of all names. The measures of the books are `books:<state>` and `books:<state>:<code>`. */
  of(event_name: string | null): Course {
    const held = this.made.get(event_name)
    if (held !== undefined) return held
    let rows = [this.window]
    if (event_name !== null) {
      this.by_name ??= heldByName(this.window)
      const held = this.by_name.get(event_name)
      rows = held === undefined ? [] : [held]
    }
    const course = new Course(rows, this.now_hour)
    this.made.set(event_name, course)
    return course
  }
}

/** The same rows, not copies of them: a week of a busy shop has tens of thousands. */
function heldByName({ hourly, daily, books }: Held): Map<string, Held> {
  const by_name = new Map<string, { [Part in keyof Held]: Held[Part][number][] }>()
  const of = (event_name: string) => {
    let held = by_name.get(event_name)
    if (held === undefined) {
      held = { hourly: [], daily: [], books: [] }
      by_name.set(event_name, held)
    }
    return held
  }
  for (const row of hourly) of(row.event_name).hourly.push(row)
  for (const row of daily) of(row.event_name).daily.push(row)
  for (const row of books) of(row.event_name).books.push(row)
  return by_name
}
