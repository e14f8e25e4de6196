import type { EventRow } from '../../client/shapes.js'

/** Below this, Meta recommends to send more match keys. @source docs/match-quality.md */
const MATCH_GOAL = 6

/** What an event hurts by, the worst first: each number is looked at where those before it are equal. */
const hurts = ({ issues, rejected, blocked, match_quality, received }: EventRow): number[] => [
  issues.error,
  issues.warning,
  rejected + blocked,
  match_quality === null ? 0 : Math.max(0, MATCH_GOAL - match_quality),
  issues.info,
  received.browser + received.server,
]

/** Orders what hurts most first. */
export function byHurt(one: EventRow, other: EventRow): number {
  const [a, b] = [hurts(one), hurts(other)]
  const at = a.findIndex((value, place) => value !== b[place])
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0)
}

/** A number for each event that is higher the more it hurts, for a column to be sorted by. */
export function hurtRanks(rows: readonly EventRow[]): Map<string, number> {
  const ordered = rows.toSorted(byHurt)
  return new Map(ordered.map(({ event_name }, at) => [event_name, ordered.length - at]))
}

export const problemsOf = ({ issues }: EventRow): number => issues.error + issues.warning + issues.info
