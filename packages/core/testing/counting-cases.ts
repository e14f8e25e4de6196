import type { Sighting } from '../src/deduplicate/sighting.js'
import type { Channel } from '../src/event.js'

/** A sighting of the table: its channel, its event_id (null: none), minutes after the first. */
export interface CaseSighting {
  channel: Channel
  event_id: string | null
  at_min: number
  event_name?: string
  fbp?: string
}
const B = (event_id: string | null, at_min: number, fbp?: string): CaseSighting =>
  row('browser', event_id, at_min, fbp)
const S = (event_id: string | null, at_min: number, fbp?: string): CaseSighting =>
  row('server', event_id, at_min, fbp)
const row = (channel: Channel, event_id: string | null, at_min: number, fbp?: string): CaseSighting =>
  fbp === undefined ? { channel, event_id, at_min } : { channel, event_id, at_min, fbp }

export interface CountingCase {
  title: string
  sightings: CaseSighting[]
  counted: number
  /** the method of each duplicate, in order */
  methods: string[]
  /** the channel that is shown, where the table says so */
  primary?: Channel
  /** whether the second sighting's keys are merged, where the table says so */
  merged?: boolean
}

/** The table of reference/counting.md, "Cases", for tests here and in the stores. All Purchase unless said. */
export const COUNTING_CASES: readonly CountingCase[] = [
  { title: 'browser, then server', sightings: [B('a', 0), S('a', 1)], counted: 1, methods: ['event_id'] },
  {
    title: 'browser within P is shown',
    sightings: [S('a', 0), B('a', 4)],
    counted: 1,
    methods: ['event_id'],
    primary: 'browser',
  },
  {
    title: 'browser after P, merged within M',
    sightings: [S('a', 0), B('a', 6)],
    counted: 1,
    methods: ['event_id'],
    primary: 'server',
    merged: true,
  },
  {
    title: 'nothing merged after M',
    sightings: [S('a', 0), B('a', 11)],
    counted: 1,
    methods: ['event_id'],
    primary: 'server',
    merged: false,
  },
  { title: 'ids differ', sightings: [B('a', 0), S('b', 1)], counted: 2, methods: [] },
  { title: 'case differs', sightings: [B('a', 0), S('A', 1)], counted: 2, methods: [] },
  {
    title: 'names differ',
    sightings: [B('a', 0), { ...S('a', 1), event_name: 'Lead' }],
    counted: 2,
    methods: [],
  },
  { title: 'exactly 48 h', sightings: [B('a', 0), S('a', 2880)], counted: 1, methods: ['event_id'] },
  { title: 'beyond 48 h', sightings: [B('a', 0), S('a', 2881)], counted: 2, methods: [] },
  {
    title: 'the window does not slide',
    sightings: [B('a', 0), S('a', 2880), S('a', 2881)],
    counted: 2,
    methods: ['event_id'],
  },
  {
    title: 'the second opener takes the third',
    sightings: [B('a', 0), S('a', 2881), S('a', 2882)],
    counted: 2,
    methods: ['event_id'],
  },
  { title: 'one channel, method A', sightings: [S('a', 0), S('a', 1)], counted: 1, methods: ['event_id'] },
  {
    title: 'browser first, by fbp',
    sightings: [B(null, 0, 'f1'), S(null, 1, 'f1')],
    counted: 1,
    methods: ['fbp'],
  },
  {
    title: 'server first: method B does not apply',
    sightings: [S(null, 0, 'f1'), B(null, 1, 'f1')],
    counted: 2,
    methods: [],
  },
  {
    title: 'method B never inside a channel',
    sightings: [B(null, 0, 'f1'), B(null, 1, 'f1')],
    counted: 2,
    methods: [],
  },
  {
    title: 'both have ids, and they differ',
    sightings: [B('a', 0, 'f1'), S('b', 1, 'f1')],
    counted: 2,
    methods: [],
  },
  {
    title: 'a copy follows its opener by fbp',
    sightings: [B(null, 0, 'f1'), S('b', 1, 'f1'), S('b', 2)],
    counted: 1,
    methods: ['fbp', 'event_id'],
  },
  { title: 'server has no id', sightings: [B('a', 0, 'f1'), S(null, 1, 'f1')], counted: 1, methods: ['fbp'] },
  {
    title: 'the latest browser sighting takes it',
    sightings: [B(null, 0, 'f1'), B(null, 5, 'f1'), S(null, 6, 'f1')],
    counted: 2,
    methods: ['fbp'],
  },
  { title: 'nothing to compare', sightings: [B(null, 0), S(null, 1)], counted: 2, methods: [] },
]

/** A case's sighting as the rule takes it. */
export function caseSighting(given: CaseSighting, index: number, start_ms: number): Sighting {
  return {
    dataset_id: '100000000000001',
    sighting_id: `case-${index}`,
    channel: given.channel,
    received_at_ms: start_ms + given.at_min * 60_000,
    event_name: given.event_name ?? 'Purchase',
    event_id: given.event_id,
    event_time: Math.floor(start_ms / 1000) + given.at_min * 60,
    action_source: 'website',
    fbp: given.fbp ?? null,
    external_id: [],
    offline: null,
  }
}
