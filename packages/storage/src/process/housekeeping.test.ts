import { expect, test } from 'vitest'
import { StoreUnavailable } from '../fold/port.js'
import { DAY_MS } from '../journal/clocks.fixture.js'
import type { SightingLine } from '../journal/line.js'
import { openTestData, sightingLine } from './data.fixture.js'
import { lockTakingOut } from './data-directory.js'
import { beginImport, hasImports } from './import-lock.js'
import { keptFromMs } from './kept-from.js'

type Data = ReturnType<typeof openTestData>
const PLANTED = 'c0ffee'.repeat(10)
const FBP = 'fb.1.1763900000000.4242424242'
const someone = { user_data: { em: [PLANTED], fbp: FBP } }
const value = (amount: number) => ({ custom_data: { value: amount, currency: 'USD' } })

/** A purchase on both channels, and one on the server alone, each day. */
function sellDaily(data: Data, dataset_id: string, days: number): void {
  for (let day = 0; day < days; day += 1) {
    data.live(sightingLine(dataset_id, 'browser', `${day}-a`, { ...someone, ...value(day) }))
    data.live(
      sightingLine(dataset_id, 'server', `${day}-a`, value(day)),
      sightingLine(dataset_id, 'server', `${day}-b`, value(0.1)),
    )
    data.passDays(1)
  }
  data.settle()
}

test('a deleted dataset is erased: rows, books, and every byte of identity in any file', () => {
  const data = openTestData()
  const [gone, stays] = [data.createDataset({ retention_sightings_days: 30 }), data.createDataset()]
  // As many rows as are looked through at a time, and an archive of what is past its time.
  for (let i = 0; i < 20; i += 1) data.live(sightingLine(gone.id, 'browser', `${i}`, someone))
  data.passDays(40)
  data.live(sightingLine(stays.id, 'browser', 'x', value(3)), sightingLine(gone.id, 'browser', 'y', someone))
  data.live(sightingLine(stays.id, 'server', 'x', value(3)))
  data.settle()
  const [before, lengths] = [data.read(stays.id), rowLengths(data)]
  expect(data.filesWith(PLANTED)).not.toEqual([])
  expect(data.query(`SELECT 1 FROM archived_events WHERE dataset_id = ${gone.id}`)).toHaveLength(20)

  data.configuration.deleteDataset(gone.id)
  data.settle()
  expect(data.filesWith(PLANTED)).toEqual([])
  expect(data.filesWith(FBP)).toEqual([])
  expect(data.configuration.erasures()).toEqual([])
  for (const table of [
    'sightings',
    'hourly',
    'hourly_present',
    'hourly_amounts',
    'names',
    'archived_events',
    'datasets',
    'kept',
  ])
    expect(data.query(`SELECT 1 FROM ${table} WHERE dataset_id = ${gone.id}`)).toEqual([])
  expect(data.query('SELECT count(*) AS n FROM claims')).toEqual([{ n: 1 }])

  expect(data.read(stays.id)).toEqual(before)
  expect(rowLengths(data)).toEqual(lengths)
  expect(data.imbalances()).toEqual([])
})

test('regression: what lands in the journal after a deleted dataset was erased is erased too', () => {
  const data = openTestData()
  const [gone, stays] = [data.createDataset(), data.createDataset()]
  data.live(sightingLine(stays.id, 'browser', 'x', value(3)))
  data.configuration.deleteDataset(gone.id)
  data.settle()
  expect(data.configuration.erasures()).toEqual([])
  // A request was on its way to the disk; an import was about to end.
  data.live(sightingLine(gone.id, 'browser', 'a', someone), sightingLine(stays.id, 'server', 'x', value(3)))
  data.settle()
  expect(data.filesWith(PLANTED)).toEqual([])
  const imported = { ...sightingLine(gone.id, 'server', 'b', someone), received_at_ms: 1_763_900_000_000 }
  data.import(gone.id, [imported])
  data.settle()
  expect(data.filesWith(PLANTED)).toEqual([])
  expect(data.configuration.erasures()).toEqual([])
  expect(data.reading.stats(stays.id, null)).toMatchObject({ counted: 1, duplicate: 1 })
  expect(data.imbalances()).toEqual([])
})

test('regression: what an import left that never got its mark is erased once its process let go of it', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  data.live(sightingLine(id, 'browser', 'a', value(1)))
  const row = (import_id: string, event_id: string, user_data: object) => {
    const line = sightingLine(id, 'server', event_id, { ...value(1), user_data })
    return data.append('import', [{ ...line, import_id, received_at_ms: 1_795_000_000_000 }])
  }
  const [failing, other] = [beginImport(data.paths, 2), beginImport(data.paths, 2)]
  for (let i = 0; i < 25; i += 1) row(failing.import_id, `f${i}`, someone.user_data)
  const imported = row(other.import_id, 'b', {})
  data.passDays(1)
  row(failing.import_id, 'g', someone.user_data)
  data.live(sightingLine(id, 'server', 'a', value(1)))
  data.settle()
  expect(data.filesWith(PLANTED)).not.toEqual([])
  const lengths = rowLengths(data)

  failing.release()
  data.settle()
  expect(data.filesWith(PLANTED)).toEqual([])
  expect(rowLengths(data)).toEqual(lengths)
  data.append('mark', [
    { dataset_id: id, import_id: other.import_id, import_from: imported, import_to: imported },
  ])
  other.release()
  data.settle()
  // Dead behind its mark, it counts all the same.
  expect(data.reading.stats(id, null)).toMatchObject({ counted: 2, duplicate: 1 })
  expect(data.imbalances()).toEqual([])
  expect(hasImports(data.paths)).toBe(false)
  expect(data.read(id).events.find((event) => event.event_id === 'b')?.custom_data.value).toBe(1)
})

test("what is erased leaves the others' lines at their places, also for a rebuild", () => {
  const data = openTestData()
  const [gone, stays] = [data.createDataset(), data.createDataset()]
  data.live(
    sightingLine(gone.id, 'browser', 'é', { ...someone, event_source_url: 'https://é.example/,\n' }),
    sightingLine(stays.id, 'browser', 'x', value(1)),
    sightingLine(gone.id, 'server', 'é', someone),
    sightingLine(stays.id, 'server', 'x', value(1)),
  )
  data.settle()
  const before = data.read(stays.id)
  data.configuration.deleteDataset(gone.id)
  data.settle()
  data.configuration.changeDataset(stays.id, { rebuilds_wanted: 1 })
  data.settle()
  expect(data.read(stays.id)).toEqual(before)
  expect(data.reading.rebuildsDone(stays.id)).toBe(1)
})

test('past its time, a sighting goes, its event is archived, and the books stay and balance at every step', () => {
  const data = openTestData()
  const { id, settings } = data.createDataset()
  sellDaily(data, id, 3)
  data.passDays(20)
  sellDaily(data, id, 20)
  const before = data.read(id)
  expect(data.segments()).toHaveLength(23)
  data.configuration.changeDataset(id, { settings: { ...settings, retention_sightings_days: 30 } })
  data.passDays(1)
  data.settle(() => {
    expect(data.imbalances()).toEqual([])
    expect(data.read(id)).toEqual(before)
  })
  expect(data.segments()[0]).toBe('2026-12-16.db')
  expect(data.query('SELECT count(*) AS n FROM archived_events')).toEqual([{ n: 6 }])
  // Two windows a day, and the one fbp.
  expect(data.query('SELECT count(*) AS n FROM claims')).toEqual([{ n: 41 }])

  data.configuration.changeDataset(id, { rebuilds_wanted: 1 })
  data.settle()
  expect(data.reading.rebuildsDone(id)).toBe(1)
  expect(data.read(id)).toEqual(before)
  expect(data.imbalances()).toEqual([])
})

test('where another dataset keeps its sightings longer, only this one goes; a rebuild leaves the hours that it cannot count', () => {
  const data = openTestData()
  const [short, long] = [data.createDataset({ retention_sightings_days: 30 }), data.createDataset()]
  data.live(sightingLine(short.id, 'browser', 'a', someone), sightingLine(long.id, 'browser', 'a', value(2)))
  data.passDays(40)
  data.live(sightingLine(short.id, 'server', 'b', value(5)))
  const before = () => [data.read(short.id), data.read(long.id)]
  while (data.counting.fold.step());
  const was = before()
  data.settle()
  expect(data.segments()).toHaveLength(2)
  expect(data.filesWith(PLANTED)).toEqual(
    data.filesWith(PLANTED).filter((name) => name.startsWith('facts.db')),
  )
  expect(before()).toEqual(was)
  for (const { id } of [short, long]) data.configuration.changeDataset(id, { rebuilds_wanted: 1 })
  data.settle()
  expect(before()).toEqual(was)
  expect(data.imbalances()).toEqual([])
})

test('a duplicate whose event an import opened later stays as long as its event', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  const received_at_ms = data.clocks.wall_ms() - 60_000
  data.live(sightingLine(id, 'browser', 'a', value(7)))
  data.passDays(5)
  data.import(id, [{ ...sightingLine(id, 'server', 'a', value(7)), received_at_ms } as SightingLine])
  data.settle()
  const before = data.read(id)
  expect(before.events.map((event) => event.sightings.length)).toEqual([2])
  data.passDays(28)
  data.live(sightingLine(id, 'browser', 'b'))
  data.settle()
  expect(data.imbalances()).toEqual([])
  expect(data.read(id).stats.by_event.Purchase?.value).toEqual({ USD: 7 })
  data.passDays(10)
  data.live(sightingLine(id, 'browser', 'c'))
  data.settle()
  expect(data.imbalances()).toEqual([])
  expect(data.query('SELECT count(*) AS n FROM sightings')).toEqual([{ n: 2 }])
})

test('archived events and hourly books go when it is their time, the books never before the sightings that they balance', () => {
  const data = openTestData()
  const { id, settings } = data.createDataset({ retention_hourly_days: 30, retention_events_days: 50 })
  data.live(sightingLine(id, 'browser', 'a', value(1)))
  data.passDays(40)
  data.live(sightingLine(id, 'browser', 'b', value(1)))
  data.settle()
  expect(data.reading.stats(id, null).counted).toBe(2)
  expect(data.imbalances()).toEqual([])
  data.configuration.changeDataset(id, { settings: { ...settings, retention_sightings_days: 30 } })
  data.passDays(1)
  data.settle()
  expect(data.reading.stats(id, null).counted).toBe(1)
  expect(data.read(id).events.map((event) => event.event_id)).toEqual(['b', 'a'])
  expect(data.imbalances()).toEqual([])
  data.passDays(10)
  data.settle()
  expect(data.read(id).events.map((event) => event.event_id)).toEqual(['b'])
})

test('regression: retention waits for no traffic: on an idle instance old sightings go too', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  data.live(sightingLine(id, 'browser', 'a', { ...someone, ...value(7) }))
  data.passDays(1)
  data.beginDay()
  data.settle()
  const before = data.read(id)
  data.passDays(28)
  data.beginDay()
  data.settle()
  expect(data.filesWith(PLANTED)).not.toEqual([])
  // One that is empty, to go on from; those of the days between are gone.
  expect(data.segments()).toEqual(['2026-11-23.db', '2026-12-22.db'])
  data.passDays(2)
  data.beginDay()
  data.settle()
  expect(data.query('SELECT count(*) AS n FROM sightings')).toEqual([{ n: 0 }])
  expect(data.segments()).toEqual(['2026-12-24.db'])
  expect(data.filesWith(PLANTED).filter((name) => !name.startsWith('facts.db'))).toEqual([])
  expect(data.read(id)).toEqual(before)
  expect(data.imbalances()).toEqual([])
  data.live(sightingLine(id, 'browser', 'b'))
  data.passDays(1)
  data.settle()
  expect(data.reading.stats(id, null).counted).toBe(2)
  expect(data.segments()).toEqual(['2026-12-24.db'])
  expect(data.imbalances()).toEqual([])
})

test('regression: what is not kept is taken out only when no import is under way that may bring it again', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  data.live({ ...sightingLine(id, 'browser', 'a', value(7)), sighting_id: 'a' })
  const [sighting] = data.counting.journal.read(1, 1)
  data.passDays(40)
  data.live(sightingLine(id, 'browser', 'b'))
  const lock = beginImport(data.paths, 3)
  expect(keptFromMs(data.paths, id)).toBe(0)
  data.settle()
  const kept_ms = keptFromMs(data.paths, id)
  expect(kept_ms).toBe(data.counting.journal.row(2)?.received_at_ms)
  const again = { ...sightingLine(id, 'browser', 'a', value(7)), sighting_id: 'a', import_id: lock.import_id }
  const position = data.append('import', [{ ...again, received_at_ms: sighting?.received_at_ms ?? 0 }])
  data.append('mark', [
    { dataset_id: id, import_id: lock.import_id, import_from: position, import_to: position },
  ])
  data.settle()
  expect(data.query('SELECT count(*) AS n FROM archived_events')).toEqual([{ n: 0 }])
  lock.done()
  lock.release()
  data.settle()
  expect(data.query('SELECT count(*) AS n FROM archived_events')).toEqual([{ n: 1 }])
  expect(data.reading.stats(id, null)).toMatchObject({ counted: 2, duplicate: 0 })
  expect(data.imbalances()).toEqual([])
})

test('a claim goes with its sighting, so that an id may come again', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  data.live({ ...sightingLine(id, 'browser', 'a'), sighting_id: 'one' })
  data.passDays(40)
  data.live({ ...sightingLine(id, 'browser', 'a'), sighting_id: 'two' })
  data.settle()
  expect(data.query('SELECT DISTINCT seq FROM claims')).toEqual([{ seq: 2 * 65_536 }])
})

test("changed numbers of the counting rule have a dataset judged again, and only that dataset's", () => {
  const data = openTestData()
  const [changed, same] = [data.createDataset(), data.createDataset()]
  for (const { id } of [changed, same]) data.live(sightingLine(id, 'browser', 'a'))
  data.clocks.pass(3 * 3_600_000)
  for (const { id } of [changed, same]) data.live(sightingLine(id, 'browser', 'a'))
  data.settle()
  const counted = () => [changed, same].map(({ id }) => data.reading.stats(id, null).counted)
  expect(counted()).toEqual([1, 1])
  const set = (deduplication_window_hours: number) =>
    data.configuration.changeDataset(changed.id, {
      settings: { ...changed.settings, deduplication_window_hours },
    })
  set(1)
  data.settle()
  expect(counted()).toEqual([2, 1])
  set(48)
  data.settle()
  expect(counted()).toEqual([1, 1])
  expect(data.imbalances()).toEqual([])
})

test('a rebuild mends what was broken, and a wish for it is met once', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  sellDaily(data, id, 3)
  const before = data.read(id)
  data.tamper("DELETE FROM sightings WHERE verdict = 2; UPDATE hourly SET count = 9 WHERE state = 'counted'")
  expect(data.imbalances().map((imbalance) => imbalance.what)).toContain('counted')
  data.configuration.changeDataset(id, { rebuilds_wanted: 1 })
  data.settle()
  expect(data.read(id)).toEqual(before)
  expect(data.imbalances()).toEqual([])
  expect(data.reading.cursor()).toEqual({ folded: 6, settled: true })
  data.settle(() => expect(data.counting.store.rejudgings()).toEqual([]))
})

test('regression: a rebuild that can count nothing again is done all the same', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  data.live(sightingLine(id, 'browser', 'a'))
  data.passDays(40)
  data.live(sightingLine(id, 'browser', 'b'))
  data.settle()
  expect(data.segments()).toHaveLength(1)
  const before = data.read(id)
  data.configuration.changeDataset(id, { rebuilds_wanted: 1 })
  data.settle()
  expect(data.reading.rebuildsDone(id)).toBe(1)
  expect(data.read(id)).toEqual(before)
})

test('regression: a disk without room stalls housekeeping, and does not end it', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  data.live(sightingLine(id, 'browser', 'a'))
  data.settle()
  data.tamper("CREATE TRIGGER full BEFORE DELETE ON names BEGIN SELECT raise(ABORT, 'no room'); END")
  data.configuration.deleteDataset(id)
  expect(() => data.settle()).toThrow(new StoreUnavailable('no room'))
  data.tamper('DROP TRIGGER full')
  data.settle()
  expect(data.configuration.erasures()).toEqual([])
})

test('while a backup reads, nothing is erased and nothing is past its time; afterwards it goes', () => {
  const data = openTestData()
  const [gone, stays] = [data.createDataset(), data.createDataset({ retention_sightings_days: 1 })]
  data.live(sightingLine(gone.id, 'browser', 'x', someone), sightingLine(stays.id, 'browser', 'y'))
  data.settle()
  data.passDays(3)
  data.live(sightingLine(stays.id, 'browser', 'z'))
  const lock = lockTakingOut(data.paths, 0)
  data.configuration.deleteDataset(gone.id)
  data.settle()
  // Counting goes on.
  expect(data.read(stays.id).stats.counted).toBe(2)
  expect(data.filesWith(PLANTED)).not.toEqual([])
  expect(data.segments()).toHaveLength(2)
  expect(data.configuration.erasures()).toEqual([gone.id])
  lock?.release()
  data.settle()
  expect(data.filesWith(PLANTED)).toEqual([])
  expect(data.segments()).toHaveLength(1)
  expect(data.configuration.erasures()).toEqual([])
})

test('what is reported of a deleted dataset afterwards is not counted', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  data.configuration.deleteDataset(id)
  data.live(sightingLine(id, 'browser', 'a'))
  data.settle()
  expect(data.query('SELECT * FROM sightings')).toEqual([])
})

test('it looks for what is past its time every ten minutes, not at every step', () => {
  const data = openTestData()
  const { id, settings } = data.createDataset()
  data.live(sightingLine(id, 'browser', 'a'))
  data.clocks.pass(DAY_MS)
  data.live(sightingLine(id, 'browser', 'b'))
  data.settle()
  // The retention that a setting may have is 30 days and more; here it is none, so that only the clock matters.
  data.configuration.changeDataset(id, { settings: { ...settings, retention_sightings_days: 0 } })
  data.settle()
  expect(data.segments()).toHaveLength(2)
  data.clocks.pass(600_000)
  data.settle()
  expect(data.segments()).toHaveLength(1)
})

const rowLengths = (data: Data): number[] =>
  data.counting.journal.read(1, Number.MAX_SAFE_INTEGER).map((row) => row.lines.byteLength)

test('an event with many copies is archived with the first of them, and says that it had more', () => {
  const data = openTestData()
  const { id } = data.createDataset({ retention_sightings_days: 30 })
  data.live(...Array.from({ length: 110 }, () => sightingLine(id, 'server', 'many')))
  data.settle()
  const [before] = data.read(id).events
  expect([before?.sightings.length, before?.has_more_sightings]).toEqual([101, true])
  data.passDays(40)
  data.live(sightingLine(id, 'server', 'later'))
  data.settle()
  expect(data.query('SELECT count(*) AS n FROM archived_events')).toEqual([{ n: 1 }])
  expect(data.read(id).events.find(({ event_id }) => event_id === 'many')).toEqual(before)
  expect(data.imbalances()).toEqual([])
})
