import { expect, test } from 'vitest'
import type { SightingLine } from '../journal/line.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { QUERIES } from './queries.js'

const HOUR_MS = 3_600_000
const DIGEST = 'ab'.repeat(32)
const value = (amount: number, currency = 'USD') => ({ custom_data: { value: amount, currency } })

/** What contract.md's examples are of: a purchase on both paths, a page view, and a refusal. */
function shop() {
  const data = openTestData()
  const { id } = data.createDataset()
  data.live(
    sightingLine(id, 'browser', 'A1', {
      ...value(9.5),
      event_source_url: 'https://shop.example/thanks',
      user_data: { em: [DIGEST], fbp: 'fb.1.1763900000000.42' },
    }),
    sightingLine(id, 'browser', null, { event_name: 'PageView' }),
  )
  data.live(sightingLine(id, 'server', 'A1', { ...value(9.5), action_source: null }))
  data.settle()
  return { ...data, id }
}

for (const [name, sql] of Object.entries(QUERIES))
  test(`plan: ${name} goes by an index or a key`, () => {
    const { query } = shop()
    const steps = query(`EXPLAIN QUERY PLAN ${sql.replace(/:\w+/g, '1')}`).map(
      (row) => (row as { detail: string }).detail,
    )
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
    expect(steps[0]).toMatch(/^SEARCH \w+ USING (COVERING INDEX|INDEX|PRIMARY KEY|INTEGER PRIMARY KEY)/)
  })

test("stats: contract.md's example", () => {
  const { reading, id } = shop()
  expect(reading.stats(id, null)).toEqual({
    received: { browser: 2, server: 1 },
    counted: 2,
    duplicate: 1,
    rejected: 0,
    blocked: 0,
    restricted: 0,
    by_event: {
      Purchase: {
        received: { browser: 1, server: 1 },
        counted: 1,
        duplicate: 1,
        both: 1,
        value: { USD: 9.5 },
      },
      PageView: { received: { browser: 1, server: 0 }, counted: 1, duplicate: 0, both: 0, value: {} },
    },
    rejections: {},
    restrictions: {},
    blocks: {},
  })
})

test('stats: refusals and blocks by their codes, sums by their currencies, exactly', () => {
  const { createDataset, live, settle, reading } = openTestData()
  const { id } = createDataset()
  const refused = (refused: 'rejected' | 'blocked', code: string, events: { [name: string]: number }) =>
    live({ dataset_id: id, channel: 'server', refused, code, events })
  refused('rejected', '2804003', { Purchase: 3, Lead: 1 })
  refused('rejected', 'event_name_missing', { '': 1 })
  refused('blocked', 'domain_blocked', { Purchase: 2 })
  live(
    ...[0.1, 0.2].map((v) => sightingLine(id, 'server', `${v}`, value(v))),
    sightingLine(id, 'server', 'e', value(0.3, 'EUR')),
  )
  // A value without a currency, and one that is no number, are in no sum.
  live(
    sightingLine(id, 'server', 'f', { custom_data: { value: 5 } }),
    sightingLine(id, 'server', 'g', { custom_data: { value: 'x', currency: 'USD' } }),
  )
  settle()
  const stats = reading.stats(id, null)
  expect([stats.received, stats.counted, stats.rejected, stats.blocked]).toEqual([
    { browser: 0, server: 12 },
    5,
    5,
    2,
  ])
  expect(stats.rejections).toEqual({ '2804003': 4, event_name_missing: 1 })
  expect(stats.blocks).toEqual({ domain_blocked: 2 })
  expect(stats.by_event.Purchase?.value).toEqual({ USD: 0.3, EUR: 0.3 })
  expect(reading.verify().imbalances).toEqual([])
})

test('stats: an event may be named as it likes', () => {
  const { createDataset, live, settle, reading } = openTestData()
  const { id } = createDataset()
  for (const event_name of ['__proto__', 'constructor', 'toString', ' '])
    live(sightingLine(id, 'server', null, { event_name }))
  settle()
  const { by_event } = reading.stats(id, null)
  expect(Object.keys(by_event).sort()).toEqual([' ', '__proto__', 'constructor', 'toString'])
  expect(Object.values(by_event).every((event) => event.counted === 1)).toBe(true)
})

test("stats since: a sighting is in the hour in which it was received, an event in its anchor's", () => {
  const { createDataset, clocks, live, settle, reading } = openTestData()
  const { id } = createDataset()
  live(sightingLine(id, 'browser', 'a', value(1)))
  clocks.pass(HOUR_MS)
  live(sightingLine(id, 'server', 'a', value(1)))
  settle()
  const now_ms = clocks.wall_ms()
  const { received, counted, duplicate, by_event } = reading.stats(id, now_ms)
  expect([received, counted, duplicate, by_event.Purchase?.both]).toEqual([
    { browser: 0, server: 1 },
    0,
    1,
    0,
  ])
  expect(reading.stats(id, now_ms - 1).counted).toBe(1)
  expect(reading.stats(id, now_ms + HOUR_MS).received).toEqual({ browser: 0, server: 0 })
})

test("events: contract.md's line, newest first, with what explains it", () => {
  const { reading, id } = shop()
  const [view, purchase] = reading.events(id, { event_name: null, since_ms: 0, limit: 10 })
  expect(Object.keys(purchase ?? {})).toEqual([
    'dataset_id',
    'event_name',
    'event_id',
    'event_time',
    'action_source',
    'event_source_url',
    'channels',
    'counted_at_ms',
    'custom_data',
    'user_data',
    'sightings',
  ])
  expect(purchase).toMatchObject({
    dataset_id: id,
    event_name: 'Purchase',
    event_id: 'A1',
    action_source: 'website',
    event_source_url: 'https://shop.example/thanks',
    channels: ['browser', 'server'],
    custom_data: { value: 9.5, currency: 'USD' },
    user_data: { em: [DIGEST], fbp: 'fb.1.1763900000000.42', fbc: null },
    sightings: [
      { channel: 'browser', received_at_ms: purchase?.counted_at_ms, verdict: 'counted', method: null },
      { channel: 'server', verdict: 'duplicate', method: 'event_id' },
    ],
  })
  expect(view).toMatchObject({
    event_name: 'PageView',
    event_id: null,
    channels: ['browser'],
    event_source_url: null,
  })
  expect(view?.user_data).toEqual({ fbp: null, fbc: null })
})

test('events: by name, since, and at most so many', () => {
  const { createDataset, clocks, live, settle, reading } = openTestData()
  const [{ id }, other] = [createDataset(), createDataset()]
  for (const event_name of ['Lead', 'Purchase', 'Lead']) {
    clocks.pass(1_000)
    live(
      sightingLine(id, 'server', null, { event_name }),
      sightingLine(other.id, 'server', null, { event_name }),
    )
  }
  settle()
  const now_ms = clocks.wall_ms()
  const names = (event_name: string | null, since_ms: number, limit: number) =>
    reading.events(id, { event_name, since_ms, limit }).map((event) => event.event_name)
  expect(names(null, 0, 10)).toEqual(['Lead', 'Purchase', 'Lead'])
  expect(names('Lead', 0, 10)).toEqual(['Lead', 'Lead'])
  expect(names('lead', 0, 10)).toEqual([])
  expect(names(null, now_ms - 1_000, 10)).toEqual(['Lead', 'Purchase'])
  expect(names(null, 0, 1)).toEqual(['Lead'])
  expect(reading.events('100000000000001', { event_name: null, since_ms: 0, limit: 10 })).toEqual([])
})

test('events: of one with many copies the first are told, and that there are more', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const copies = (count: number, event_id: string) =>
    Array.from({ length: count }, () => sightingLine(id, 'server', event_id))
  data.live(...copies(101, 'many'), ...copies(102, 'more'))
  data.live(sightingLine(id, 'browser', 'more'))
  data.settle()
  const told = data.reading
    .events(id, { event_name: null, since_ms: 0, limit: 10 })
    .map(({ event_id, sightings, has_more_sightings }) => [event_id, sightings.length, has_more_sightings])
  expect(Object.fromEntries(told.map(([event_id, ...rest]) => [event_id, rest]))).toEqual({
    many: [101, undefined],
    more: [101, true],
  })
  expect(data.reading.verify().imbalances).toEqual([])
})

test('hourly: counts and what was present, by hour', () => {
  const { reading, clocks, id } = shop()
  const hour = Math.floor(clocks.wall_ms() / HOUR_MS)
  const { names, counts, present } = reading.hourly(id, { from_hour: hour, to_hour: hour + 1 })
  const purchase = [...names].find(([, name]) => name === 'Purchase')?.[0]
  expect(counts).toContainEqual({
    hour,
    name_id: purchase,
    channel: 'server',
    state: 'duplicate',
    code: 'event_id',
    count: 1,
  })
  const server = present.filter((p) => p.name_id === purchase && p.channel === 'server').map((p) => p.present)
  expect(server).toEqual(['action_source:missing', 'param:currency', 'param:event_id', 'param:value'])
  expect(reading.hourly(id, { from_hour: hour + 1, to_hour: hour + 9 })).toMatchObject({
    counts: [],
    present: [],
  })
})

test('export, imported into a new dataset, twice: the same events, verdicts and books', () => {
  const { createDataset, clocks, live, import: imports, settle, reading, imbalances } = openTestData()
  const [from, to] = [createDataset(), createDataset()]
  const B = (event_id: string | null, fbp: string) =>
    sightingLine(from.id, 'browser', event_id, { user_data: { fbp }, ...value(1) })
  const S = (event_id: string | null, fbp: string) =>
    sightingLine(from.id, 'server', event_id, { user_data: { fbp }, ...value(2) })
  live(B('a', 'f1'), S('a', 'f1'), B(null, 'f2'))
  clocks.pass(60_000)
  live(S(null, 'f2'), { ...S('b', 'f3'), sighting_id: 'by-its-sender' }, S(null, 'f1'))
  clocks.pass(50 * HOUR_MS)
  live(B('a', 'f1'))
  live({ dataset_id: from.id, channel: 'server', refused: 'rejected', code: '1', events: { Lead: 1 } })
  settle()
  const exported = [...reading.exported(from.id, 0)]
  expect(exported).toHaveLength(7)
  expect(exported.map((s) => s.received_at_ms)).toEqual(
    exported.map((s) => s.received_at_ms).sort((a, b) => a - b),
  )
  const lines = exported.map((sighting): SightingLine => ({ dataset_id: to.id, ...sighting }))
  imports(to.id, lines.slice(3))
  imports(to.id, lines.slice(0, 5))
  imports(to.id, lines)
  settle()
  const events = (dataset_id: string) =>
    reading
      .events(dataset_id, { event_name: null, since_ms: 0, limit: 10 })
      .map((event) => ({ ...event, dataset_id: '' }))
  expect(events(to.id)).toEqual(events(from.id))
  const { rejected: _, rejections: __, by_event, received, ...books } = reading.stats(from.id, null)
  expect(reading.stats(to.id, null)).toMatchObject({ ...books, by_event: { Purchase: by_event.Purchase } })
  expect([...reading.exported(to.id, 0)]).toEqual(exported)
  expect(imbalances()).toEqual([])
})

test('verify: counts what it has looked at, and finds nothing wrong', () => {
  const { reading, live, settle, id } = shop()
  live({ dataset_id: id, channel: 'server', refused: 'rejected', code: '1', events: { Lead: 2 } })
  settle()
  expect(reading.verify()).toEqual({
    journal_rows: 3,
    sightings: 3,
    restricted: 0,
    refusals: 2,
    imbalances: [],
  })
})

const tampered: [title: string, sql: string, what: string[]][] = [
  [
    'a sighting that is gone',
    'DELETE FROM sightings WHERE verdict = 2',
    ['duplicate', 'sightings in the journal'],
  ],
  [
    'one that is there twice',
    'INSERT INTO sightings SELECT seq + 9, dataset_id, received_at_ms, channel, name_id, verdict, method, event_seq, opens, 0, NULL, NULL, NULL, NULL FROM sightings WHERE verdict = 2',
    ['duplicate', 'sightings in the journal'],
  ],
  [
    'a verdict that was changed',
    'UPDATE sightings SET verdict = 1 WHERE verdict = 2',
    ['counted', 'duplicate'],
  ],
  [
    'a count',
    "UPDATE hourly SET count = count + 1 WHERE state = 'counted' AND name_id = 1",
    ['counted', 'counts by day', 'counts of all names'],
  ],
  [
    'a refusal that never was',
    "INSERT INTO hourly SELECT dataset_id, hour, name_id, 2, 'rejected', '1', segment, 4 FROM hourly LIMIT 1",
    ['rejected', 'counts by day', 'counts of all names'],
  ],
  [
    'a sum',
    "UPDATE hourly_amounts SET amount = '1000' WHERE measure = 'value:USD'",
    ['value in USD', 'sums by day', 'sums of all names'],
  ],
  [
    'a sum in a currency that no event has',
    "INSERT INTO hourly_amounts SELECT dataset_id, hour, name_id, 'value:XXX', segment, '7' FROM hourly LIMIT 1",
    ['value in XXX', 'sums by day', 'sums of all names'],
  ],
  [
    'both channels',
    "UPDATE hourly_amounts SET amount = '0' WHERE measure = 'both'",
    ['on both channels', 'sums by day', 'sums of all names'],
  ],
  ['a day', "UPDATE daily SET count = count + 1 WHERE state = 'counted'", ['counts by day']],
  ['what a day holds', 'DELETE FROM daily_present', ['what was present by day']],
  ['a total', "DELETE FROM hourly_totals WHERE state = 'counted'", ['counts of all names']],
]
for (const [title, sql, what] of tampered)
  test(`verify: names what was tampered with: ${title}`, () => {
    const { tamper, imbalances, id } = shop()
    tamper(sql)
    expect(imbalances().map((imbalance) => imbalance.what)).toEqual(what)
    expect(
      imbalances().every((imbalance) => imbalance.dataset_id === id && imbalance.books !== imbalance.rows),
    ).toBe(true)
  })

test('regression: the mark of an import makes no row of another count that stands between its own', () => {
  const { createDataset, clocks, append, settle, imbalances, reading, configuration } = openTestData()
  const { id } = createDataset()
  const row = (import_id: string, sighting_id: string) => {
    const line = { ...sightingLine(id, 'server', sighting_id), sighting_id }
    return append('import', [{ ...line, import_id, received_at_ms: clocks.wall_ms() - 5_000 }])
  }
  const mark = (import_id: string, import_from: number, import_to: number) =>
    append('mark', [{ dataset_id: id, import_id, import_from, import_to }])
  const [first, others, last] = [row('one', 'a'), row('another', 'b'), row('one', 'c')]
  const counted = () => {
    settle()
    expect(imbalances()).toEqual([])
    return reading.events(id, { event_name: null, since_ms: 0, limit: 10 }).map((event) => event.event_id)
  }
  mark('one', first, last)
  expect(counted()).toEqual(['c', 'a'])
  configuration.changeDataset(id, { rebuilds_wanted: 1 })
  expect(counted()).toEqual(['c', 'a'])
  mark('another', others, others)
  expect(counted()).toEqual(['c', 'b', 'a'])
})

test('verify: repeated sightings, imports side by side and one without its mark are no imbalance', () => {
  const { createDataset, clocks, live, import: imports, settle, imbalances, reading } = openTestData()
  const [{ id }, other] = [createDataset(), createDataset()]
  const at = (sighting_id: string, received_at_ms = clocks.wall_ms() - 5_000) => ({
    ...sightingLine(id, 'server', sighting_id),
    sighting_id,
    received_at_ms,
  })
  const sent = { ...sightingLine(id, 'server', 'x'), sighting_id: 'x' }
  live(sent, sent)
  live(sent)
  imports(id, [at('a'), at('b'), at('a')])
  imports(id, [at('a'), at('b', 1_763_900_000_000)])
  imports(other.id, [{ ...at('a'), dataset_id: other.id }])
  settle()
  expect(reading.stats(id, null)).toMatchObject({ counted: 3, duplicate: 0 })
  expect(imbalances()).toEqual([])
})
