import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTING_CASES } from '../../testing/counting-cases.js'
import type { IdentifiedEvent, JsonObject } from '../event.js'
import { mergeEvent, type Reported } from './merge.js'
import { byOrder } from './sighting.js'
import { joinedBy, openedBy, readValue } from './value.js'
import { COUNTING_DEFAULTS } from './windows.js'

const START_MS = 1_763_900_000_000
const MINUTE_MS = 60_000

function reported(
  channel: 'browser' | 'server',
  at_min: number,
  custom_data: JsonObject,
  id = `${at_min}`,
): Reported {
  const event: IdentifiedEvent = {
    event_name: 'Purchase',
    event_time: 1_763_900_000,
    event_id: 'a',
    action_source: 'website',
    user_data: {},
    custom_data,
  }
  return { channel, received_at_ms: START_MS + at_min * MINUTE_MS, sighting_id: id, event }
}

for (const { title, sightings, primary, merged } of COUNTING_CASES.filter((c) => c.primary))
  test(`what is shown: ${title}`, () => {
    const [anchor, ...others] = sightings.map((s, i) =>
      reported(s.channel, s.at_min, { [`from_${i}`]: true }),
    )
    const shown = mergeEvent(anchor as Reported, others, COUNTING_DEFAULTS)
    expect(shown.primary.channel).toBe(primary)
    expect(shown.channels).toEqual(['browser', 'server'])
    if (merged !== undefined)
      expect(shown.event.custom_data).toEqual(merged ? { from_0: true, from_1: true } : { from_0: true })
  })

test('what is shown: a key of the primary is never overwritten, and a list is taken whole', () => {
  const anchor = reported('browser', 0, { value: 9.5, content_ids: ['a'] })
  const other = reported('server', 1, { value: 12, content_ids: ['a', 'b'], order_id: 'o1' })
  expect(mergeEvent(anchor, [other], COUNTING_DEFAULTS).event.custom_data).toEqual({
    value: 9.5,
    content_ids: ['a'],
    order_id: 'o1',
  })
})

test('what is shown: the earliest sighting that has a key gives it', () => {
  const anchor = reported('browser', 0, {})
  const others = [reported('server', 2, { order_id: 'late' }), reported('server', 1, { order_id: 'early' })]
  expect(mergeEvent(anchor, others, COUNTING_DEFAULTS).event.custom_data).toEqual({ order_id: 'early' })
})

const someValue = fc.constantFrom<JsonObject>(
  {},
  { value: 9.5, currency: 'USD' },
  { value: 12, currency: 'EUR' },
  { value: 7 },
  { value: 'nine', currency: 'USD' },
)
const someSightings = fc.array(
  fc.tuple(
    fc.constantFrom('browser' as const, 'server' as const),
    fc.constantFrom(0, 4, 5, 6, 10, 11, 60),
    someValue,
  ),
  { minLength: 1, maxLength: 6 },
)

test('law: an event told of its sightings one by one shows the value that merging all of them shows', () => {
  fc.assert(
    fc.property(someSightings, (given) => {
      const all = given
        .map(([channel, at_min, data], i) => reported(channel, at_min, data, `s${i}`))
        .sort(byOrder)
      const [anchor, ...others] = all as [Reported, ...Reported[]]
      let state = openedBy(anchor.channel, anchor.received_at_ms, readValue(anchor.event.custom_data))
      for (const s of others)
        state = joinedBy(
          state,
          s.channel,
          s.received_at_ms,
          readValue(s.event.custom_data),
          COUNTING_DEFAULTS,
        )
      const shown = mergeEvent(anchor, others, COUNTING_DEFAULTS)
      const value = readValue(shown.event.custom_data)
      expect(state.shown?.value ?? null).toEqual(value?.value ?? null)
      expect([state.browser, state.server]).toEqual([
        shown.channels.includes('browser'),
        shown.channels.includes('server'),
      ])
    }),
    { numRuns: 1_000 },
  )
})
