import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTION_SOURCES, type ActionSource } from '../event.js'
import { DAY_MS } from '../time.js'
import { DEFAULT_LIMITS } from '../validate/limits.js'
import { validateEvent } from '../validate/validate.js'
import {
  ageClassOf,
  DEADLINE_MARGIN_MS,
  deadlineOf,
  earliestOf,
  isNearDeadline,
  NEAR_DEADLINE_MS,
  sameClass,
} from './deadline.js'

const NOW_MS = 1_764_000_000_000
const secondsAgo = (days: number) => Math.floor((NOW_MS - days * DAY_MS) / 1000)

test('deadlineOf: 7 days, 62 for a store, less the margin', () => {
  expect(deadlineOf(1_000, 'website')).toBe(1_000_000 + 7 * DAY_MS - DEADLINE_MARGIN_MS)
  expect(deadlineOf(1_000, null)).toBe(1_000_000 + 7 * DAY_MS - DEADLINE_MARGIN_MS)
  expect(deadlineOf(1_000, 'physical_store')).toBe(1_000_000 + 62 * DAY_MS - DEADLINE_MARGIN_MS)
})

const near: [left_ms: number, want: boolean][] = [
  [NEAR_DEADLINE_MS + 1, false],
  [NEAR_DEADLINE_MS, true],
  [0, true],
  [-1, true],
]
for (const [left_ms, want] of near)
  test(`isNearDeadline: ${left_ms} ms left: ${want}`, () =>
    expect(isNearDeadline(NOW_MS + left_ms, NOW_MS)).toBe(want))

const classes: [title: string, days: number, action_source: ActionSource | null, want: string][] = [
  ['new', 0, 'website', 'fresh'],
  ['six days', 6, 'website', 'fresh'],
  ['hours before the limit', 6.9, null, 'near'],
  ['a new one of a store', 1, 'physical_store', 'fresh'],
  ['one of a store that others could not be', 30, 'physical_store', 'near'],
]
for (const [title, days, action_source, want] of classes)
  test(`ageClassOf: ${title}: ${want}`, () =>
    expect(ageClassOf({ event_time_s: secondsAgo(days), action_source }, NOW_MS)).toBe(want))

const aged = fc.record({
  event_time_s: fc.integer({ min: secondsAgo(70), max: secondsAgo(0) }),
  action_source: fc.constantFrom(null, ...ACTION_SOURCES),
})
test('sameClass: an event near its deadline never goes with a fresh one', () =>
  fc.assert(
    fc.property(aged, aged, (a, b) => {
      const near = (e: typeof a) => isNearDeadline(deadlineOf(e.event_time_s, e.action_source), NOW_MS)
      if (sameClass(a, b, NOW_MS) && near(a)) expect(ageClassOf(b, NOW_MS)).toBe('near')
      expect(sameClass(a, b, NOW_MS)).toBe(sameClass(b, a, NOW_MS))
    }),
  ))
test('deadlineOf, earliestOf: between them the time of an event is never refused', () =>
  fc.assert(
    fc.property(
      aged,
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ event_time_s, action_source }, share) => {
        const [from, to] = [earliestOf(event_time_s), deadlineOf(event_time_s, action_source)]
        const event = { event_name: 'A', event_time: event_time_s, user_data: { fbp: 'fb.1.1.1' } }
        const sent = action_source === 'physical_store' ? { ...event, action_source } : event
        expect(
          validateEvent(sent, 0, from + Math.floor(share * (to - from)), DEFAULT_LIMITS).problems,
        ).toEqual([])
      },
    ),
  ))
