import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../client/books.js'
import type { EventRow, Sums } from '../../client/shapes.js'
import { answerOf, askedOf, bothShare, deduplicatedShare, touching } from './answer-of.js'

const sums = (browser: number, server: number, more: Partial<Sums> = {}): Sums => ({
  received: { browser, server },
  counted: browser + server,
  duplicate: 0,
  rejected: 0,
  blocked: 0,
  restricted: 0,
  both: 0,
  value: {},
  ...more,
})
const row = (event_name: string, browser: number, server = 0): EventRow => ({
  ...sums(browser, server),
  event_name,
  last_received_at_ms: null,
  match_quality: null,
  issues: { error: 0, warning: 0, info: 0 },
})
const diagnosis = (
  code: string,
  event_name: string | null,
  severity = 'error',
  state = 'active',
): Diagnosis => ({ code, event_name, severity, issue: { state } }) as unknown as Diagnosis

describe('whether an event is counted twice', () => {
  const met = sums(10, 10, { counted: 11, duplicate: 9, both: 9 })
  test.each([
    ['nothing was received', sums(0, 0), [], 'nothing'],
    ['copies met', met, [], 'once'],
    ['both paths, and no copy met', sums(5, 5), [], 'apart'],
    ['the browser alone', sums(5, 0), [], 'one_path'],
    ['the server alone', sums(0, 5), [], 'one_path'],
    ['an error of it', met, [diagnosis('missing_event_id', 'Purchase')], 'twice'],
    ['a warning of it', met, [diagnosis('missing_event_id', 'Purchase', 'warning')], 'unsafe'],
    ['a note of it', met, [diagnosis('missing_event_id', 'Purchase', 'info')], 'once'],
    [
      'an error after a warning',
      met,
      [diagnosis('missing_event_id', 'Purchase', 'warning'), diagnosis('ids_never_meet', 'Purchase')],
      'twice',
    ],
    [
      'an error of one path: twice on that path',
      sums(5, 0),
      [diagnosis('multiple_pixel', 'Purchase')],
      'twice',
    ],
    ['an error of another event', met, [diagnosis('missing_event_id', 'Lead')], 'once'],
    ['an error of no one event', met, [diagnosis('multiple_pixel', null)], 'twice'],
    ['an error that doubles nothing', met, [diagnosis('low_match', 'Purchase')], 'once'],
    ['ignored', met, [diagnosis('missing_event_id', 'Purchase', 'error', 'ignored')], 'once'],
  ] as const)('%s', (_name, totals, diagnoses, kind) =>
    expect(answerOf('Purchase', totals, diagnoses).kind).toBe(kind),
  )

  test('more Purchases than orders says nothing of other events', () =>
    expect(answerOf('Lead', met, [diagnosis('purchases_exceed_orders', null)]).kind).toBe('once'))
})

test.each([
  ['Purchase, however few', [row('PageView', 90), row('Purchase', 1)], 'Purchase'],
  ['what was received most', [row('Lead', 3), row('PageView', 4, 4), row('Search', 7)], 'PageView'],
  ['none', [], null],
] as const)('the event that is asked about: %s', (_name, rows, asked) => expect(askedOf(rows)).toBe(asked))

test('shares: of nothing there is none', () => {
  expect(deduplicatedShare(sums(0, 0))).toBeNull()
  expect(bothShare(sums(0, 0))).toBeNull()
  expect(deduplicatedShare(sums(6, 4, { counted: 6, duplicate: 4 }))).toBe(0.4)
  expect(bothShare(sums(6, 4, { counted: 8, both: 2 }))).toBe(0.25)
})

test('what touches an event: its own and what is of no one event, while active', () => {
  const all = [
    diagnosis('low_match', 'Purchase'),
    diagnosis('low_match', 'Lead'),
    diagnosis('new_domain', null),
    diagnosis('ipv6', 'Purchase', 'info', 'resolved'),
  ]
  expect(touching(all, 'Purchase').map(({ code, event_name }) => [code, event_name])).toEqual([
    ['low_match', 'Purchase'],
    ['new_domain', null],
  ])
  expect(touching(all, null)).toHaveLength(3)
})
