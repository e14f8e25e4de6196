import { expect, test } from 'vitest'
import { judged, NOW_MS, NOW_S } from './judged.fixture.js'

const DAY_S = 86_400
const OLD = ['event_time_too_old event_time']
const AHEAD = ['event_time_in_future event_time']
const NO_NUMBER = ['event_time_not_a_number event_time']
const MISSING = ['event_time_missing event_time']

const cases: [title: string, event_time: unknown, problems: string[], want: number | undefined][] = [
  ['now', NOW_S, [], NOW_S],
  ['as text', String(NOW_S), [], NOW_S],
  ['a fraction is cut', NOW_S - 0.5, [], NOW_S - 1],
  ['a fraction in text', `${NOW_S - 8}.5`, [], NOW_S - 8],
  ['exactly 7 days old', NOW_S - 7 * DAY_S, [], NOW_S - 7 * DAY_S],
  ['a second beyond', NOW_S - 7 * DAY_S - 1, OLD, undefined],
  ['exactly 5 minutes ahead', NOW_S + 300, [], NOW_S + 300],
  ['a second further', NOW_S + 301, AHEAD, undefined],
  ['milliseconds', NOW_MS, AHEAD, undefined],
  ['nought', 0, OLD, undefined],
  ['a date', '2026-01-01T00:00:00Z', NO_NUMBER, undefined],
  ['a list', [NOW_S], NO_NUMBER, undefined],
  ['true', true, NO_NUMBER, undefined],
  ['none', undefined, MISSING, undefined],
  ['null', null, MISSING, undefined],
  ['empty', '', MISSING, undefined],
]
for (const [title, event_time, problems, want] of cases)
  test(`validateEventTime: ${title}`, () => {
    const found = judged({ event_time })
    expect(found.problems).toEqual(problems)
    expect(found.event?.event_time).toBe(want)
  })

const stores: [days: number, action_source: string, problems: string[]][] = [
  [62, 'physical_store', []],
  [62, ' Physical_Store', []],
  [63, 'physical_store', OLD],
  [62, 'system_generated', OLD],
]
for (const [days, action_source, problems] of stores)
  test(`validateEventTime: ${days} days old, ${action_source}`, () =>
    expect(judged({ event_time: NOW_S - days * DAY_S, action_source }).problems).toEqual(problems))
