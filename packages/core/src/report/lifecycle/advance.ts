import { DAY_MS, HOUR_MS } from '../../time.js'
import {
  type Diagnosed,
  type IssueKey,
  type IssueSummary,
  issueKeyOf,
  type KnownIssue,
  withChange,
} from './issue.js'

/** An issue that is not seen for longer has resolved itself. @source reference 9.3, life cycle */
export const QUIET_MS = 7 * DAY_MS

export interface IssueEvent extends IssueKey {
  event: 'new' | 'returned' | 'resolved'
}

/**
 * What becomes of the issues that are known by what is diagnosed now.
 * @param known      all that are remembered, each once
 * @param diagnosed  all that is found now; the same issue may be in it twice
 * @returns all that are to be remembered, an unchanged one as the same object; and what has happened to whom. Told the
 *          same again, nothing changes and nothing happens.
 */
export function advance<K extends KnownIssue>(
  known: readonly K[],
  diagnosed: readonly Diagnosed[],
  now_ms: number,
): { issues: (K | KnownIssue)[]; events: IssueEvent[] } {
  const found = mergedByKey(diagnosed.map((one) => byTheHour(one, now_ms)))
  const events: IssueEvent[] = []
  const issues: (K | KnownIssue)[] = known.map((issue) => {
    const key = issueKeyOf(issue)
    const now = found.get(key)
    found.delete(key)
    const next = advanceOne(issue, now, now_ms)
    if (next.state !== issue.state)
      events.push(eventOf(next, next.state === 'active' ? 'returned' : 'resolved'))
    return next
  })
  for (const one of found.values()) {
    // What was over before it was first looked at is no news.
    if (isQuiet(one.last_ms, now_ms)) continue
    const issue = newIssue(one, now_ms)
    issues.push(issue)
    events.push(eventOf(issue, 'new'))
  }
  return { issues, events }
}

/**
 * What is known by the hour only is told as seen until now, and so anew at each look. What was seen in an hour must not
 * pass for seen after a mark of the same hour: it was last seen at that hour's end, as it will be told from then on.
 */
const byTheHour = (one: Diagnosed, now_ms: number): Diagnosed =>
  one.last_ms === now_ms ? { ...one, last_ms: now_ms - (now_ms % HOUR_MS) + HOUR_MS - 1 } : one

const isQuiet = (last_ms: number, now_ms: number): boolean => now_ms - last_ms > QUIET_MS

function advanceOne<K extends KnownIssue>(issue: K, found: Diagnosed | undefined, now_ms: number): K {
  const seen = found ? seenAgain(issue, found) : issue
  if (issue.state === 'ignored') return seen
  if (issue.state === 'active')
    return isQuiet(seen.last_ms, now_ms)
      ? { ...seen, state: 'resolved', history: withChange(seen, 'quiet', now_ms) }
      : seen
  if (!hasReturned(issue, seen.last_ms, now_ms)) return seen
  const history = withChange(seen, 'returned', now_ms)
  return { ...seen, state: 'active', returned: issue.returned + 1, history }
}

/**
 * Whether a resolved issue was seen after it was resolved, and not too long ago. Later than what was known it must be in
 * any case: a time that is known by the hour only may lie after the mark without anything having been seen since.
 */
const hasReturned = (issue: KnownIssue, last_ms: number, now_ms: number): boolean =>
  !isQuiet(last_ms, now_ms) &&
  last_ms > issue.last_ms &&
  (issue.state !== 'marked_resolved' || last_ms > (issue.marked_at_ms ?? 0))

function seenAgain<K extends KnownIssue>(issue: K, found: Diagnosed): K {
  const first_ms = Math.min(issue.first_ms, found.first_ms)
  const last_ms = Math.max(issue.last_ms, found.last_ms)
  const summary = summaryOf(found)
  const is_same =
    first_ms === issue.first_ms &&
    last_ms === issue.last_ms &&
    JSON.stringify(summary) === JSON.stringify(summaryOf(issue.summary))
  return is_same ? issue : { ...issue, first_ms, last_ms, summary }
}

const newIssue = (found: Diagnosed, now_ms: number): KnownIssue => ({
  ...keyOf(found),
  state: 'active',
  summary: summaryOf(found),
  history: withChange({ history: [], summary: found }, 'opened', now_ms),
  first_ms: found.first_ms,
  last_ms: found.last_ms,
  marked_at_ms: null,
  marked_by: null,
  returned: 0,
})

/** Its fields alone, in one order: a diagnosis may carry more. */
const summaryOf = (from: IssueSummary): IssueSummary => ({
  severity: from.severity,
  title: from.title,
  seen: from.seen,
  why: from.why,
  fixes: from.fixes,
  cause: from.cause,
  affected: from.affected,
  total: from.total,
  share: from.share,
})

const keyOf = ({ code, event_name, channel, detail }: IssueKey): IssueKey => ({
  code,
  event_name,
  channel,
  detail,
})
const eventOf = (issue: IssueKey, event: IssueEvent['event']): IssueEvent => ({ ...keyOf(issue), event })

/** The last that was said of each, with the times of all. */
function mergedByKey(diagnosed: readonly Diagnosed[]): Map<string, Diagnosed> {
  const merged = new Map<string, Diagnosed>()
  for (const one of diagnosed) {
    const key = issueKeyOf(one)
    const before = merged.get(key)
    merged.set(key, {
      ...one,
      first_ms: Math.min(one.first_ms, before?.first_ms ?? one.first_ms),
      last_ms: Math.max(one.last_ms, before?.last_ms ?? one.last_ms),
    })
  }
  return merged
}
