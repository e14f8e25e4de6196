import type { JsonObject } from '@countersign/core'
import { coverage, freshness, keyEvents, matchQuality } from '@countersign/core/quality'
import { findingsOf, pairFindingsOf, type Seen, type SignalsWindow } from '@countersign/core/report'
import { SEEN_NOW_MS, scoreByBruteForce, seenArbitrary } from '@countersign/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SightingLine } from '../journal/line.js'
import { signalsFixture } from './signals.fixture.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW_MS = SEEN_NOW_MS
/** What is older than a day is imported: a journal segment a day is a file a day. */
const LIVE_MS = DAY_MS
const NAMES = ['Lead', 'Purchase']
const FUNNEL = { business_type: 'own' as const, key_events: NAMES }

/** What is said of each besides, and how it came. */
const more = fc.record({
  is_live: fc.boolean(),
  delay_s: fc.constantFrom(0, 0, 60, 61, 3_600, 3_601, 7_200, 7_201, 86_400, 86_401),
  custom_data: fc.constantFrom<JsonObject>(
    {},
    { value: 9.5, currency: 'USD' },
    { value: 9.5, currency: 'USD', order_id: '1' },
    { currency: 'EUR', content_ids: ['a'], order_id: '2' },
  ),
})
const given = seenArbitrary(40).chain((seen) =>
  fc.tuple(
    ...seen.map((one) =>
      more.map(({ is_live, delay_s, custom_data }) => {
        const event_time = one.event.event_time - delay_s
        return {
          is_live: is_live && one.received_at_ms > NOW_MS - LIVE_MS,
          seen: { ...one, event: { ...one.event, event_time, custom_data } },
        }
      }),
    ),
  ),
)
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never

/** A sighting as it was received, with what counting says of it. */
interface Raw extends Seen {
  event_seq: number
}

/** Has all of it received, counted and told; half of it may be imported at the end. */
function receive(f: ReturnType<typeof signalsFixture>, all: Given): { window: SignalsWindow; raw: Raw[] } {
  const lines = all.map(
    ({ seen: { channel, event, warnings } }, n): SightingLine => ({
      ...{ dataset_id: f.id, channel, event, warnings: [...warnings], sighting_id: `s-${n}` },
    }),
  )
  const at = all.map(({ is_live, seen }, n) => ({ n, is_live, received_at_ms: seen.received_at_ms }))
  const wait = (until_ms: number) => f.clocks.pass(Math.max(0, until_ms - f.clocks.wall_ms()))
  for (const { n, received_at_ms } of at
    .filter(({ is_live }) => is_live)
    .sort((a, b) => a.received_at_ms - b.received_at_ms)) {
    wait(received_at_ms)
    f.live(lines[n] as SightingLine)
  }
  wait(NOW_MS)
  f.settle()
  const late = at.filter(({ is_live }) => !is_live)
  f.import(
    f.id,
    late.map(({ n, received_at_ms }) => ({ ...(lines[n] as SightingLine), received_at_ms })),
  )
  f.settle()
  const facts = f.query(
    'SELECT sighting_id, seq, received_at_ms, coalesce(event_seq, seq) AS event_seq FROM sightings ORDER BY seq',
  ) as {
    sighting_id: string
    seq: number
    received_at_ms: number
    event_seq: number
  }[]
  const raw = facts.map(({ sighting_id, seq, received_at_ms, event_seq }): Raw => {
    const { seen } = all[Number(sighting_id.slice(2))] as Given[number]
    const verdict = seq === event_seq ? 'counted' : 'duplicate'
    return { ...seen, seq, received_at_ms, event_seq, verdict }
  })
  return { window: f.signals.window(f.id, NOW_MS), raw }
}

const hour_begins_ms = NOW_MS - (NOW_MS % HOUR_MS)
const day_begins_ms = NOW_MS - (NOW_MS % DAY_MS)
const isOf48Hours = ({ received_at_ms }: Seen) => received_at_ms >= hour_begins_ms - 48 * HOUR_MS
const isOf7Days = ({ received_at_ms }: Seen) => received_at_ms >= day_begins_ms - 7 * DAY_MS
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** The events that an event name was counted as in 7 days, each as all that is known of it. */
const eventsOf = (raw: readonly Raw[], event_name: string) =>
  raw
    .filter((one) => one.verdict === 'counted' && one.event.event_name === event_name && isOf7Days(one))
    .map((anchor) => raw.filter(({ event_seq }) => event_seq === anchor.seq))

const came = (event: readonly Raw[], channel: Seen['channel']) => event.some((one) => one.channel === channel)

/** Coverage by its words: of the events that the browser reported, those that the server reported too. */
function naiveCoverage(raw: readonly Raw[], event_name: string) {
  const events = eventsOf(raw, event_name)
  if (events.length === 0) return undefined
  const browsers = events.filter((event) => came(event, 'browser'))
  const matched = browsers.filter((event) => came(event, 'server')).length
  const received = raw.filter((one) => one.event.event_name === event_name && isOf7Days(one))
  const copies = received.filter(({ verdict }) => verdict === 'duplicate').length
  return {
    event_name,
    counted: events.length,
    with_browser: browsers.length,
    matched,
    coverage: share(matched, browsers.length),
    overlap: share(matched, events.length),
    deduplication_rate: share(copies, received.length),
    acr: share(events.length - browsers.length, browsers.length),
  }
}

/** By its order, else by its amount: all are of one page. */
const orderOf = ({ event: { custom_data } }: Seen) =>
  custom_data.order_id === undefined ? `worth ${custom_data.value}` : `order ${custom_data.order_id}`

/** Whether the same browser said the same of the same conversion within 48 hours before; all have one fbp, or none. */
const isRepeated = (raw: readonly Raw[], one: Raw): boolean =>
  one.event.user_data.fbp !== undefined &&
  raw.some(
    (other) =>
      other.channel === 'browser' &&
      other.event.user_data.fbp !== undefined &&
      other.event.event_name === one.event.event_name &&
      orderOf(other) === orderOf(one) &&
      one.received_at_ms - other.received_at_ms <= 48 * HOUR_MS &&
      (other.received_at_ms - one.received_at_ms || other.seq - one.seq) < 0,
  )

function naiveKeyEvent(raw: readonly Raw[], event_name: string) {
  const events = eventsOf(raw, event_name)
  const seen = raw.filter((one) => one.event.event_name === event_name && isOf48Hours(one))
  const browser = seen.filter(({ channel }) => channel === 'browser')
  const server = seen.filter(({ channel }) => channel === 'server')
  const withValue = (of: readonly Raw[]) =>
    share(of.filter(({ event }) => event.custom_data.value !== undefined).length, of.length)
  const both = events.filter((event) => came(event, 'browser') && came(event, 'server')).length
  const within = seen.filter(
    (one) =>
      one.verdict === 'duplicate' && raw.find(({ seq }) => seq === one.event_seq)?.channel === one.channel,
  )
  return {
    row: {
      event_name,
      counted: events.length,
      channels: {
        browser_only: events.filter((event) => !came(event, 'server')).length,
        server_only: events.filter((event) => !came(event, 'browser')).length,
        both,
      },
      sightings: seen.length,
      repeated: share(browser.filter((one) => isRepeated(raw, one)).length, browser.length),
      copies_within_channel: share(within.length, seen.length),
    },
    value: { coverage: withValue(seen), browser: withValue(browser), server: withValue(server) },
  }
}

function naiveFreshness(raw: readonly Raw[], event_name: string) {
  const delays_s = raw
    .filter((one) => one.channel === 'server' && one.event.event_name === event_name && isOf48Hours(one))
    .map((one) => one.received_at_ms / 1_000 - one.event.event_time)
    .sort((a, b) => a - b)
  const median_s = delays_s[Math.ceil(delays_s.length / 2) - 1]
  if (median_s === undefined) return undefined
  const bound_s = [60, 3_600, 7_200, 86_400].find((bound) => median_s <= bound) ?? null
  return {
    event_name,
    sightings: delays_s.length,
    median_s_max: bound_s,
    late: delays_s.filter((delay_s) => delay_s > 7_200).length / delays_s.length,
  }
}

test('law: scores, coverage, the funnel and freshness are what brute force over the raw sightings and their verdicts gives', () => {
  fc.assert(
    fc.property(given, (all) => {
      const f = signalsFixture([], { ofSighting: findingsOf, ofPair: pairFindingsOf })
      try {
        const { window, raw } = receive(f, all)
        expect(raw).toHaveLength(all.length)
        const scores = new Map(matchQuality(window).map(({ event_name, score }) => [event_name, score]))
        const covered = new Map(coverage(window).map((row) => [row.event_name, row]))
        const fresh = new Map(freshness(window).map((row) => [row.event_name, row]))
        const { rows } = keyEvents(window, FUNNEL)
        for (const [place, event_name] of NAMES.entries()) {
          const score = scoreByBruteForce(raw, event_name, NOW_MS)
          expect(scores.get(event_name) ?? null).toEqual(score === null ? null : expect.closeTo(score, 9))
          expect(covered.get(event_name)).toEqual(matching(naiveCoverage(raw, event_name)))
          expect(fresh.get(event_name)).toEqual(matching(naiveFreshness(raw, event_name)))
          const { row, value } = naiveKeyEvent(raw, event_name)
          expect(rows[place]).toMatchObject(row)
          const said = rows[place]?.parameters.find(({ names }) => names.includes('value'))
          expect(said).toMatchObject(value)
        }
        const [lead, purchase] = rows
        expect(purchase?.step_rate).toBe(share(purchase?.counted ?? 0, lead?.counted ?? 0))
      } finally {
        f.signals.close()
      }
    }),
    // The files of a run stay open until the test ends: there are too many for one to be shrunk.
    { numRuns: 60, endOnFailure: true },
  )
}, 60_000)

const matching = (wanted: object | undefined) => wanted && expect.objectContaining(wanted)
