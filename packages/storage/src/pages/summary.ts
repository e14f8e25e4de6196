import { dayBeginOf } from '@countersign/core'
import type { SignalQuality } from '@countersign/core/quality'
import type { Issue } from '../configuration/issue.js'
import type { Dataset } from '../configuration/port.js'
import type { FactsReader, HourlyCount } from '../report/facts-reader.js'
import { type IssueCounts, issueCounts } from './event-names.js'
import { hoursIn } from './pieces.js'
import { PAGE_QUERIES } from './queries.js'
import { type BookSums, Sums } from './sums.js'

/** A dataset on one line. */
export interface DatasetSummary {
  dataset_id: string
  /** null: nothing was, or it is past its retention */
  last_received_at_ms: number | null
  /** since the dataset's midnight */
  today: Pick<BookSums, 'received' | 'counted'>
  /** the mean of its events' scores, weighted by how many they are of; null: there was nothing to tell it from */
  match_quality: number | null
  issues: IssueCounts
}

export function readSummary(
  { id, settings }: Pick<Dataset, 'id' | 'settings'>,
  issues: readonly Issue[],
  match_quality: number | null,
  now_ms: number,
  facts: FactsReader,
): DatasetSummary {
  const sums = new Sums()
  const dataset_id = Number(id)
  const today = { since_ms: dayBeginOf(now_ms, settings.time_zone), until_ms: now_ms }
  const last_received_at_ms = facts.together(() => {
    for (const row of facts.rowsByChannel<HourlyCount>(PAGE_QUERIES.counts, {
      dataset_id,
      ...hoursIn(today),
    }))
      sums.count(row)
    return (
      facts.rowsOf<{ at_ms: number | null }>(PAGE_QUERIES.last_received, { dataset_id })[0]?.at_ms ?? null
    )
  })
  const { received, counted } = sums.shown()
  return {
    dataset_id: id,
    last_received_at_ms,
    today: { received, counted },
    match_quality,
    issues: issueCounts(issues),
  }
}

/** One score for all events, 0 to 10, to one decimal. */
export function meanMatchQuality({ events }: Pick<SignalQuality, 'events'>): number | null {
  const scored = events.flatMap(({ match }) => (match === null || match.web === 0 ? [] : [match]))
  const web = scored.reduce((sum, match) => sum + match.web, 0)
  if (web === 0) return null
  return Math.round((scored.reduce((sum, match) => sum + match.web * match.score, 0) / web) * 10) / 10
}

const MINUTE_MS = 60_000

/**
 * Scores as they were at most a minute ago: a list of many datasets is looked at often. A few of those that are older
 * are made anew each time it is asked for.
 */
export class RecentScores {
  private readonly scores = new Map<string, { at_ms: number; score: number | null }>()

  constructor(
    private readonly scoreOf: (dataset_id: string, now_ms: number) => number | null,
    private readonly fresh_max = 5,
  ) {}

  of(dataset_ids: readonly string[], now_ms: number): (number | null)[] {
    const madeMs = (id: string) => this.scores.get(id)?.at_ms ?? 0
    const stale = dataset_ids
      .filter((id) => Math.abs(now_ms - madeMs(id)) >= MINUTE_MS)
      .sort((a, b) => madeMs(a) - madeMs(b))
    for (const id of stale.slice(0, this.fresh_max)) {
      this.scores.delete(id)
      this.scores.set(id, { at_ms: now_ms, score: this.scoreOf(id, now_ms) })
    }
    for (const id of this.scores.keys()) if (this.scores.size > HELD_MAX) this.scores.delete(id)
    return dataset_ids.map((id) => this.scores.get(id)?.score ?? null)
  }
}
const HELD_MAX = 10_000
