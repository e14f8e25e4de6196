import { expect, test } from 'vitest'
import { QUIET_MS } from './advance.js'
import type { IssueState, KnownIssue } from './issue.js'
import { type IssueMark, mark } from './mark.js'

const NOW = 1_763_900_000_000
const issue = (state: IssueState, last_ms: number): KnownIssue => ({
  code: 'missing_value',
  event_name: null,
  channel: null,
  detail: null,
  state,
  summary: {
    severity: 'error',
    title: 't',
    seen: 's',
    why: 'w',
    fixes: {},
    cause: null,
    affected: 1,
    total: 1,
    share: 1,
  },
  first_ms: 0,
  last_ms,
  marked_at_ms: null,
  marked_by: null,
  returned: 0,
  history: [],
})

const cases: [title: string, state: IssueState, last_ms: number, as: IssueMark, want: IssueState][] = [
  ['resolved', 'active', NOW, 'resolved', 'marked_resolved'],
  ['ignored', 'active', NOW, 'ignored', 'ignored'],
  ['ignored though resolved', 'resolved', 0, 'ignored', 'ignored'],
  ['restored', 'ignored', NOW - QUIET_MS, 'restored', 'active'],
  ['restored, long unseen', 'ignored', NOW - QUIET_MS - 1, 'restored', 'resolved'],
  ['a mark taken back', 'marked_resolved', NOW, 'restored', 'active'],
]
for (const [title, state, last_ms, as, want] of cases)
  test(`mark: ${title}`, () => {
    expect(mark(issue(state, last_ms), as, 'ann', NOW)).toMatchObject({
      state: want,
      marked_at_ms: NOW,
      marked_by: 'ann',
      history: [{ what: as, at_ms: NOW, by: 'ann', affected: 1, total: 1 }],
    })
  })

for (const state of ['active', 'resolved'] as const)
  test(`mark: there is nothing to restore of one that is ${state}`, () => {
    const before = issue(state, 0)
    expect(mark(before, 'restored', 'ann', NOW)).toBe(before)
  })
