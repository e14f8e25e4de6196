import type { Issue } from './issues.js'

type Change = Issue['issue']['history'][number]

/** What happened to an issue, as far as it is remembered. */
export interface Happening {
  what: Change['what'] | 'first_seen' | 'last_seen' | 'earlier_returns'
  /** null: when is not remembered */
  at_ms: number | null
  /** who marked it; null: nobody did, or it is not known */
  by: string | null
  /** how much it touched then; null: it is not remembered, or said elsewhere */
  touched: { affected: number; total: number } | null
  /** how often */
  times: number
}

/** The oldest first. Of returns that are no longer remembered, only how many there were. */
export function historyOf({ issue, last_ms }: Pick<Issue, 'issue' | 'last_ms'>): Happening[] {
  const { first_ms, returned, history } = issue
  const seen = (what: Happening['what'], at_ms: number | null, times = 1): Happening => ({
    ...{ what, at_ms, by: null, touched: null, times },
  })
  const dated = [seen('first_seen', first_ms), ...history.map(happeningOf), seen('last_seen', last_ms)]
  dated.sort((a, b) => (a.at_ms ?? 0) - (b.at_ms ?? 0))
  const forgotten = returned - history.filter(({ what }) => what === 'returned').length
  if (forgotten > 0) dated.splice(1, 0, seen('earlier_returns', null, forgotten))
  return dated
}

/** Whether an issue that came back had resolved itself, and nobody had said that it is mended. */
export function hadResolvedItself(history: readonly Change[]): boolean {
  const returned_at = history.findLastIndex(({ what }) => what === 'returned')
  const before = history.slice(0, Math.max(returned_at, 0))
  return before.findLast(({ what }) => what === 'quiet' || what === 'resolved')?.what === 'quiet'
}

const happeningOf = ({ what, at_ms, by, affected, total }: Change): Happening => ({
  ...{ what, at_ms, by, times: 1 },
  // What a person says of it changes nothing of what it touches.
  touched: what === 'opened' || what === 'returned' ? { affected, total } : null,
})
