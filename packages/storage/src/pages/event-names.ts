import { DAY_MS, HOUR_MS, type Severity } from '@countersign/core'
import type { SignalQuality } from '@countersign/core/quality'
import type { Issue } from '../configuration/issue.js'
import { type FactsReader, type HourlyCount, withChannel } from '../report/facts-reader.js'
import { piecesOf, type Range, rowsOfPieces } from './pieces.js'
import { PAGE_QUERIES, type Unit } from './queries.js'
import { type AmountSum, type BookSums, Sums } from './sums.js'

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
    const { sums, last_judged } = sumsByName(dataset_id, range, facts)
    const received = [...sums]
      .filter(([, of]) => of.received > 0)
      .sort(([, a], [, b]) => b.received - a.received)
    const by_browser = lastByBrowser(dataset_id, facts)
    const data = received.slice(0, EVENT_NAMES_MAX).map(([name_id, of]): EventNameRow => {
      const event_name = names.get(name_id) ?? ''
      return {
        event_name,
        ...of.shown(),
        last_received_at_ms: lastReceived(
          { dataset_id: Number(dataset_id), name_id },
          by_browser,
          last_judged.get(name_id),
          facts,
        ),
        match_quality: scores.get(event_name) ?? null,
        issues: issues_of.get(event_name) ?? { error: 0, warning: 0, info: 0 },
      }
    })
    return { data, others: Math.max(0, received.length - EVENT_NAMES_MAX) }
  })
}

/** The last hour in which a sighting of a name was judged, or the day (UTC) where only that is looked at. */
interface LastJudged {
  begins_ms: number
  unit: Unit
}
const UNIT_MS = { hour: HOUR_MS, day: DAY_MS }

function sumsByName(dataset_id: string, range: Range, facts: FactsReader) {
  const of = { dataset_id: Number(dataset_id) }
  const sums = new Map<number, Sums>()
  const last_judged = new Map<number, LastJudged>()
  const sumsOf = (name_id: number): Sums => {
    const known = sums.get(name_id) ?? new Sums()
    sums.set(name_id, known)
    return known
  }
  for (const piece of piecesOf(range)) {
    const counts = rowsOfPieces<{ channel: number }>('counts_by_name', of, [piece], facts)
    for (const row of withChannel<HourlyCount & { last: number }>(counts)) {
      sumsOf(row.name_id).count(row)
      const begins_ms = row.last * UNIT_MS[piece.unit]
      if (
        JUDGED.has(row.state) &&
        row.count > 0 &&
        begins_ms >= (last_judged.get(row.name_id)?.begins_ms ?? 0)
      )
        last_judged.set(row.name_id, { begins_ms, unit: piece.unit })
    }
    for (const row of rowsOfPieces<AmountSum & { name_id: number }>('amounts_by_name', of, [piece], facts))
      sumsOf(row.name_id).amount(row)
  }
  return { sums, last_judged }
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
  { dataset_id, name_id }: { dataset_id: number; name_id: number },
  by_browser: ReadonlyMap<number, number>,
  last_judged: LastJudged | undefined,
  facts: FactsReader,
): number | null {
  const [counted] = facts.rowsOf<{ at_ms: number | null }>(PAGE_QUERIES.last_counted, { name_id })
  const known_ms = Math.max(counted?.at_ms ?? 0, by_browser.get(name_id) ?? 0)
  const at_ms = Math.max(known_ms, copyReceived(last_judged))
  return at_ms === 0 ? null : at_ms

  function copyReceived(last: LastJudged | undefined): number {
    if (last === undefined || last.unit === 'hour') return last?.begins_ms ?? 0
    if (known_ms >= last.begins_ms + DAY_MS) return 0
    const from = last.begins_ms / HOUR_MS
    const of = { dataset_id, name_id, from, to: from + DAY_MS / HOUR_MS }
    const [found] = facts.rowsOf<{ hour: number | null }>(PAGE_QUERIES.last_judged_hour, of)
    return (found?.hour ?? 0) * HOUR_MS
  }
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
