import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIAGNOSED_NOW_MS, diagnosed as diagnosedWith } from '../../../testing/index.js'
import { advance, QUIET_MS } from './advance.js'
import { type Diagnosed, ISSUE_STATES, type IssueState, issueKeyOf, type KnownIssue } from './issue.js'
import { mark } from './mark.js'

const NOW = DIAGNOSED_NOW_MS
const HOUR = 3_600_000

const diagnosed = (more: Partial<Diagnosed> = {}): Diagnosed =>
  diagnosedWith({ first_ms: NOW - 5 * HOUR, last_ms: NOW - HOUR, ...more })
const known = (state: IssueState, more: Partial<KnownIssue> = {}): KnownIssue => {
  const [issue] = advance([], [diagnosed()], NOW).issues
  return { ...(issue as KnownIssue), state, ...more }
}

type Case = [
  title: string,
  before: KnownIssue[],
  found: Diagnosed[],
  state: (IssueState | undefined)[],
  events: string[],
]
/** @source reference 9.3, life cycle: not observed for 7 days; ignored and restored. The rest is ours. */
const cases: Case[] = [
  ['first seen', [], [diagnosed()], ['active'], ['new']],
  ['over before it was looked at', [], [diagnosed({ last_ms: NOW - QUIET_MS - 1 })], [], []],
  ['seen at the edge', [], [diagnosed({ last_ms: NOW - QUIET_MS })], ['active'], ['new']],
  ['still seen', [known('active')], [diagnosed({ last_ms: NOW })], ['active'], []],
  ['not seen, not for long', [known('active', { last_ms: NOW - QUIET_MS })], [], ['active'], []],
  ['unseen for 7 days', [known('active', { last_ms: NOW - QUIET_MS - 1 })], [], ['resolved'], ['resolved']],
  [
    'diagnosed, but by what is old',
    [known('active', { last_ms: NOW - QUIET_MS - 1 })],
    [diagnosed({ last_ms: NOW - QUIET_MS - 1 })],
    ['resolved'],
    ['resolved'],
  ],
  ['resolved, seen again', [known('resolved')], [diagnosed({ last_ms: NOW })], ['active'], ['returned']],
  ['resolved, by the same sightings', [known('resolved')], [diagnosed()], ['resolved'], []],
  [
    'marked, seen before the mark',
    [known('marked_resolved', { marked_at_ms: NOW - 10 })],
    [diagnosed({ last_ms: NOW - 10 })],
    ['marked_resolved'],
    [],
  ],
  [
    'marked, seen after it',
    [known('marked_resolved', { marked_at_ms: NOW - 10 })],
    [diagnosed({ last_ms: NOW - 9 })],
    ['active'],
    ['returned'],
  ],
  [
    'marked within the hour that is all that is known of when it was seen',
    [known('marked_resolved', { marked_at_ms: NOW - 10, last_ms: NOW + HOUR / 2 })],
    [diagnosed({ last_ms: NOW + HOUR / 2 })],
    ['marked_resolved'],
    [],
  ],
  [
    'seen in the hour after that',
    [known('marked_resolved', { marked_at_ms: NOW - 10, last_ms: NOW + HOUR / 2 })],
    [diagnosed({ last_ms: NOW + 1.5 * HOUR })],
    ['active'],
    ['returned'],
  ],
  ['ignored, seen again', [known('ignored')], [diagnosed({ last_ms: NOW })], ['ignored'], []],
  ['ignored, long unseen', [known('ignored', { last_ms: 0 })], [], ['ignored'], []],
  [
    'of the other channel',
    [known('active')],
    [diagnosed({ channel: 'server' })],
    ['active', 'active'],
    ['new'],
  ],
  ['twice in one', [], [diagnosed(), diagnosed({ last_ms: NOW })], ['active'], ['new']],
]
for (const [title, before, found, states, events] of cases)
  test(`advance: ${title}`, () => {
    const after = advance(before, found, NOW)
    expect(after.issues.map(({ state }) => state)).toEqual(states)
    expect(after.events.map(({ event }) => event)).toEqual(events)
  })

test('advance keeps the first time, takes the last and what is said now, and counts returns', () => {
  const before = known('resolved', { first_ms: 5, returned: 2 })
  const [after] = advance(
    [before],
    [diagnosed({ last_ms: NOW - 1, affected: 9, severity: 'error' })],
    NOW,
  ).issues
  expect(after).toMatchObject({ first_ms: 5, last_ms: NOW - 1, returned: 3 })
  expect(after?.summary).toMatchObject({ affected: 9, severity: 'error' })
})

test('advance keeps when it opened, went and came back, and how much it touched then', () => {
  const seen_ms = NOW + QUIET_MS + 2
  let issues: readonly KnownIssue[] = advance([], [diagnosed({ affected: 3, total: 4 })], NOW).issues
  issues = advance(issues, [], seen_ms).issues
  issues = advance(issues, [diagnosed({ last_ms: seen_ms, affected: 9, total: 10 })], seen_ms + 1).issues
  expect(issues[0]?.history).toEqual([
    { what: 'opened', at_ms: NOW, by: null, affected: 3, total: 4 },
    { what: 'quiet', at_ms: seen_ms, by: null, affected: 3, total: 4 },
    { what: 'returned', at_ms: seen_ms + 1, by: null, affected: 9, total: 10 },
  ])
})

test('of what happened the latest 20 are kept', () => {
  let issue = known('active')
  for (let n = 0; n < 30; n += 1) issue = mark(issue, n % 2 === 0 ? 'ignored' : 'restored', 'ann', NOW + n)
  expect(issue.history.map(({ at_ms }) => at_ms - NOW)).toEqual(Array.from({ length: 20 }, (_, n) => n + 10))
})

test('what is known by the hour does not return by being looked at again, and does by the next hour', () => {
  const hour_ms = NOW - (NOW % HOUR)
  const end_ms = hour_ms + HOUR - 1
  const [seen] = advance([], [diagnosed({ last_ms: NOW })], NOW).issues
  const marked = { ...(seen as KnownIssue), state: 'marked_resolved' as const, marked_at_ms: NOW + 5 }
  const returnsAt = (now_ms: number, last_ms: number) =>
    advance([marked], [diagnosed({ last_ms })], now_ms).events.map(({ event }) => event)
  expect(returnsAt(NOW + 10_000, NOW + 10_000)).toEqual([])
  // The hour is over, and nothing has come in the next.
  expect(returnsAt(end_ms + 60_000, end_ms)).toEqual([])
  expect(returnsAt(end_ms + 60_000, end_ms + 60_000)).toEqual(['returned'])
})

test('advance remembers no sample and no page', () => {
  const found = { ...diagnosed(), samples: [7], urls: ['https://shop.example/a'] }
  const { issues } = advance([], [found], NOW)
  expect(JSON.stringify(issues)).not.toMatch(/samples|urls|shop\.example/)
})

const time = fc.integer({ min: NOW - 3 * QUIET_MS, max: NOW })
const someDiagnosed = fc
  .record({
    code: fc.constantFrom('a', 'b'),
    event_name: fc.constantFrom('Purchase', 'Lead', null),
    channel: fc.constantFrom('browser' as const, null),
    detail: fc.constantFrom('em', null),
    first_ms: time,
    last_ms: time,
    affected: fc.integer({ min: 0, max: 5 }),
  })
  .map(diagnosed)
const someKnown = fc.uniqueArray(
  fc
    .tuple(someDiagnosed, fc.constantFrom(...ISSUE_STATES), fc.option(time))
    .map(([{ code, event_name, channel, detail, first_ms, last_ms }, state, marked_at_ms]) => ({
      ...known(state, { code, event_name, channel, detail, first_ms, last_ms, marked_at_ms }),
    })),
  { selector: issueKeyOf },
)
const someFound = fc.array(someDiagnosed, { maxLength: 12 })

test('law: told the same again, nothing changes and nothing happens', () =>
  fc.assert(
    fc.property(someKnown, someFound, (before, found) => {
      const once = advance(before, found, NOW)
      const twice = advance(once.issues, found, NOW)
      expect(twice.events).toEqual([])
      expect(twice.issues.every((issue, at) => issue === once.issues[at])).toBe(true)
      expect(twice.issues).toHaveLength(once.issues.length)
    }),
  ))

test('law: each issue once, none is forgotten, and an ignored one stays ignored and says nothing', () =>
  fc.assert(
    fc.property(someKnown, someFound, (before, found) => {
      const { issues, events } = advance(before, found, NOW)
      const keys = issues.map(issueKeyOf)
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys.slice(0, before.length)).toEqual(before.map(issueKeyOf))
      for (const issue of before.filter(({ state }) => state === 'ignored')) {
        const key = issueKeyOf(issue)
        expect(issues[keys.indexOf(key)]?.state).toBe('ignored')
        expect(events.some((event) => issueKeyOf(event) === key)).toBe(false)
      }
    }),
  ))

test('law: what returns was seen after it was resolved; the order of what is found changes no state', () =>
  fc.assert(
    fc.property(someKnown, someFound, (before, found) => {
      const { issues, events } = advance(before, found, NOW)
      for (const event of events.filter((one) => one.event === 'returned')) {
        const key = issueKeyOf(event)
        const was = before.find((issue) => issueKeyOf(issue) === key) as KnownIssue
        const is = issues.find((issue) => issueKeyOf(issue) === key) as KnownIssue
        expect(is.last_ms).toBeGreaterThan(was.last_ms)
        if (was.state === 'marked_resolved') expect(is.last_ms).toBeGreaterThan(was.marked_at_ms ?? 0)
      }
      const stateByKey = (of: readonly KnownIssue[]) =>
        new Map(of.map((issue) => [issueKeyOf(issue), [issue.state, issue.first_ms, issue.last_ms]]))
      expect(stateByKey(advance(before, [...found].reverse(), NOW).issues)).toEqual(stateByKey(issues))
    }),
  ))
