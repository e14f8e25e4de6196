import { HOUR_MS, type Severity } from '@countersign/core'
import type { SignalQuality } from '@countersign/core/quality'
import type { Issue } from '../configuration/issue.js'
import type { FactsReader, HourlyCount } from '../report/facts-reader.js'
import { PAGE_QUERIES } from './queries.js'
import { type Amount, hoursIn, type Range } from './series.js'
import { type BookSums, Sums } from './sums.js'

export type IssueCounts = Record<Severity, number>

/** What is told of an event's name in a range. */
export interface EventNameRow extends BookSums {
  event_name: string
  /** when a browser's sighting or the first of a counted event last came, whenever that was; null: never */
  last_received_at_ms: number | null
  /** 0 to 10, to one decimal, of the last 48 hours; null: there was nothing to tell it from */
  match_quality: number | null
  /** active ones about it */
  issues: IssueCounts
}
export interface EventNames {
  /** the most received first */
  data: EventNameRow[]
  /** how many more names there are */
  others: number
}

/** A stranger may make names up: a page shows no more. */
export const EVENT_NAMES_MAX = 1_000

/** What stands beside the books of names. */
interface Beside {
  quality: SignalQuality
  issues: readonly Issue[]
}

/** A row for each name of which something came in a range. */
export function readEventNames(
  dataset_id: string,
  range: Range,
  { quality, issues }: Beside,
  facts: FactsReader,
): EventNames {
  const scores = new Map(quality.events.map(({ event_name, match }) => [event_name, match?.composite_score]))
  const issues_of = issuesByName(issues)
  return facts.together(() => {
    const names = facts.names(dataset_id)
    const { sums, last_hours } = sumsByName(dataset_id, range, facts)
    const received = [...sums]
      .filter(([, of]) => of.received > 0)
      .sort(([, a], [, b]) => b.received - a.received)
    const by_browser = lastByBrowser(dataset_id, facts)
    const data = received.slice(0, EVENT_NAMES_MAX).map(([name_id, of]): EventNameRow => {
      const event_name = names.get(name_id) ?? ''
      return {
        event_name,
        ...of.shown(),
        last_received_at_ms: lastReceived(name_id, by_browser, last_hours.get(name_id), facts),
        match_quality: scores.get(event_name) ?? null,
        issues: issues_of.get(event_name) ?? { error: 0, warning: 0, info: 0 },
      }
    })
    return { data, others: Math.max(0, received.length - EVENT_NAMES_MAX) }
  })
}

function sumsByName(dataset_id: string, range: Range, facts: FactsReader) {
  const of = { dataset_id: Number(dataset_id), ...hoursIn(range) }
  const sums = new Map<number, Sums>()
  const last_hours = new Map<number, number>()
  const sumsOf = (name_id: number): Sums => {
    const known = sums.get(name_id) ?? new Sums()
    sums.set(name_id, known)
    return known
  }
  for (const row of facts.rowsByChannel<HourlyCount>(PAGE_QUERIES.counts_by_name, of)) {
    sumsOf(row.name_id).count(row)
    if (JUDGED.has(row.state) && row.count > 0)
      last_hours.set(row.name_id, Math.max(row.hour, last_hours.get(row.name_id) ?? 0))
  }
  for (const row of facts.rowsOf<Amount>(PAGE_QUERIES.amounts, of)) sumsOf(row.name_id).amount(row)
  return { sums, last_hours }
}
const JUDGED: ReadonlySet<HourlyCount['state']> = new Set(['counted', 'duplicate'])

export function lastByBrowser(dataset_id: string, facts: FactsReader): Map<number, number> {
  const rows = facts.rowsOf<{ id: number; latest_browser_ms: number }>(PAGE_QUERIES.last_by_browser, {
    dataset_id: Number(dataset_id),
  })
  return new Map(rows.map(({ id, latest_browser_ms }) => [id, latest_browser_ms]))
}

/** By an index, which a server's copy of what came before is not in: then the hour is known in which it came. */
export function lastReceived(
  name_id: number,
  by_browser: ReadonlyMap<number, number>,
  last_hour: number | undefined,
  facts: FactsReader,
): number | null {
  const [counted] = facts.rowsOf<{ at_ms: number | null }>(PAGE_QUERIES.last_counted, { name_id })
  const at_ms = Math.max(counted?.at_ms ?? 0, by_browser.get(name_id) ?? 0, (last_hour ?? 0) * HOUR_MS)
  return at_ms === 0 ? null : at_ms
}

/** How many are active, by severity. */
export function issueCounts(issues: readonly Issue[]): IssueCounts {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { state, summary } of issues) if (state === 'active') counts[summary.severity] += 1
  return counts
}

function issuesByName(issues: readonly Issue[]): Map<string, IssueCounts> {
  const by_name = new Map<string, Issue[]>()
  for (const issue of issues)
    if (issue.event_name !== null)
      by_name.set(issue.event_name, [...(by_name.get(issue.event_name) ?? []), issue])
  return new Map([...by_name].map(([name, of]) => [name, issueCounts(of)]))
}
