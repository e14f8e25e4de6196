import type { MeasureCount, SignalsWindow } from '@countersign/core/report'
import { expect, test } from 'vitest'
import { QUERIES } from './queries.js'
import { lineOf, signalsFixture } from './signals.fixture.js'

const HOUR_MS = 3_600_000
const fbp = { user_data: { fbp: 'fb.1.1.1' } }

/** How often a measure was counted, over all hours. */
function count(window: SignalsWindow, measure: string, of: Partial<MeasureCount> = {}): number {
  const is = (row: MeasureCount) =>
    Object.entries(of).every(([key, value]) => row[key as 'measure'] === value)
  return window.hourly
    .filter((row) => row.measure === measure && is(row))
    .reduce((sum, row) => sum + row.count, 0)
}

for (const [name, sql] of Object.entries(QUERIES))
  test(`plan: ${name} goes by a key`, () => {
    const { ask } = signalsFixture()
    const steps = ask(`EXPLAIN QUERY PLAN ${sql.replace(/:\w+/g, '1')}`).map(
      (row) => (row as { detail: string }).detail,
    )
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
    expect(steps[0]).toMatch(/^SEARCH \w+ USING (COVERING INDEX|INDEX|PRIMARY KEY|INTEGER PRIMARY KEY)/)
  })

test('an event that comes by both channels has both once, in the hour and under the channel of its anchor', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'a'), lineOf(f.id, 'server', 'b'))
  f.clocks.pass(HOUR_MS)
  f.live(lineOf(f.id, 'server', 'a'), lineOf(f.id, 'browser', 'b'))
  f.live(lineOf(f.id, 'server', 'a'), lineOf(f.id, 'browser', 'a'))
  f.settle()
  const window = f.window()
  const hour = Math.floor(f.clocks.wall_ms() / HOUR_MS) - 1
  expect(count(window, 'both:browser_first')).toBe(1)
  expect(count(window, 'both:browser_first', { hour, channel: 'browser' })).toBe(1)
  expect(count(window, 'both:server_first', { hour, channel: 'server' })).toBe(1)
  expect(count(window, 'pairs')).toBe(4)
  expect(count(window, 'pairs:cross')).toBe(3)
  expect(window.behind_rows).toBe(0)
})

test('what is found in a sighting or a pair is counted, and says where it was found', () => {
  const f = signalsFixture()
  const without = { custom_data: { currency: 'USD' } }
  f.live(lineOf(f.id, 'browser', 'a'), lineOf(f.id, 'server', 'a', without))
  f.settle()
  const window = f.window()
  expect(count(window, 'finding:missing_value', { channel: 'server' })).toBe(1)
  expect(count(window, 'finding:value_differs:event_id', { channel: 'server' })).toBe(1)
  const at_ms = f.clocks.wall_ms()
  const where = {
    event_name: 'Purchase',
    channel: 'server',
    first_ms: at_ms,
    last_ms: at_ms,
    samples: [65_537],
    urls: [{ url: 'https://shop.example/thanks', count: 1 }],
  }
  expect(window.found).toEqual([
    { code: 'missing_value', detail: '', ...where },
    { code: 'value_differs', detail: 'event_id', ...where },
  ])
})

test('a conversion that is said again, and a page that reports twice', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'a', fbp), lineOf(f.id, 'browser', null, { ...fbp, event_name: 'PageView' }))
  f.clocks.pass(1_500)
  f.live(lineOf(f.id, 'browser', null, { ...fbp, event_name: 'PageView' }))
  f.clocks.pass(47 * HOUR_MS)
  f.live(lineOf(f.id, 'browser', 'b', fbp), lineOf(f.id, 'server', 'c', fbp))
  f.settle()
  const window = f.window()
  expect(count(window, 'repeat:order')).toBe(1)
  expect(count(window, 'repeat:second')).toBe(1)
})

test('a custom conversion is counted where the event is, once; a new rule counts from then on, and is taken back as it counted', () => {
  const dear = { event_name: 'Purchase', params: [{ name: 'value', operator: 'gt' as const, value: 5 }] }
  const f = signalsFixture([{ id: 'dear', name: 'Dear', rule: dear }])
  const at_ms = f.clocks.wall_ms()
  const cheap = { custom_data: { value: 1, currency: 'USD' } }
  f.live(lineOf(f.id, 'server', 'a'), lineOf(f.id, 'server', 'b', cheap))
  f.clocks.pass(1_000)
  f.live(lineOf(f.id, 'browser', 'a'))
  f.settle()
  expect(count(f.window(), 'conversion:dear', { channel: 'server' })).toBe(1)
  f.convert([{ id: 'dear', name: 'Any', rule: { event_name: 'Purchase' } }])
  f.live(lineOf(f.id, 'server', 'c', cheap))
  f.settle()
  expect(count(f.window(), 'conversion:dear')).toBe(2)
  // Both server sightings become duplicates: only one of them was counted as a conversion.
  const earlier = (event_id: string) => ({
    ...lineOf(f.id, 'browser', event_id, cheap),
    sighting_id: `earlier-${event_id}`,
    received_at_ms: at_ms - 1_000,
  })
  f.convert([])
  f.import(f.id, [earlier('a'), earlier('b')])
  f.settle()
  expect(f.conversions('hourly')).toEqual({ 'conversion:dear': 1 })
  f.convert([{ id: 'dear', name: 'Dear', rule: dear }])
  f.rebuild()
  f.settle()
  expect(f.conversions('hourly')).toEqual({})
})

test('domains: the proven ones, and whether the owner verifies any', () => {
  const f = signalsFixture()
  expect(f.window().surroundings).toMatchObject({ verified_domains: [], verifies_domains: false })
  for (const domain of ['shop.example', 'other.example']) f.configuration.domains.add(f.id, domain)
  expect(f.window().surroundings).toMatchObject({ verified_domains: [], verifies_domains: true })
  const { id = 0 } = f.configuration.domains.find(f.id, 'shop.example') ?? {}
  f.configuration.domains.checked(id, { dns: { found: 'token' } }, f.clocks.wall_ms())
  expect(f.window().surroundings).toMatchObject({
    verified_domains: ['shop.example'],
    verifies_domains: true,
  })
})

test('no more than 2,000 duplicates of an hour are held beside their anchors; each event with both is counted', () => {
  const f = signalsFixture()
  const ids = Array.from({ length: 2_100 }, (_, i) => `${i}`)
  f.live(...ids.map((event_id) => lineOf(f.id, 'browser', event_id)))
  f.live(...ids.map((event_id) => lineOf(f.id, 'server', event_id)))
  f.settle()
  const window = f.window()
  expect(count(window, 'pairs')).toBe(2_000)
  expect(count(window, 'both:browser_first')).toBe(2_100)
})

test('what many share: an address of many people, an fbp, an amount; identity as digests', () => {
  const f = signalsFixture()
  for (let i = 0; i < 5; i += 1)
    f.live(
      lineOf(f.id, 'server', `${i}`, {
        user_data: { client_ip_address: '192.0.2.7', fbp: `fb.1.1.${i % 2}`, em: [`e${i}`.repeat(32)] },
      }),
    )
  f.settle()
  const { shared } = f.window()
  expect(shared).toHaveLength(4)
  expect(shared.map(({ kind, count, people }) => [kind, count, people])).toEqual([
    ['client_ip_address', 5, 5],
    ['value', 5, 0],
    ['fbp', 3, 3],
    ['fbp', 2, 2],
  ])
  expect(shared[1]).toMatchObject({ event_name: 'Purchase', what: '9.5 USD' })
  expect(JSON.stringify(shared)).not.toMatch(/192\.0|fb\.1/)
  expect(f.window().hosts).toMatchObject([{ host: 'shop.example', channel: 'server', count: 5 }])
})

test('the books of the last eight days are in the window, refusals with their codes', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'a'), {
    dataset_id: f.id,
    channel: 'server',
    refused: 'rejected',
    code: '2804003',
    events: { Lead: 2 },
  })
  f.settle()
  const hour = Math.floor(f.clocks.wall_ms() / HOUR_MS)
  expect(f.window().books).toEqual(
    expect.arrayContaining([
      { hour, event_name: 'Purchase', channel: 'browser', state: 'counted', code: '', count: 1 },
      { hour, event_name: 'Lead', channel: 'server', state: 'rejected', code: '2804003', count: 2 },
    ]),
  )
})

test('books of many names are sums: of the week, of the hours before it that are within 168, and of the rest of that day', () => {
  const f = signalsFixture()
  const start_ms = f.clocks.wall_ms()
  const day_ms = 24 * HOUR_MS
  // Of a day at 02:00, at 14:00 and at 23:00, and on each day after it at noon; asked a week later at 12:30.
  const midnight_ms = Math.ceil(start_ms / day_ms) * day_ms
  const at = [2, 14, 23, 36, 60, 84, 108, 132, 156, 180].map((hours) => midnight_ms + hours * HOUR_MS)
  for (const moment_ms of at) {
    f.clocks.pass(moment_ms - f.clocks.wall_ms())
    f.live(lineOf(f.id, 'browser', null), lineOf(f.id, 'browser', null))
  }
  f.clocks.pass(HOUR_MS / 2)
  f.settle()
  const hour = (nth: number) => Math.floor((at[nth] ?? 0) / HOUR_MS)
  const told = () =>
    f
      .window()
      .books.filter((row) => row.event_name === 'Purchase')
      .map((row) => [row.hour, row.count])
      .sort(([a = 0], [b = 0]) => a - b)
  // Of few names by the hour.
  expect(told()).toEqual(at.map((_, nth) => [hour(nth), 2]))
  for (let name = 0; name < 30; name += 1) {
    const line = lineOf(f.id, 'browser', null)
    f.live({ ...line, event: { ...line.event, event_name: `Own${name}` } })
  }
  f.settle()
  expect(told()).toEqual([
    [hour(0), 2],
    [hour(1), 1],
    [hour(2), 3],
    [hour(3), 1],
    [hour(9), 13],
  ])
})

test('a reader of another process sees the same, and how far the fold is behind', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'a'))
  f.settle()
  const reader = f.reader()
  const now_ms = f.clocks.wall_ms()
  expect(reader?.window(f.id, now_ms)).toEqual(f.window())
  f.live(lineOf(f.id, 'server', 'a'))
  f.live(lineOf(f.id, 'server', 'b'))
  expect(reader?.behind()).toBe(2)
  f.counting.fold.step()
  f.counting.fold.step()
  expect([reader?.behind(), f.signals.behind()]).toEqual([2, 2])
  f.tell()
  expect(reader?.window(f.id, now_ms).behind_rows).toBe(0)
})

test('what stands in two segments of the journal is one count, and one finding', () => {
  const f = signalsFixture()
  const at_ms = f.clocks.wall_ms()
  const line = lineOf(f.id, 'server', null, { custom_data: {} })
  f.live(line)
  f.passDays(1)
  f.import(f.id, [{ ...line, sighting_id: 's', received_at_ms: at_ms - 1_000 }])
  f.settle()
  const window = f.window()
  expect(f.ask('SELECT segment FROM daily')).toHaveLength(2)
  expect(window.daily.filter(({ measure }) => measure === 'seen').map((row) => row.count)).toEqual([2])
  expect(window.found).toMatchObject([{ first_ms: at_ms - 1_000, last_ms: at_ms, urls: [{ count: 2 }] }])
  expect(window.found[0]?.samples).toEqual([131_072, 65_536])
})

test('a dataset of which nothing was told has an empty window', () => {
  const f = signalsFixture()
  expect(f.window()).toMatchObject({ hourly: [], daily: [], books: [], found: [], shared: [], hosts: [] })
})

test('new rules run over past sightings, and days of which the journal holds nothing stay as they were counted', () => {
  const f = signalsFixture()
  const changed = f.configuration.dataset(f.id)
  if (changed)
    f.configuration.changeDataset(f.id, { settings: { ...changed.settings, retention_sightings_days: 30 } })
  f.live(lineOf(f.id, 'browser', 'old'))
  f.settle()
  f.passDays(28)
  f.live(lineOf(f.id, 'browser', 'a'))
  f.settle()
  f.passDays(10)
  f.live(lineOf(f.id, 'browser', 'b'))
  f.settle()
  expect(f.segments()).toHaveLength(2)
  const before = f.tables()
  f.renew()
  f.tell()
  expect(f.tables()).toEqual(before)
  expect(before.daily.filter((row) => (row as { measure: string }).measure === 'seen')).toHaveLength(3)
})

test('retention drops a segment that was not told yet: the fold reads on in what is there', () => {
  const f = signalsFixture()
  const { settings } = f.configuration.dataset(f.id) ?? {}
  if (settings)
    f.configuration.changeDataset(f.id, { settings: { ...settings, retention_sightings_days: 30 } })
  const count_it = () => {
    do while (f.counting.fold.step());
    while (f.housekeeping.step())
  }
  f.live(lineOf(f.id, 'browser', 'old'), lineOf(f.id, 'server', 'old'))
  f.live(lineOf(f.id, 'server', 'old'))
  count_it()
  f.passDays(40)
  f.live(lineOf(f.id, 'browser', 'new'), lineOf(f.id, 'server', 'new'))
  count_it()
  f.passDays(1)
  count_it()
  expect(f.segments()).toHaveLength(1)
  expect(f.signals.behind()).toBe(3)
  f.tell()
  expect(f.signals.behind()).toBe(0)
  const seen = f.window().daily.filter(({ measure }) => measure === 'seen')
  expect(seen.map((row) => row.count)).toEqual([1, 1])
  expect(f.tables()).toEqual(f.fromScratch())
})

test('housekeeping: what is past its time and what is deleted goes, page by page', () => {
  const f = signalsFixture()
  const gone = f.createDataset()
  f.live(lineOf(gone.id, 'browser', 'x', fbp), lineOf(f.id, 'browser', 'old', fbp))
  f.settle()
  f.passDays(61)
  f.live(lineOf(f.id, 'browser', 'new', fbp))
  f.settle()
  f.configuration.deleteDataset(gone.id)
  const keepHouse = () => {
    while (f.signals.keepHouse(f.clocks.wall_ms()));
  }
  keepHouse()
  const rows = (table: string) => f.ask(`SELECT * FROM ${table}`).length
  for (const table of ['hourly', 'repeats', 'hosts', 'datasets'])
    expect([table, rows(table)]).toEqual([table, 1])
  expect(rows('daily')).toBe(2)
  f.live(lineOf(f.id, 'server', 'new', fbp))
  f.settle()
  expect(count(f.window(), 'both:browser_first')).toBe(1)
  f.passDays(1_100)
  keepHouse()
  expect(rows('daily')).toBe(0)
})

test('housekeeping: what is past its time is looked for each 10 minutes, and once the configuration has changed', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'old', fbp))
  f.settle()
  const keepHouse = () => {
    while (f.signals.keepHouse(f.clocks.wall_ms()));
    return f.ask('SELECT * FROM repeats').length
  }
  expect(keepHouse()).toBe(1)
  f.plant('UPDATE repeats SET received_at_ms = 0')
  f.clocks.pass(599_999)
  expect(keepHouse()).toBe(1)
  f.clocks.pass(1)
  expect(keepHouse()).toBe(0)
  f.live(lineOf(f.id, 'browser', 'next', fbp))
  f.settle()
  f.plant('UPDATE repeats SET received_at_ms = 0')
  expect(keepHouse()).toBe(1)
  f.createDataset()
  expect(keepHouse()).toBe(0)
})

test('a step that fails leaves nothing behind, and is taken again', () => {
  const f = signalsFixture()
  f.live(lineOf(f.id, 'browser', 'a'))
  f.settle()
  const before = f.tables()
  f.live(lineOf(f.id, 'server', 'a'), lineOf(f.id, 'server', 'b', { event_name: 'Lead' }))
  f.counting.fold.step()
  f.breakWrites(true)
  expect(() => f.signals.step()).toThrow('no room')
  expect(f.tables()).toEqual(before)
  f.breakWrites(false)
  f.settle()
  expect(f.tables()).toEqual(f.fromScratch())
})

test('a flood of invented names and hosts: sixty have rooms of their own, the rest is counted together; a week later others have room', () => {
  const f = signalsFixture()
  const invented = (n: number, of: string) =>
    lineOf(f.id, 'browser', null, {
      event_name: `${of} ${n}`,
      event_source_url: `https://${of}${n}.example/`,
      custom_data: {},
    })
  f.live(lineOf(f.id, 'server', 'a'))
  for (let from = 0; from < 1_500; from += 500)
    f.live(...Array.from({ length: 500 }, (_, n) => invented(from + n, 'flood')))
  f.live(lineOf(f.id, 'server', 'b', { event_name: 'Lead' }), invented(1, 'late'))
  f.settle()
  const before = f.window()
  const names = new Set(before.hourly.map(({ event_name }) => event_name))
  expect(names.size).toBe(63)
  expect([...names]).toEqual(expect.arrayContaining(['Purchase', 'Lead', '(other)', 'flood 59']))
  expect(count(before, 'seen', { event_name: '(other)' })).toBe(1_441)
  expect(count(before, 'finding:missing_value')).toBe(1_501)
  expect(before.found).toHaveLength(61)
  expect(before.hosts).toHaveLength(1_001)
  // What was kept goes as time does: housekeeping is what frees hosts.
  f.clocks.pass(10 * 24 * HOUR_MS)
  while (f.signals.keepHouse(f.clocks.wall_ms()));
  f.live(invented(2, 'late'))
  f.settle()
  const after = f.window()
  expect(count(after, 'seen', { event_name: 'late 2' })).toBe(1)
  expect(after.hosts).toMatchObject([{ host: 'late2.example', count: 1 }])
  expect(after.found).toHaveLength(1)
})
