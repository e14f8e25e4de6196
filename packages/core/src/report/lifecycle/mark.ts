import { QUIET_MS } from './advance.js'
import { type KnownIssue, withChange } from './issue.js'

/** What a person can say of an issue. */
export const ISSUE_MARKS = ['resolved', 'ignored', 'restored'] as const
export type IssueMark = (typeof ISSUE_MARKS)[number]

/**
 * What a person says of an issue. Marked resolved it comes back when it is seen after `now_ms`; ignored it stays so;
 * restored it is again what it would be had nobody marked it.
 * @param by  who says so, e.g. a user's name; null: it is not known
 */
export function mark<K extends KnownIssue>(issue: K, as: IssueMark, by: string | null, now_ms: number): K {
  const history = withChange(issue, as, now_ms, by)
  const marked = { ...issue, marked_at_ms: now_ms, marked_by: by, history }
  if (as === 'resolved') return { ...marked, state: 'marked_resolved' }
  if (as === 'ignored') return { ...marked, state: 'ignored' }
  // One that nobody marked is what it is.
  if (issue.state === 'active' || issue.state === 'resolved') return issue
  return { ...marked, state: now_ms - issue.last_ms > QUIET_MS ? 'resolved' : 'active' }
}
