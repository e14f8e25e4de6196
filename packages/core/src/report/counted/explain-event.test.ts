import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Method } from '../../deduplicate/judge.js'
import { mergeEvent } from '../../deduplicate/merge.js'
import { COUNTING_DEFAULTS, OFFLINE_WINDOW_MS } from '../../deduplicate/windows.js'
import type { Channel, IdentifiedEvent } from '../../event.js'
import { explainEvent, type JudgedSighting } from './explain-event.js'

const MINUTE_MS = 60_000
const AT_MS = 1_763_900_000_000
type Said = Partial<Pick<IdentifiedEvent, 'event_id' | 'user_data' | 'custom_data'>>

const sighting = (
  sighting_id: string,
  channel: Channel,
  after_ms: number,
  method: Method | null,
  said: Said = {},
  opens = method === null,
): JudgedSighting => ({
  method,
  opens,
  reported: {
    sighting_id,
    channel,
    received_at_ms: AT_MS + after_ms,
    event: {
      event_name: 'Purchase',
      event_time: AT_MS / 1_000,
      event_id: 'A1',
      action_source: 'website',
      user_data: {},
      custom_data: {},
      ...said,
    },
  },
})

type Case = [title: string, sightings: [JudgedSighting, ...JudgedSighting[]], want: object]
/** @source reference/counting.md */
const cases: Case[] = [
  [
    'alone',
    [sighting('a', 'server', 0, null)],
    {
      primary: { sighting_id: 'a', why: 'only_one', after_ms: 0, within_ms: 5 * MINUTE_MS },
      merged: [],
      sightings: [{ why: { code: 'first' }, part: 'primary' }],
    },
  ],
  [
    'the server’s copy, 1.8 s after the browser’s, gives what that lacks',
    [
      sighting('a', 'browser', 0, null, { custom_data: { value: 1, currency: null } }),
      sighting('b', 'server', 1_800, 'event_id', {
        custom_data: { value: 2, currency: 'USD' },
        user_data: { em: ['x'] },
      }),
    ],
    {
      primary: { sighting_id: 'a', why: 'first' },
      merged: [
        { at: 'custom_data', key: 'value', sighting_id: 'a', channel: 'browser' },
        { at: 'custom_data', key: 'currency', sighting_id: 'b', channel: 'server' },
        { at: 'user_data', key: 'em', sighting_id: 'b', channel: 'server' },
      ],
      sightings: [
        { why: { code: 'first' }, part: 'primary' },
        {
          why: {
            code: 'event_id_same',
            with: { sighting_id: 'a', channel: 'browser', received_at_ms: AT_MS },
            after_ms: 1_800,
            within_ms: 48 * 60 * MINUTE_MS,
            event_id_missing: 'neither',
          },
          part: 'gave',
        },
      ],
    },
  ],
  [
    'a browser’s copy within 5 minutes is preferred; one after 10 minutes gives nothing',
    [
      sighting('a', 'server', 0, null),
      sighting('b', 'browser', 5 * MINUTE_MS, 'event_id'),
      sighting('c', 'server', 10 * MINUTE_MS + 1, 'event_id', { user_data: { em: ['x'] } }),
    ],
    {
      primary: { sighting_id: 'b', why: 'browser_preferred', after_ms: 5 * MINUTE_MS },
      merged: [],
      sightings: [{ part: 'nothing_to_give' }, { part: 'primary' }, { part: 'too_late' }],
    },
  ],
  [
    'by fbp: the latest browser’s with it, one of the two without event_id',
    [
      sighting('a', 'browser', 0, null, { event_id: null, user_data: { fbp: 'fb.1.1.1' } }),
      sighting('b', 'browser', 10, 'event_id', { user_data: { fbp: 'fb.1.1.1' } }),
      sighting('c', 'server', 30, 'fbp', { user_data: { fbp: 'fb.1.1.1' } }, true),
    ],
    {
      sightings: [
        {},
        {},
        { why: { code: 'fbp_same', with: { sighting_id: 'a' }, after_ms: 30, event_id_missing: 'that' } },
      ],
    },
  ],
  [
    'by external_id, both without event_id; what it met is gone',
    [
      sighting('a', 'server', 0, null, { event_id: null }),
      sighting('b', 'server', 7, 'external_id', { event_id: null, user_data: { external_id: ['d'] } }),
    ],
    {
      sightings: [
        {},
        { why: { code: 'external_id_same', with: { sighting_id: 'a' }, event_id_missing: 'both' } },
      ],
    },
  ],
  [
    'offline has a window of its own',
    [sighting('a', 'server', 0, null), sighting('b', 'server', 9, 'offline', { event_id: null })],
    { sightings: [{}, { why: { code: 'offline_same', after_ms: 9, within_ms: OFFLINE_WINDOW_MS } }] },
  ],
]
for (const [title, [anchor, ...others], want] of cases)
  test(`explainEvent: ${title}`, () =>
    expect(explainEvent(anchor, others, COUNTING_DEFAULTS)).toMatchObject(want))

test('law: each key that the event shows has the value of the sighting that it is said to be from, and no other is named', () => {
  const key = fc.constantFrom('value', 'currency', 'order_id')
  const data = fc.dictionary(key, fc.option(fc.integer(), { nil: null }), { noNullPrototype: true })
  const one = fc.tuple(fc.constantFrom('browser', 'server'), fc.integer({ min: 0, max: 12 }), data)
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (given) => {
      const sightings = given
        .map(([channel, minutes, custom_data], nth) =>
          sighting(`s${nth}`, channel as Channel, minutes * MINUTE_MS, 'event_id', { custom_data }),
        )
        .sort((a, b) => a.reported.received_at_ms - b.reported.received_at_ms)
      const [anchor, ...others] = sightings
      if (!anchor) return
      const reports = others.map(({ reported }) => reported)
      const { event } = mergeEvent(anchor.reported, reports, COUNTING_DEFAULTS)
      const { merged } = explainEvent(anchor, others, COUNTING_DEFAULTS)
      const shown = Object.entries(event.custom_data).filter(([, value]) => value !== null)
      const said = merged.map(({ key, sighting_id }) => {
        const from = sightings.find(({ reported }) => reported.sighting_id === sighting_id)
        return [key, from?.reported.event.custom_data[key]]
      })
      expect(Object.fromEntries(said)).toEqual(Object.fromEntries(shown))
    }),
  )
})
