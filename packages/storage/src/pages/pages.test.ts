import { DAY_MS, HOUR_MS } from '@countersign/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seqOf, sightingIdOf } from '../journal/port.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { NAME_QUERIES, PAGE_QUERIES } from './queries.js'
import { meanMatchQuality, RecentScores } from './summary.js'

const EM = 'ab'.repeat(32)
const value = (amount: number) => ({ custom_data: { value: amount, currency: 'USD' } })

const QUERIES = [
  ...Object.entries(PAGE_QUERIES),
  ...Object.entries(NAME_QUERIES.hour).map(([name, sql]) => [`${name} by hour`, sql] as const),
  ...Object.entries(NAME_QUERIES.day).map(([name, sql]) => [`${name} by day`, sql] as const),
]
for (const [name, sql] of QUERIES)
  test(`plan: ${name} goes by an index or a key`, () => {
    const { query } = openTestData()
    const steps = query(`EXPLAIN QUERY PLAN ${sql.replace(/:\w+/g, '1')}`).map(
      (row) => (row as { detail: string }).detail,
    )
    // The hours of a range are counted up, each a look by the key.
    const reads = steps.filter(
      (step) => /^(SCAN|SEARCH)/.test(step) && !/^(SCAN|SEARCH) (steps|CONSTANT ROW)/.test(step),
    )
    expect(reads).not.toEqual([])
    for (const read of reads)
      expect(read).toMatch(/^SEARCH \w+ USING (COVERING INDEX|INDEX|PRIMARY KEY|INTEGER PRIMARY KEY)/)
  })

test('series: an hour is in the step in which it begins; what is outside the range is in none', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const first_hour = Math.ceil(data.clocks.wall_ms() / HOUR_MS)
  data.clocks.pass(first_hour * HOUR_MS - data.clocks.wall_ms())
  for (let hour = 0; hour < 5; hour += 1) {
    data.live(sightingLine(id, 'server', `e${hour}`, value(0.1)))
    data.clocks.pass(HOUR_MS)
  }
  data.settle()
  const at = (hours: number) => (first_hour + hours) * HOUR_MS
  const counted = (begins: number[], until: number, event_name: string | null = null) => {
    const begins_ms = begins.map(at)
    const { data: steps, totals } = data.reading.series(id, { begins_ms, until_ms: at(until), event_name })
    expect(totals.counted).toBe(steps.reduce((sum, step) => sum + step.counted, 0))
    return steps.map((step) => [step.counted, step.value.USD ?? 0])
  }
  expect(counted([0, 1, 2, 3, 4], 5)).toEqual(Array(5).fill([1, 0.1]))
  // Three times a tenth is three tenths.
  expect(counted([0, 3], 5)).toEqual([
    [3, 0.3],
    [2, 0.2],
  ])
  // A day that begins at half past has the hours that begin in it.
  expect(counted([0.5, 2.5], 3.5)).toEqual([
    [2, 0.2],
    [1, 0.1],
  ])
  expect(counted([1], 3, 'Purchase')).toEqual([[2, 0.2]])
  expect(counted([1], 3, 'Lead')).toEqual([[0, 0]])
  expect(counted([9], 10)).toEqual([[0, 0]])
})

test('law of sums: money adds up exactly, whatever decimals it came as', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const now_ms = data.clocks.wall_ms()
  const amounts = [0.1, 0.2, 19.95, 1e-7, 123_456_789_012.5, 0.00001, -5, 1e15]
  data.live(...amounts.map((amount, nth) => sightingLine(id, 'server', `e${nth}`, value(amount))))
  data.settle()
  const wanted = { begins_ms: [now_ms - HOUR_MS, now_ms], until_ms: now_ms + 2 * HOUR_MS, event_name: null }
  const { totals } = data.reading.series(id, wanted)
  expect(totals.value).toEqual(data.reading.stats(id, null).by_event.Purchase?.value)
  expect(data.reading.series(id, { ...wanted, event_name: 'Purchase' }).totals).toEqual(totals)
})

test('law: days and hours tell the same: whichever range, the names, one name and the steps have one sum', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const first_hour = Math.ceil(data.clocks.wall_ms() / HOUR_MS)
  data.clocks.pass(first_hour * HOUR_MS - data.clocks.wall_ms())
  for (let nth = 0; nth < 24; nth += 1) {
    const pair = `e${nth}`
    data.live(
      sightingLine(id, 'browser', pair, value(0.1)),
      sightingLine(id, 'server', `s${nth}`, value(1e-7)),
    )
    data.live(sightingLine(id, 'server', pair, value(0.1)))
    data.clocks.pass(4 * HOUR_MS)
  }
  data.settle()
  const hour = fc.integer({ min: -2, max: 100 })
  fc.assert(
    fc.property(hour, hour, (a, b) => {
      const [from, to] = [first_hour + Math.min(a, b), first_hour + Math.max(a, b) + 1]
      const range = { since_ms: from * HOUR_MS, until_ms: to * HOUR_MS }
      const begins_ms = Array.from({ length: to - from }, (_, nth) => (from + nth) * HOUR_MS)
      const steps = (begins: number[], event_name: string | null) =>
        data.reading.series(id, { begins_ms: begins, until_ms: range.until_ms, event_name }).totals
      const all = steps(begins_ms, null)
      expect(steps([range.since_ms], 'Purchase')).toEqual(all)
      expect(steps(begins_ms, 'Purchase')).toEqual(all)
      const lines = data.reading.countedByName(id, { begins_ms, until_ms: range.until_ms }).data
      const total = lines.flatMap(({ counted }) => counted).reduce((sum, count) => sum + count, 0)
      expect(total).toBe(all.counted)
      const one = data.reading.oneName(id, 'Purchase', range, range.until_ms)
      expect(one?.totals).toEqual(all)
      expect(one?.parameters.find(({ name }) => name === 'value')?.browser ?? 0).toBe(all.received.browser)
      const [row] = data.reading.eventNames(id, range, range.until_ms).data
      expect(row?.counted ?? 0).toBe(all.counted)
      expect(row?.value ?? {}).toEqual(all.value)
    }),
    { numRuns: 60 },
  )
})

test('a name that only a server’s copy came of on a day is told by the hour of that copy', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const day = Math.ceil(data.clocks.wall_ms() / DAY_MS)
  data.clocks.pass(day * DAY_MS - data.clocks.wall_ms())
  data.live(sightingLine(id, 'server', 'A1'))
  data.clocks.pass(27 * HOUR_MS)
  data.live(sightingLine(id, 'server', 'A1'))
  data.clocks.pass(60 * HOUR_MS)
  data.settle()
  const range = { since_ms: day * DAY_MS, until_ms: data.clocks.wall_ms() }
  const [row] = data.reading.eventNames(id, range, range.until_ms).data
  expect(row?.last_received_at_ms).toBe((day * 24 + 27) * HOUR_MS)
})

test('a counted event whose sightings are past their retention is shown as it was last', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30, retention_events_days: 60 })
  const anchor = data.live(sightingLine(id, 'server', 'A1', { ...value(9.5), user_data: { em: [EM] } }))
  data.clocks.pass(1_000)
  data.live(sightingLine(id, 'browser', 'A1', { user_data: { fbp: 'fb.1.1.1' } }))
  data.settle()
  const sighting_id = sightingIdOf(seqOf(anchor, 0), data.counting.journal.store_id)
  const live = data.reading.countedEvent(id, sighting_id)
  expect(live).toMatchObject({
    ...{ is_archived: false, primary: { channel: 'browser', why: 'browser_preferred' } },
    sightings: [{ part: 'gave' }, { part: 'primary', after_ms: expect.any(Number) }],
  })
  expect(JSON.stringify(live)).not.toContain(EM)
  data.passDays(31)
  data.beginDay()
  data.live(sightingLine(id, 'server', 'later'))
  data.settle()
  const archived = data.reading.countedEvent(id, sighting_id)
  expect(archived).toMatchObject({
    ...{ is_archived: true, event_id: 'A1', custom_data: { value: 9.5 }, merged: [], deliveries: [] },
    primary: { channel: 'browser' },
    user_data: [
      { key: 'em', is_hashed: true },
      { key: 'fbp', is_hashed: false },
    ],
    sightings: [
      { why: { code: 'first' }, part: null, said: null },
      { why: { code: 'event_id_same', with: { sighting_id } }, part: 'primary', said: null },
    ],
  })
  expect(JSON.stringify(archived)).not.toContain(EM)
  const other = data.configuration.createDataset({ name: 'Other' })
  expect(data.reading.countedEvent(other.id, sighting_id)).toBeUndefined()
  // The claim of its event_id is gone with its window.
  expect(data.reading.search(id, 'later')).toMatchObject([{ kind: 'event_id', event_id: 'later' }])
})

test('an event of which a loop sends copies is shown with the earliest of them', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const first = data.live(...Array.from({ length: 150 }, () => sightingLine(id, 'server', 'A1')))
  data.settle()
  const sighting_id = sightingIdOf(seqOf(first, 149), data.counting.journal.store_id)
  const shown = data.reading.countedEvent(id, sighting_id)
  expect(shown?.sightings).toHaveLength(101)
  expect(shown?.has_more_sightings).toBe(true)
  expect(shown?.sightings.filter(({ verdict }) => verdict === 'counted')).toHaveLength(1)
})

test('a score for all events is weighted by how many they are of; without any there is none', () => {
  const scored = (web: number, score: number) => ({ match: { web, score } }) as never
  expect(meanMatchQuality({ events: [scored(3, 8), scored(1, 4), { match: null } as never] })).toBe(7)
  expect(meanMatchQuality({ events: [] })).toBeNull()
  expect(meanMatchQuality({ events: [scored(0, 4)] })).toBeNull()
})

test('scores are a minute old at most, and few are made at a time, the oldest first', () => {
  const asked: string[] = []
  const scores = new RecentScores((id) => {
    asked.push(id)
    return Number(id)
  }, 2)
  expect(scores.of(['1', '2', '3'], DAY_MS)).toEqual([1, 2, null])
  expect(scores.of(['1', '2', '3'], DAY_MS + 59_999)).toEqual([1, 2, 3])
  expect(scores.of(['1', '2', '3'], DAY_MS + 60_000)).toEqual([1, 2, 3])
  expect(asked).toEqual(['1', '2', '3', '1', '2'])
})
