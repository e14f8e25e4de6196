import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { dropSegment } from '../../keep/journal-eraser.js'
import { temporaryDirectory } from '../../temporary.fixture.js'
import { DAY_MS, FakeClocks } from '../clocks.fixture.js'
import { journalContract } from '../contract.js'
import { type JournalReader, JournalUnavailable, type JournalWriter } from '../port.js'
import { openJournalReader } from './reader.js'
import { openJournalWriter } from './writer.js'

/** Opens, and closes with the test. */
const closing = <T extends JournalReader | JournalWriter>(opened: T): T => {
  onTestFinished(() => opened.close())
  return opened
}
const openWriter = (directory: string, clocks: FakeClocks, owns = true) =>
  closing(openJournalWriter(directory, owns, clocks))
const openReader = (directory: string) => closing(openJournalReader(directory))

journalContract('sqlite', (clocks) => {
  const directory = join(temporaryDirectory(), 'journal')
  return { writer: closing(openJournalWriter(directory, true, clocks)), reader: openReader(directory) }
})

const LINES = Buffer.from('[]')
const append = (writer: JournalWriter, kind: 'live' | 'import' | 'mark' = 'live') =>
  writer.append(kind, LINES).position
/** All that is there, read as a fold reads: on from the last until there is nothing. */
function positions(reader: JournalReader): number[] {
  const all: number[] = []
  for (let rows = reader.read(1, 2); rows.length > 0; rows = reader.read((all.at(-1) ?? 0) + 1, 2))
    all.push(...rows.map((row) => row.position))
  return all
}

test('reopened, it goes on: positions, stamps and its id', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const first = openWriter(directory, clocks)
  const before = first.append('live', LINES)
  const { store_id } = openReader(directory)
  first.close()
  clocks.jump(-1_000)
  const after = openWriter(directory, clocks).append('live', LINES)
  expect([before.position, after.position]).toEqual([1, 2])
  expect(after.received_at_ms).toBe(before.received_at_ms + 1)
  expect(openReader(directory).store_id).toBe(store_id)
})

test("regression: an import stamped by another process's clock does not move the server's", () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const owner = openWriter(directory, clocks)
  const { received_at_ms } = owner.append('live', LINES)
  const ahead = new FakeClocks(clocks.wall_ms() + 3_600_000)
  append(openWriter(directory, ahead, false), 'import')
  owner.close()
  clocks.pass(10)
  expect(openWriter(directory, clocks).append('live', LINES).received_at_ms).toBe(received_at_ms + 10)
})

test('a new day begins a new segment, and readers read across', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  const reader = openReader(directory)
  append(writer)
  append(writer)
  clocks.pass(DAY_MS)
  append(writer)
  clocks.pass(2 * DAY_MS)
  append(writer)
  expect(readdirSync(directory).filter((name) => name.endsWith('.db'))).toEqual([
    '2026-11-23.db',
    '2026-11-24.db',
    '2026-11-26.db',
  ])
  expect(positions(reader)).toEqual([1, 2, 3, 4])
  const [first, second, third] = reader.segments()
  expect([first?.first, second?.first, third?.first]).toEqual([1, 3, 4])
  expect([2, 3, 4].map((position) => reader.dayOf(position))).toEqual([first?.day, second?.day, third?.day])
})

test('the newest segment is still empty: positions and stamps go on from the one before', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  append(writer)
  clocks.pass(DAY_MS)
  const { received_at_ms } = writer.append('live', LINES)
  writer.close()
  // The new segment is there and its first row is lost: what a power cut between two syncs leaves.
  const db = new Database(join(directory, '2026-11-24.db'))
  db.exec('DELETE FROM rows')
  db.close()
  clocks.jump(-DAY_MS)
  const next = openWriter(directory, clocks).append('live', LINES)
  expect(next.position).toBe(2)
  expect(next.received_at_ms).toBeLessThan(received_at_ms)
})

test('regression: a reader finds a row by its position in a segment that was begun after it last looked', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  append(writer)
  const reader = openReader(directory)
  expect(reader.row(1)?.position).toBe(1)
  clocks.pass(DAY_MS)
  append(writer)
  expect(reader.row(2)?.position).toBe(2)
  expect(reader.dayOf(2)).toBe(reader.dayOf(1) + 1)
})

test('a reader that was opened before there was a journal finds it later', () => {
  const directory = join(temporaryDirectory(), 'journal')
  const reader = openReader(directory)
  expect([reader.last(), reader.store_id, positions(reader)]).toEqual([0, '', []])
  append(openWriter(directory, new FakeClocks()))
  expect(positions(reader)).toEqual([1])
  expect(reader.store_id).toMatch(/^[0-9a-f]{8}$/)
})

test('a day without traffic begins a segment too, and positions go on in it', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  const days = () => openReader(directory).segments()
  const [{ day } = { day: 0 }] = days()
  clocks.pass(DAY_MS)
  writer.beginDay()
  expect(days()).toEqual([
    { day, first: 1 },
    { day: day + 1, first: 1 },
  ])
  append(writer)
  for (let i = 0; i < 2; i += 1) {
    clocks.pass(DAY_MS)
    openWriter(directory, clocks, false).beginDay()
    expect(days()).toHaveLength(2 + i)
    for (let again = 0; again < 2; again += 1) writer.beginDay()
    expect(days().at(-1)).toEqual({ day: day + 2 + i, first: 2 })
    expect(days()).toHaveLength(3 + i)
  }
  expect(append(openWriter(directory, clocks, false), 'import')).toBe(2)
  expect(append(writer)).toBe(3)
  expect(days().at(-1)).toEqual({ day: day + 3, first: 2 })
  expect(positions(openReader(directory))).toEqual([1, 2, 3])
})

test('regression: stamps go on from the last one, however many segments without live rows are behind it', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const first = openWriter(directory, clocks)
  clocks.pass(DAY_MS)
  const { received_at_ms } = first.append('live', LINES)
  clocks.pass(DAY_MS)
  append(first, 'import')
  clocks.pass(DAY_MS)
  first.beginDay()
  first.close()
  clocks.jump(-2 * DAY_MS - 10)
  expect(openWriter(directory, clocks).append('live', LINES).received_at_ms).toBe(received_at_ms + 1)
})

test('sealed, and the next segment not begun: the next start begins it', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  append(writer)
  append(writer)
  writer.close()
  seal(join(directory, '2026-11-23.db'))
  expect(append(openWriter(directory, clocks))).toBe(3)
  const reader = openReader(directory)
  expect(positions(reader)).toEqual([1, 2, 3])
  expect(reader.segments().map((segment) => segment.first)).toEqual([1, 3])
})

test('regression: a start that died while it made a segment is no hindrance to the next', () => {
  const directory = temporaryDirectory()
  for (const name of ['2026-11-23.db.new', '2026-11-23.db.new-wal'])
    writeFileSync(join(directory, name), 'half')
  const reader = openReader(directory)
  expect(append(openWriter(directory, new FakeClocks()))).toBe(1)
  expect(positions(reader)).toEqual([1])
  expect(readdirSync(directory).filter((name) => name.includes('.new'))).toEqual([])
})

test('another process appends an import beside the owner', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const owner = openWriter(directory, clocks)
  const other = openWriter(directory, clocks, false)
  const taken = [append(owner), append(other, 'import'), append(owner), append(other, 'mark'), append(owner)]
  expect(taken).toEqual([1, 2, 3, 4, 5])
  expect(
    openReader(directory)
      .read(1, 100)
      .map((row) => row.kind),
  ).toEqual(['live', 'import', 'live', 'mark', 'live'])
})

test('another process goes on in the new segment after the owner has begun a day', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const owner = openWriter(directory, clocks)
  const other = openWriter(directory, clocks, false)
  append(other, 'import')
  clocks.pass(DAY_MS)
  append(owner)
  expect(append(other, 'import')).toBe(3)
  expect(
    openReader(directory)
      .segments()
      .map((segment) => segment.first),
  ).toEqual([1, 2])
})

test('another process begins no day of its own: between two segments its append fails, and nothing is appended', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const owner = openWriter(directory, clocks)
  const other = openWriter(directory, clocks, false)
  append(owner)
  seal(join(directory, '2026-11-23.db'))
  clocks.pass(DAY_MS)
  expect(() => append(other, 'import')).toThrow(JournalUnavailable)
  expect(append(owner)).toBe(2)
  expect(append(other, 'import')).toBe(3)
})

test('another process cannot begin a journal', () => {
  expect(() => openJournalWriter(temporaryDirectory(), false, new FakeClocks())).toThrow(JournalUnavailable)
})

test('a journal that cannot be written says so, and goes on by itself', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  append(writer)
  const refuses = new Database(join(directory, '2026-11-23.db'))
  refuses.exec("CREATE TRIGGER full BEFORE INSERT ON rows BEGIN SELECT raise(ABORT, 'no room'); END")
  expect(() => append(writer)).toThrow(new JournalUnavailable('no room'))
  refuses.exec('DROP TRIGGER full')
  refuses.close()
  expect(append(writer)).toBe(2)
})

test('dropping a segment leaves reads working, by a reader that had it open too', () => {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  const reader = openReader(directory)
  append(writer)
  clocks.pass(DAY_MS)
  append(writer)
  expect(positions(reader)).toEqual([1, 2])
  const [oldest] = reader.segments()
  dropSegment(directory, oldest?.day ?? 0)
  expect(reader.segments().map((segment) => segment.first)).toEqual([2])
  expect([positions(reader), reader.row(1), reader.dayOf(1), reader.last()]).toEqual([[2], undefined, 0, 2])
  expect(append(writer)).toBe(3)
  expect(readdirSync(directory).some((name) => name.startsWith('2026-11-23'))).toBe(false)
})

test('a segment of a newer version is refused, with a word', () => {
  const directory = temporaryDirectory()
  openWriter(directory, new FakeClocks()).close()
  const db = new Database(join(directory, '2026-11-23.db'))
  db.exec('UPDATE segment SET schema = 2')
  db.close()
  const newer = /was written by a newer version of Countersign \(schema 2\); this one knows 1/
  expect(() => openJournalReader(directory)).toThrow(newer)
  expect(() => openJournalWriter(directory, true, new FakeClocks())).toThrow(newer)
})

test('a directory that is gone is a journal that is unavailable', () => {
  const directory = join(temporaryDirectory(), 'journal')
  const clocks = new FakeClocks()
  const writer = openWriter(directory, clocks)
  append(writer)
  rmSync(directory, { recursive: true })
  writeFileSync(directory, '')
  clocks.pass(DAY_MS)
  expect(() => append(writer)).toThrow(JournalUnavailable)
})

function seal(path: string): void {
  const db = new Database(path)
  db.exec('UPDATE segment SET sealed = (SELECT max(position) FROM rows)')
  db.close()
}
