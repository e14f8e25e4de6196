import type { DatasetSummary } from '../../client/shapes.js'

export type Status = 'receiving' | 'quiet' | 'none' | 'archived'

const DAY_MS = 86_400_000

/** How a data source is. @param archived_at_ms  null: it is not */
export function statusOf(
  archived_at_ms: number | null,
  last_received_at_ms: number | null,
  now_ms: number,
): Status {
  if (archived_at_ms !== null) return 'archived'
  if (last_received_at_ms === null) return 'none'
  return now_ms - last_received_at_ms < DAY_MS ? 'receiving' : 'quiet'
}

/** Severities by how much they hurt. */
const SEVERITIES = ['error', 'warning', 'info'] as const

/** The worst severity that is there, and how many of it there are; null: no issue is open. */
export function worstOf(
  issues: Partial<DatasetSummary['issues']>,
): { severity: (typeof SEVERITIES)[number]; count: number; all: number } | null {
  const severity = SEVERITIES.find((each) => (issues[each] ?? 0) > 0)
  if (severity === undefined) return null
  const all = SEVERITIES.reduce((sum, each) => sum + (issues[each] ?? 0), 0)
  return { severity, count: issues[severity] ?? 0, all }
}

/** What to sort by so that what hurts most comes first: an error weighs more than all warnings together. */
export const painOf = (issues: Partial<DatasetSummary['issues']>): number =>
  SEVERITIES.reduce((pain, each) => pain * PAIN_BASE + Math.min(issues[each] ?? 0, PAIN_BASE - 1), 0)
const PAIN_BASE = 1_000
