import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openToRead } from '../open-database.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { flushSealed } from './flush-sealed.js'

/** Two days, whose readers are open as a server's are; of the first, a log that holds all of it. */
function twoDays() {
  const data = openTestData()
  const { id } = data.createDataset()
  const lines = Array.from({ length: 100 }, (_, nth) =>
    sightingLine(id, 'server', `${nth}`, { custom_data: { text: 'x'.repeat(10_000) } }),
  )
  data.live(...lines)
  data.counting.journal.read(1, 1)
  data.reading.exported(id, 0).next()
  data.passDays(1)
  data.live(sightingLine(id, 'server', 'next'))
  const [first = '', second = ''] = data.segments().sort()
  const bytes = () =>
    Object.fromEntries(
      readdirSync(data.paths.journal).map((name) => [name, statSync(join(data.paths.journal, name)).size]),
    )
  return { ...data, id, first, second, bytes }
}

test('the log of a sealed segment is emptied, that of the one that is appended to stays', () => {
  const { paths, first, second, bytes, counting } = twoDays()
  expect(bytes()[`${first}-wal`]).toBeGreaterThan(1_000_000)
  const log_bytes = bytes()[`${second}-wal`]
  expect(log_bytes).toBeGreaterThan(0)
  expect(flushSealed(paths.journal)).toBe(true)
  expect([bytes()[`${first}-wal`], bytes()[`${second}-wal`]]).toEqual([0, log_bytes])
  expect(counting.journal.row(1)?.lines.length).toBeGreaterThan(1_000_000)
  expect(counting.journal.last()).toBe(2)
})

test('while somebody reads it stays, and goes the next time', () => {
  const { paths, first, bytes } = twoDays()
  const reader = openToRead(join(paths.journal, first))
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM rows').get()
  expect([flushSealed(paths.journal), (bytes()[`${first}-wal`] ?? 0) > 0]).toEqual([false, true])
  reader.exec('COMMIT')
  reader.close()
  expect([flushSealed(paths.journal), bytes()[`${first}-wal`]]).toEqual([true, 0])
})

test('housekeeping does it', () => {
  const { first, bytes, settle } = twoDays()
  settle()
  expect(bytes()[`${first}-wal`]).toBe(0)
})
