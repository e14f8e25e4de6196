import type { Issue } from './issues.js'

/** What happened to an issue, as far as it is remembered. */
export interface Happening {
  what:
    | 'first_seen'
    | 'returned'
    | 'resolved_by'
    | 'ignored_by'
    | 'restored_by'
    | 'last_seen'
    | 'resolved_itself'
  /** null: when is not remembered */
  at_ms: number | null
  /** who marked it; null: nobody did, or it is not known */
  by: string | null
  /** how often */
  times: number
}

/** The oldest first. Of each mark only the last is remembered, and of returns their number. */
export function historyOf({ issue, last_ms }: Pick<Issue, 'issue' | 'last_ms'>): Happening[] {
  const { state, first_ms, marked_at_ms, marked_by, returned } = issue
  const at = (what: Happening['what'], at_ms: number | null, by: string | null = null): Happening => ({
    ...{ what, at_ms, by, times: 1 },
  })
  const dated = [at('first_seen', first_ms), at('last_seen', last_ms)]
  if (marked_at_ms !== null) dated.push(at(markOf(state, returned), marked_at_ms, marked_by))
  dated.sort((a, b) => (a.at_ms ?? 0) - (b.at_ms ?? 0))
  const undated: Happening[] = []
  if (returned > 0) undated.push({ ...at('returned', null), times: returned })
  if (state === 'resolved') undated.push(at('resolved_itself', null))
  return [...dated, ...undated]
}

/** What the last mark was: an active one that came back had been resolved, another had been restored. */
function markOf(state: Issue['issue']['state'], returned: number): Happening['what'] {
  if (state === 'ignored') return 'ignored_by'
  if (state === 'marked_resolved') return 'resolved_by'
  return returned > 0 ? 'resolved_by' : 'restored_by'
}
