import type { AuditEntry } from '../../client/shapes.js'
import { stepOf } from './chart-rows.js'

/** Changes that may show in what is received and counted; sign-ins and people do not. */
const SHOWN =
  /^(aem|consent|data|dataset|destination|domain|issue|letters|orders|purchases|sightings|token)\./

export interface ChangesAt {
  /** the step's place among the rows */
  step: number
  at_ms: number
  changes: readonly AuditEntry[]
}

/** What was changed in the time that is shown, put together by the step in which it was, in order of time. */
export function changesAt(
  entries: readonly AuditEntry[],
  rows: readonly { at_ms: number }[],
  until_ms: number,
): ChangesAt[] {
  const by_step = new Map<number, AuditEntry[]>()
  for (const entry of entries) {
    const step = SHOWN.test(entry.what) ? stepOf(rows, entry.at_ms, until_ms) : null
    if (step !== null) by_step.set(step, [...(by_step.get(step) ?? []), entry])
  }
  return [...by_step]
    .sort(([a], [b]) => a - b)
    .map(([step, changes]) => ({ step, at_ms: rows[step]?.at_ms ?? 0, changes }))
}
