import { expect, test } from 'vitest'
import { hadResolvedItself, historyOf } from './history.js'
import {
  countByTab,
  type Diagnostics,
  filtered,
  filtersOf,
  findIssue,
  grouped,
  type IssueState,
  issueBehind,
  issuesOf,
  newsOf,
  undoOf,
} from './issues.js'
import { setupOf } from './setup.js'

const NOW_MS = Date.UTC(2026, 10, 28, 12)
const HOUR_MS = 3_600_000

const standing = (id: number | null, state: IssueState, more: object = {}) => ({
  ...{ id, state, first_ms: NOW_MS - 100 * HOUR_MS, marked_at_ms: null, marked_by: null, returned: 0 },
  history: [],
  ...more,
})
const summary = (severity: 'error' | 'warning' | 'info') => ({
  ...{ severity, title: 'T', seen: 'S', why: 'W', fixes: { pixel: 'P', shopify: 'H' }, cause: null },
  ...{ affected: 3, total: 4, share: 0.75 },
})
const about = (code: string, event_name: string | null, channel: 'browser' | 'server' | null) => ({
  ...{ code, event_name, channel, detail: null, first_ms: 0, last_ms: NOW_MS },
})
const THRESHOLD = { of: 'seen', share_min: 0.1, sample_min: 5, affected_min: 3, over: '7 days' }
function found(
  code: string,
  severity: 'error' | 'warning' | 'info',
  event_name: string | null,
  channel: 'browser' | 'server' | null,
  issue: ReturnType<typeof standing>,
) {
  const known = { ...about(code, event_name, channel), ...summary(severity), issue }
  return { ...known, samples: [], urls: [], threshold: THRESHOLD }
}

const DIAGNOSTICS = {
  ...{ dataset_id: '1', as_of_ms: NOW_MS, behind_rows: 0, active: { error: 1, warning: 2, info: 0 } },
  diagnoses: [
    found('invalid_currency', 'error', 'Purchase', 'browser', standing(1, 'active')),
    found(
      'missing_value',
      'warning',
      'Lead',
      'server',
      standing(2, 'active', { first_ms: NOW_MS - HOUR_MS }),
    ),
    found('missing_value', 'warning', 'Purchase', 'server', standing(3, 'active', { returned: 2 })),
    found('missing_value', 'warning', null, null, standing(4, 'ignored')),
    found('low_match', 'warning', 'Purchase', null, standing(null, 'resolved')),
  ],
  previous: [
    {
      ...about('ipv6', 'Purchase', 'server'),
      summary: summary('info'),
      issue: standing(9, 'marked_resolved'),
    },
  ],
} as Diagnostics
const ISSUES = issuesOf(DIAGNOSTICS)
const ids = (issues: readonly { issue: { id: number | null } }[]) => issues.map(({ issue }) => issue.id)

test('what is found and what was stand in one list, each in one tab', () => {
  expect(ids(ISSUES)).toEqual([1, 2, 3, 4, null, 9])
  expect(countByTab(ISSUES)).toEqual({ open: 3, ignored: 1, resolved: 2 })
  expect(ISSUES.at(-1)).toMatchObject({ threshold: null, samples: [], share: 0.75 })
})

for (const [search, wanted] of [
  [{}, [1, 2, 3]],
  [{ state: 'ignored' }, [4]],
  [{ state: 'resolved' }, [null, 9]],
  [{ state: 'of no such' }, [1, 2, 3]],
  [{ severity: 'warning' }, [2, 3]],
  [{ severity: 'warning', event: 'Purchase' }, [3]],
  [{ channel: 'browser' }, [1]],
  [{ event: 'Nothing' }, []],
] as const)
  test(`filters: ${JSON.stringify(search)}`, () =>
    expect(ids(filtered(ISSUES, filtersOf(search)))).toEqual(wanted))

test('issues of one kind are one group, the most severe first', () => {
  const groups = grouped(filtered(ISSUES, filtersOf({})))
  expect(groups.map(({ code, issues }) => [code, issues.length])).toEqual([
    ['invalid_currency', 1],
    ['missing_value', 2],
  ])
})

test('an issue is found by its id, and by what it is about before it has one and after', () => {
  expect(findIssue(ISSUES, '3')?.event_name).toBe('Purchase')
  expect(ISSUES[4]?.address).toBe('low_match~Purchase~~')
  expect(findIssue(ISSUES, 'low_match~Purchase~~')?.code).toBe('low_match')
  expect(findIssue(ISSUES, 'missing_value~Lead~server~')?.issue.id).toBe(2)
  expect(findIssue(ISSUES, '77')).toBeUndefined()
})

test('the issue behind an answer is open, and of its first code', () => {
  expect(issueBehind(['missing_value', 'ipv6'], ISSUES)?.issue.id).toBe(2)
  expect(issueBehind(['ipv6'], ISSUES)).toBeUndefined()
  expect(issueBehind([], ISSUES)).toBeUndefined()
})

test('news: what is new in 24 hours, and what came back', () =>
  expect(newsOf(ISSUES, NOW_MS)).toEqual({ fresh: 1, returned: 1 }))

test('undoing a mark leads back to the state before it', () =>
  expect(undoOf).toEqual({
    active: 'restored',
    resolved: 'restored',
    ignored: 'ignored',
    marked_resolved: 'resolved',
  }))

for (const [channel, wanted, shown] of [
  ['browser', undefined, 'pixel'],
  ['server', undefined, 'pixel'],
  ['server', 'shopify', 'shopify'],
  ['browser', 'stripe', 'pixel'],
] as const)
  test(`the fix for ${channel} where ${wanted} is wanted is ${shown}’s`, () =>
    expect(setupOf({ channel, fixes: { pixel: 'P', shopify: 'H' } }, wanted)).toBe(shown))

test('where no way has a fix, none is shown', () =>
  expect(setupOf({ channel: null, fixes: {} }, 'pixel')).toBeNull())

const change = (what: string, at_ms: number, by: string | null = null) => ({
  ...{ what, at_ms, by, affected: 3, total: 4 },
})
for (const [title, more, wanted] of [
  ['kept before its history was', { returned: 2 }, ['first_seen', 'earlier_returns 2', 'last_seen']],
  ['opened', { history: [change('opened', NOW_MS - 2)] }, ['first_seen', 'opened 3/4', 'last_seen']],
  [
    'resolved, back, resolved by itself and back',
    {
      returned: 2,
      history: [
        change('resolved', NOW_MS - 5, 'ann'),
        change('returned', NOW_MS - 4),
        change('quiet', NOW_MS - 2),
        change('returned', NOW_MS + 1),
      ],
    },
    ['first_seen', 'resolved ann', 'returned 3/4', 'quiet', 'last_seen', 'returned 3/4'],
  ],
  [
    'back more often than is kept',
    { returned: 9, history: [change('returned', NOW_MS - 4)] },
    ['first_seen', 'earlier_returns 8', 'returned 3/4', 'last_seen'],
  ],
] as const)
  test(`history of one that was ${title}`, () => {
    const history = historyOf({ issue: standing(1, 'active', more), last_ms: NOW_MS })
    expect(
      history.map(({ what, by, touched, times }) =>
        [what, by, touched && `${touched.affected}/${touched.total}`, times > 1 && times]
          .filter(Boolean)
          .join(' '),
      ),
    ).toEqual(wanted)
  })

for (const [whats, wanted] of [
  [[], false],
  [['opened', 'quiet', 'returned'], true],
  [['quiet', 'returned', 'resolved', 'returned'], false],
  [['resolved', 'restored', 'quiet', 'returned', 'ignored', 'restored'], true],
  [['returned'], false],
] as const)
  test(`hadResolvedItself: ${whats.join(', ')}`, () =>
    expect(hadResolvedItself(whats.map((what) => change(what, NOW_MS)) as never)).toBe(wanted))
