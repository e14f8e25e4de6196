import { advance } from './advance.js'
import { type Diagnosed, issueKeyOf, type KnownIssue } from './issue.js'

/** A diagnosis with the issue that it is; null: it was over before anybody looked, and is none. */
export interface Standing<D, K> {
  diagnosis: D
  issue: K | KnownIssue | null
}

/**
 * How diagnoses and issues stand to one another now: as the next evaluation will leave them, without remembering anything.
 * What was diagnosed after the last evaluation has its state all the same, and an issue that nobody has numbered.
 * @param known  all that are remembered, each once
 * @returns each diagnosis with its issue, in their order; and the issues that are not diagnosed now, the latest seen first
 */
export function standingOf<D extends Diagnosed, K extends KnownIssue>(
  diagnoses: readonly D[],
  known: readonly K[],
  now_ms: number,
): { diagnosed: Standing<D, K>[]; others: (K | KnownIssue)[] } {
  const by_key = new Map(advance(known, diagnoses, now_ms).issues.map((issue) => [issueKeyOf(issue), issue]))
  const diagnosed = diagnoses.map((diagnosis) => ({
    diagnosis,
    issue: by_key.get(issueKeyOf(diagnosis)) ?? null,
  }))
  for (const { diagnosis } of diagnosed) by_key.delete(issueKeyOf(diagnosis))
  return { diagnosed, others: [...by_key.values()].sort((a, b) => b.last_ms - a.last_ms) }
}
