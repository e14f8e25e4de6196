import { expect, test } from 'vitest'
import { diagnosisOf } from '../diagnose/diagnosis.js'
import { advance, QUIET_MS } from './advance.js'
import type { KnownIssue } from './issue.js'
import { mark } from './mark.js'
import { standingOf } from './standing.js'

const NOW = 1_795_435_200_000
const missingValue = (last_ms = NOW) =>
  diagnosisOf('missing_value', {
    ...{ event_name: 'Purchase', channel: 'browser', seen: '3 of 4.', affected: 3, total: 4 },
    ...{ first_ms: last_ms - 1_000, last_ms },
  })
const known = (): KnownIssue => advance([], [missingValue(NOW - 60_000)], NOW).issues[0] as KnownIssue

test.each([
  ['nobody has looked since', [], missingValue(), 'active'],
  ['it is known', [known()], missingValue(), 'active'],
  ['ignored', [mark(known(), 'ignored', null, NOW)], missingValue(), 'ignored'],
  [
    'marked, not seen since',
    [mark(known(), 'resolved', null, NOW)],
    missingValue(NOW - 60_000),
    'marked_resolved',
  ],
  ['marked, and seen since', [mark(known(), 'resolved', null, NOW - 30_000)], missingValue(), 'active'],
  ['over before anybody looked', [], missingValue(NOW - QUIET_MS - 1), undefined],
] as const)('a diagnosis stands as its issue will: %s', (_title, issues, diagnosis, state) => {
  const { diagnosed, others } = standingOf([diagnosis], [...issues], NOW)
  expect(diagnosed.map(({ issue }) => issue?.state)).toEqual([state])
  expect(others).toEqual([])
})

test('issues that are not diagnosed now: those of late still active, the others resolved', () => {
  const of_lead = { ...known(), event_name: 'Lead', last_ms: NOW - QUIET_MS - 1 }
  const { others } = standingOf([], [of_lead, known()], NOW)
  expect(others.map(({ event_name, state }) => [event_name, state])).toEqual([
    ['Purchase', 'active'],
    ['Lead', 'resolved'],
  ])
})
