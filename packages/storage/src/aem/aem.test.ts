import { readFileSync, writeFileSync } from 'node:fs'
import { DAY_MS } from '@countersign/core'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { ORDER, openAemData } from './aem.fixture.js'
import { aemFile } from './aem.js'
import { withholdNoise } from './withhold-noise.js'

/** Published counts, as `campaign event count`. */
const shown = ({ days }: { days: { cells: { campaign: string; event_name: string; count: number }[] }[] }) =>
  days.flatMap(({ cells }) => cells.map((c) => `${c.campaign} ${c.event_name} ${c.count}`)).sort()
const NOTHING = {
  held: 0,
  waiting: 0,
  reported: 0,
  suppressed_small: 0,
  outranked: 0,
  duplicate: 0,
  no_slot: 0,
  no_person: 0,
}

test('of each person the best event of a window is counted, once its time has come and its day is over', () => {
  const data = openAemData()
  const campaign = 'utm_campaign=spring'
  data.live(
    data.line('a', { event_name: 'PageView', campaign }),
    data.line('a', { event_name: 'Lead' }),
    data.line('a'),
    data.line('a', { event_name: 'Lead' }),
    data.line('b', { campaign }),
    data.line('b', { channel: 'server' }),
  )
  expect(data.measure().books).toEqual({ ...NOTHING, held: 2, outranked: 3, no_slot: 1 })
  data.passDays(7.9)
  expect(data.measure().books).toMatchObject({ held: 2 })
  data.passDays(2.2)
  const after = data.measure()
  expect(after.books).toEqual({
    ...NOTHING,
    reported: after.books.reported,
    waiting: 2 - after.books.reported,
    outranked: 3,
    no_slot: 1,
  })
  data.passDays(1)
  const report = data.measure()
  expect(report.books).toMatchObject({ waiting: 0, held: 0 })
  expect(report.books.reported + report.books.suppressed_small).toBe(2)
  for (const { cells } of report.days) for (const { count } of cells) expect(count).toBeGreaterThanOrEqual(2)
  expect(data.aemImbalances()).toEqual([])
  expect(data.imbalances()).toEqual([])
})

test('a campaign of many people is shown, one of few is counted with others or hidden', () => {
  const data = openAemData({ aem_minimum: 10 })
  // Their delays spread them over two days.
  const people = (count: number, campaign: string) =>
    Array.from({ length: count }, (_, n) => data.line(`${campaign}${n}`, { campaign }))
  data.live(...people(60, 'utm_campaign=big'), ...people(3, 'utm_campaign=small'))
  data.settle()
  data.passDays(11)
  const report = data.measure()
  const { reported, suppressed_small } = report.books
  expect(reported + suppressed_small).toBe(63)
  expect(shown(report).some((cell) => cell.startsWith('utm_campaign=big Purchase'))).toBe(true)
  expect(shown(report).some((cell) => cell.includes('small'))).toBe(false)
  expect(report.days.every(({ noise }) => noise === null)).toBe(true)
  const hidden = report.days.reduce((sum, { hidden_cells }) => sum + (hidden_cells ?? 0), 0)
  expect(hidden === 0).toBe(suppressed_small === 0)
})

test('one conversion that both channels report is one, whatever each knows the person by', () => {
  const data = openAemData()
  const event_digests = ['e', 'e before']
  data.live(
    data.line('browser person', { event_digests }),
    data.line('server person', { channel: 'server', event_digests }),
    // The window is now found by either.
    data.line('server person', { event_name: 'Lead', channel: 'server' }),
    data.line(null, { channel: 'server', event_digests }),
  )
  expect(data.measure().books).toEqual({ ...NOTHING, held: 1, duplicate: 2, outranked: 1 })
  // An event id that comes again after two days is another event's.
  data.passDays(2.1)
  data.live(data.line('somebody else', { event_digests }))
  expect(data.measure().books).toMatchObject({ held: 2, duplicate: 2 })
})

test('a window over the change of keys is one window', () => {
  const data = openAemData()
  data.live(data.line(null, { event_name: 'Lead', person_digests: ['p1', 'p0'] }))
  data.passDays(6)
  data.live(data.line(null, { person_digests: ['p2', 'p1'] }))
  expect(data.measure().books).toMatchObject({ held: 1, outranked: 1 })
  // A week after the first event the window is over, and the next one begins.
  data.passDays(1.1)
  data.live(data.line(null, { person_digests: ['p2', 'p1'] }))
  expect(data.measure().books).toMatchObject({ held: 2, outranked: 1 })
})

test('a window is not reported before all that belongs to it is counted', () => {
  const data = openAemData()
  data.live(data.line('a', { event_name: 'Lead' }))
  data.measure()
  data.passDays(6.9)
  data.live(data.line('a'))
  data.passDays(3)
  // A server that starts again measures before it has counted what the journal holds.
  while (data.aem().release(data.now_ms()));
  expect(data.report().books).toMatchObject({ held: 1, waiting: 0 })
  const { books } = data.measure()
  expect(books).toMatchObject({ held: 0, outranked: 1 })
  expect(books.waiting + books.reported + books.suppressed_small).toBe(1)
})

test('what cannot be reported is accounted for, and nothing is kept of it', () => {
  const data = openAemData()
  data.live(
    data.line('a', { domain: 'elsewhere.example' }),
    data.line('a', { domain: '' }),
    data.line(null),
    data.line(null, { event_name: 'PageView' }),
    data.line('a', { domain: 'other.example' }),
  )
  expect(data.measure().books).toEqual({ ...NOTHING, no_slot: 4, no_person: 1 })
  data.passDays(12)
  expect(data.measure()).toMatchObject({ books: { ...NOTHING, no_slot: 4, no_person: 1 }, days: [] })
})

test('restarts, a rebuild and a lost feed change nothing, and what was published stays', () => {
  const data = openAemData()
  const buy = (names: string) => data.live(...[...names].map((name) => data.line(name)))
  buy('abcdefgh')
  data.measure()
  data.passDays(11)
  buy('ijkl')
  const before = data.measure()
  expect(before.books.reported + before.books.suppressed_small).toBe(8)
  data.restart()
  expect(data.measure()).toEqual(before)
  data.configuration.changeDataset(data.dataset.id, { rebuilds_wanted: 1 })
  expect(data.measure()).toEqual(before)
  data.restart()
  data.tamper('DELETE FROM changes')
  buy('m')
  data.restart()
  expect(data.measure().books).toEqual({ ...before.books, held: before.books.held + 1 })
  expect(data.aemImbalances()).toEqual([])
  expect(data.imbalances()).toEqual([])
})

test('folded again from the journal alone, the same windows are due on the same days', () => {
  const data = openAemData()
  data.live(...[...'abcdefghijklmnop'].map((name) => data.line(name)))
  data.measure()
  data.passDays(12)
  const before = data.measure()
  expect(before.books.held + before.books.waiting).toBe(0)
  data.forgetAll()
  expect(data.measure()).toEqual(before)
})

test('stats and verify know what is restricted, and export leaves it out', () => {
  const data = openAemData()
  data.live(data.line('a'), data.line('b', { channel: 'server', restricted: 'limited_data_use' }))
  data.settle()
  const { stats, events } = data.read(data.dataset.id)
  expect(stats).toMatchObject({
    received: { browser: 1, server: 1 },
    counted: 0,
    restricted: 2,
    restrictions: { opt_out: 1, limited_data_use: 1 },
  })
  expect(stats.by_event.Purchase).toMatchObject({ received: { browser: 1, server: 1 }, counted: 0 })
  expect(events).toEqual([])
  expect([...data.reading.exported(data.dataset.id, 0)]).toEqual([])
  expect(data.reading.verify()).toMatchObject({ restricted: 2, imbalances: [] })
  data.tamper("UPDATE hourly SET count = 7 WHERE state = 'restricted' AND code = 'opt_out'")
  expect(data.imbalances()).toMatchObject([
    { what: 'restricted', books: '8', rows: '2' },
    { what: 'counts by day' },
    { what: 'counts of all names' },
  ])
  data.measure()
  expect(data.aemImbalances()).toMatchObject([
    { what: 'restricted: counted and told', books: '8', rows: '2' },
  ])
})

test('a report of Private Click Measurement is counted under its campaign and its slot', () => {
  const data = openAemData()
  const pcm = {
    source_id: 12,
    trigger_data: 0,
    source_site: 'ads.example',
    attributed_on_site: 'shop.example',
  }
  const line = (more: Partial<typeof pcm>) => ({ dataset_id: data.dataset.id, pcm: { ...pcm, ...more } })
  data.live(line({}), line({}), line({ trigger_data: 9 }), line({ trigger_data: 9 }), line({ source_id: 13 }))
  expect(data.measure().pcm_books).toMatchObject({ waiting: 5 })
  data.passDays(1)
  const report = data.measure()
  expect(shown(report)).toEqual(['source_id=12 Purchase 2', 'source_id=12 trigger_data=9 2'])
  expect(report.pcm_books).toEqual({ ...NOTHING, reported: 4, suppressed_small: 1 })
  expect(report.books).toEqual(NOTHING)
  expect(data.aemImbalances()).toEqual([])
})

test('noise: drawn once, spent visibly, and when the budget is spent counts wait for the next month', () => {
  const data = openAemData({
    aem_noise: 'laplace',
    aem_epsilon: 1,
    aem_delta: 0.001,
    aem_epsilon_per_month: 2,
  })
  data.clocks.pass(Date.UTC(2027, 0, 1) - data.now_ms())
  const pcm = {
    source_id: 1,
    trigger_data: 0,
    source_site: 'ads.example',
    attributed_on_site: 'shop.example',
  }
  const reports = (count: number) =>
    data.live(...Array.from({ length: count }, () => ({ dataset_id: data.dataset.id, pcm })))
  reports(500)
  data.measure()
  data.passDays(1)
  const first = data.measure()
  expect(first.days.map(({ day, domain }) => [day, domain])).toEqual([
    ['2027-01-01', 'other.example'],
    ['2027-01-01', 'shop.example'],
  ])
  expect(first.days[1]).toMatchObject({
    hidden_cells: null,
    noise: { mechanism: 'laplace', epsilon: 1, delta: 0.001, scale: 2 },
  })
  const [cell] = first.days[1]?.cells ?? []
  expect(Math.abs((cell?.count ?? 0) - 500)).toBeLessThan(60)
  expect(first.budget).toEqual([
    { domain: 'shop.example', month: '2027-01', epsilon: 2, spent: 1, left: 1 },
    { domain: 'other.example', month: '2027-01', epsilon: 2, spent: 1, left: 1 },
  ])
  data.restart()
  expect(data.measure()).toEqual(first)
  data.passDays(1)
  reports(100)
  data.passDays(20)
  const spent = data.measure()
  expect(spent.budget[0]).toMatchObject({ spent: 2, left: 0 })
  expect(spent.days).toHaveLength(4)
  expect(spent.pcm_books).toMatchObject({ waiting: 100, reported: 500 })
  data.passDays(12)
  const next = data.measure()
  expect(next.pcm_books).toMatchObject({ waiting: 0, reported: 600 })
  expect(next.days.find(({ day }) => day === '2027-02-01')).toBeDefined()
  expect(data.aemImbalances()).toEqual([])
})

test('a deleted dataset leaves nothing', () => {
  const data = openAemData()
  data.live(data.line('a'))
  data.measure()
  expect(data.filesWith('a before')).toContain('aem.db-wal')
  data.configuration.deleteDataset(data.dataset.id)
  while (data.aem().keepHouse(data.now_ms()));
  data.settle()
  data.restart()
  expect(data.filesWith('a before')).toEqual([])
  expect(data.aem().report(data.dataset.id, data.now_ms())).toBeUndefined()
})

test('where nobody measures the journal is not read, and the first to begin is told from there on', () => {
  const data = openAemData({ aem: false, aem_events: [] })
  data.live(data.line('early'))
  expect(data.measure().books).toEqual(NOTHING)
  data.live(data.line('early, too'))
  expect(data.measure().books).toEqual(NOTHING)
  const { id, settings } = data.configuration.dataset(data.dataset.id) ?? data.dataset
  data.configuration.changeDataset(id, { settings: { ...settings, aem: true, aem_events: [ORDER] } })
  data.live(data.line('a'))
  expect(data.measure().books).toEqual({ ...NOTHING, held: 1 })
})

for (const [title, change] of Object.entries({
  'nobody measures': { aem: false, aem_events: [] },
  'nothing is due': {},
}))
  test(`where ${title}, an idle turn waits for nobody who writes the file`, () => {
    const data = openAemData(change)
    data.live(data.line('a'))
    data.measure()
    const db = new Database(aemFile(data.paths))
    onTestFinished(() => {
      db.close()
    })
    db.exec('BEGIN IMMEDIATE')
    expect(data.aem().release(data.now_ms())).toBe(false)
  })

test('a clock that jumps ahead, while it runs or over a restart, publishes no day early and destroys no key', () => {
  const data = openAemData({ aem_minimum: 1 })
  const [digest] = data.digests('a')
  data.live(data.line('a', { event_name: 'Lead' }))
  data.measure()
  const before = data.report()
  data.clocks.jump(300 * DAY_MS)
  for (const jumped of [() => {}, data.restart, data.restart]) {
    jumped()
    data.clocks.pass(60_000)
    expect(data.measure()).toMatchObject({ books: before.books, days: [] })
    while (data.aem().keepHouse(data.now_ms()));
  }
  data.clocks.jump(-300 * DAY_MS)
  expect(data.digests('a')[0]).toBe(digest)
  // Set right again, all is as if it had not been: the window is still open, and its day comes.
  data.live(data.line('a'))
  expect(data.measure().books).toMatchObject({ held: 1, outranked: 1 })
  data.passDays(10.5)
  expect(data.measure().books).toMatchObject({ held: 0, reported: 1 })
  expect(data.aemImbalances()).toEqual([])
})

test('after a long stop it catches up, a day an hour, and publishes what is over', () => {
  const data = openAemData({ aem_minimum: 1 })
  data.live(data.line('a'))
  data.measure()
  data.restart()
  data.clocks.jump(12 * DAY_MS)
  expect(data.measure().books).toMatchObject({ held: 1 })
  data.clocks.pass(13 * 3_600_000)
  expect(data.measure().books).toMatchObject({ held: 0, reported: 1 })
})

const PCM = { source_id: 1, trigger_data: 0, source_site: 'ads.example', attributed_on_site: 'shop.example' }
const NOISY = { aem_noise: 'laplace', aem_epsilon: 1, aem_delta: 0.001, aem_epsilon_per_month: 30 } as const

test.each([
  ['the file is lost', (data: ReturnType<typeof openAemData>, _saved: Buffer) => data.forgetAll()],
  [
    'an older one is restored',
    (data: ReturnType<typeof openAemData>, saved: Buffer) => {
      data.forgetAll()
      writeFileSync(aemFile(data.paths), saved)
      withholdNoise(aemFile(data.paths), data.now_ms())
    },
  ],
])('noise is not drawn a second time for a day that may have been published: %s', (_, lose) => {
  const data = openAemData(NOISY)
  data.clocks.pass(Date.UTC(2027, 0, 1) - data.now_ms())
  const reports = () =>
    data.live(...Array.from({ length: 500 }, () => ({ dataset_id: data.dataset.id, pcm: PCM })))
  reports()
  data.measure()
  data.restart()
  const saved = readFileSync(aemFile(data.paths))
  data.aem()
  data.passDays(2)
  const before = data.measure()
  expect(before.days.filter(({ cells }) => cells.length > 0)).toHaveLength(1)
  lose(data, saved)
  data.aem()
  data.clocks.pass(7_200_000)
  const after = data.measure()
  expect(after.days.map(({ cells }) => cells)).toEqual(before.days.map(() => []))
  expect(after.budget).toEqual(before.budget)
  expect(after.pcm_books).toEqual({ ...NOTHING, suppressed_small: 500 })
  reports()
  data.passDays(1)
  expect(data.measure().pcm_books).toEqual({ ...NOTHING, suppressed_small: 500, reported: 500 })
  expect(data.aemImbalances()).toEqual([])
})
