import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { seqOf } from '../journal/port.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { JoinedRows } from './joined-rows.js'

/** Rows of a journal that counts how often it is read. */
function fixture(bytes_max?: number) {
  const data = openTestData()
  const { id } = data.createDataset()
  for (const event_id of ['a', 'b', 'c'])
    data.live(sightingLine(id, 'browser', event_id), sightingLine(id, 'server', event_id))
  data.settle()
  const facts = new Database(data.paths.facts, { readonly: true })
  onTestFinished(() => {
    facts.close()
  })
  const read: number[] = []
  const { journal } = data.counting
  const counted = Object.create(journal) as typeof journal
  counted.row = (position) => {
    read.push(position)
    return journal.row(position)
  }
  return { ...data, id, read, rows: new JoinedRows(facts, counted, bytes_max) }
}

test('a row that was read for one fold is not read again for the next', () => {
  const { rows, read } = fixture()
  for (let fold = 0; fold < 3; fold += 1)
    for (const position of [1, 2, 3])
      expect([...(rows.row(position)?.sightings.values() ?? [])].map(({ verdict }) => verdict)).toEqual([
        'counted',
        'duplicate',
      ])
  expect(rows.said(seqOf(2, 1))?.line.event.event_id).toBe('b')
  expect(rows.saidLately(seqOf(2, 0))?.line.channel).toBe('browser')
  expect(read).toEqual([1, 2, 3])
})

test('verdicts are those of now: what was judged anew since is told as it is', () => {
  const { rows, read, tamper } = fixture()
  const verdictOf = () => rows.row(1)?.sightings.get(1)?.verdict
  expect(verdictOf()).toBe('duplicate')
  tamper(`UPDATE sightings SET verdict = 1, event_seq = NULL WHERE seq = ${seqOf(1, 1)}`)
  expect(verdictOf()).toBe('counted')
  expect(rows.sighting(seqOf(1, 1))?.verdict).toBe('counted')
  tamper(`UPDATE sightings SET verdict = NULL WHERE seq = ${seqOf(1, 1)}`)
  expect([verdictOf(), rows.sighting(seqOf(1, 1))]).toEqual([undefined, undefined])
  expect(read).toEqual([1])
})

test('no more stays decoded than there is room for, but for the last row', () => {
  const { rows, read } = fixture(1)
  for (const position of [1, 2, 1]) rows.row(position)
  expect(rows.saidLately(seqOf(2, 0))).toBeUndefined()
  expect(read).toEqual([1, 2, 1])
})

test('what is not in the journal is not there', () => {
  const { rows } = fixture()
  expect([rows.row(9), rows.said(seqOf(9, 0)), rows.said(seqOf(1, 7)), rows.sighting(5)]).toEqual(
    Array(4).fill(undefined),
  )
})
