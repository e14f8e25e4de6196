import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { DAY_MS, FakeClocks } from '../journal/clocks.fixture.js'
import { describeSegment } from '../journal/sqlite/segment-file.js'
import { openJournalWriter } from '../journal/sqlite/writer.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import type { PartToWrite } from './archive-writer.js'
import { copyOf, copyOfSegment, fileAsItIs, isSettled } from './copy-database.js'

const LINES = Buffer.from('[]')

function openJournal() {
  const directory = temporaryDirectory()
  const clocks = new FakeClocks()
  const writer = openJournalWriter(directory, true, clocks)
  onTestFinished(() => writer.close())
  const append = (rows: number) => {
    for (let row = 0; row < rows; row += 1) writer.append('live', LINES)
  }
  return {
    directory,
    append,
    passDay: () => clocks.pass(DAY_MS),
    path: (day: string) => join(directory, day),
  }
}

/** The database that a copy's bytes make. */
async function read(parts: AsyncGenerator<PartToWrite>): Promise<Database.Database> {
  const path = join(temporaryDirectory(), 'copy.db')
  for await (const { bytes, content } of parts) {
    for await (const chunk of content) appendFileSync(path, chunk)
    expect(bytes).toBeGreaterThan(0)
  }
  const db = new Database(path, { readonly: true })
  onTestFinished(() => void db.close())
  return db
}
const positionsIn = (db: Database.Database) => db.prepare('SELECT position FROM rows').pluck().all()

test('a segment that is appended to is copied up to the row that was its last, and a few at a time', async () => {
  const { append, path } = openJournal()
  append(100)
  const source = path('2026-11-23.db')
  let done = false
  const copying = read(
    copyOfSegment('journal/2026-11-23.db', source, join(temporaryDirectory(), 'staged')),
  ).then((copied) => {
    done = true
    return copied
  })
  let meanwhile = 0
  while (!done) {
    append(1)
    meanwhile += 1
    await new Promise(setImmediate)
  }
  const copied = await copying
  // Its first turn, and then one between each sixteen rows.
  expect(meanwhile).toBeGreaterThan(6)
  const positions = positionsIn(copied)
  expect(positions).toEqual(Array.from({ length: positions.length }, (_, row) => row + 1))
  expect(positions.length).toBeGreaterThanOrEqual(100)
  expect(positions.length).toBeLessThan(100 + meanwhile)
  const live = new Database(source, { readonly: true })
  expect(describeSegment(copied)).toEqual(describeSegment(live))
  const shape = 'SELECT type, name, sql FROM sqlite_schema'
  expect(copied.prepare(shape).all()).toEqual(live.prepare(shape).all())
  live.close()
})

test('a segment that is sealed is copied with all that it will ever hold', async () => {
  const { append, passDay, path } = openJournal()
  append(3)
  passDay()
  append(2)
  const copied = await read(
    copyOfSegment('journal/2026-11-23.db', path('2026-11-23.db'), join(temporaryDirectory(), 'staged')),
  )
  expect([positionsIn(copied), describeSegment(copied).sealed]).toEqual([[1, 2, 3], 3])
})

test('a segment is settled once it is sealed and nothing of it is in the log', () => {
  const { append, passDay, path } = openJournal()
  append(2)
  const [first, second] = ['2026-11-23.db', '2026-11-24.db'].map(path) as [string, string]
  expect(isSettled(first)).toBe(false)
  const reader = new Database(first, { readonly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM rows').get()
  passDay()
  append(1)
  // Somebody still reads what the log has, so that it cannot be emptied.
  expect(isSettled(first)).toBe(false)
  reader.close()
  expect([isSettled(first), isSettled(second)]).toEqual([true, false])
})

for (const [title, copy] of [
  ['a snapshot', copyOf],
  ['a segment', copyOfSegment],
] as const)
  test(`what was staged for ${title} is gone afterwards, also where nobody wanted it`, async () => {
    const { append, path } = openJournal()
    append(1)
    const staged = join(temporaryDirectory(), 'staged')
    const begin = () => copy('journal/2026-11-23.db', path('2026-11-23.db'), staged)
    await read(begin())
    expect(existsSync(staged)).toBe(false)
    const unwanted = begin()
    await unwanted.next()
    expect(existsSync(staged)).toBe(true)
    await unwanted.return(undefined)
    expect(existsSync(staged)).toBe(false)
    const missing = copy('journal/2026-11-22.db', path('2026-11-22.db'), join(staged, 'none'))
    await expect(missing.next()).rejects.toThrow()
  })

test('a file as it is has the length that it had when its turn came', async () => {
  const path = join(temporaryDirectory(), 'file')
  writeFileSync(path, 'all')
  const { bytes, content } = fileAsItIs('facts.db', path)
  appendFileSync(path, ' and more')
  let text = ''
  for await (const chunk of content) text += chunk.toString()
  expect([bytes, text]).toEqual([3, 'all'])
  expect(readdirSync(join(path, '..'))).toEqual(['file'])
})
