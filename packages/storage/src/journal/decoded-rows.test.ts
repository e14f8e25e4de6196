import { expect, test } from 'vitest'
import { sightingLine } from '../process/data.fixture.js'
import { FakeClocks, NOON_MS } from './clocks.fixture.js'
import { DecodedRows } from './decoded-rows.js'
import { ERASED, encodeRow } from './line.js'
import { memoryJournal } from './memory.js'
import { seqOf } from './port.js'

const ID = '100000000000001'
const refusal = { dataset_id: ID, channel: 'server', refused: 'rejected', code: '2804050', events: {} }

/** A journal of three rows that notes which are read. */
function openJournal(rows_max?: number, bytes_max?: number) {
  const { writer, reader } = memoryJournal(new FakeClocks())
  const imported = { ...sightingLine(ID, 'server', 'b'), received_at_ms: 7 }
  const rows = [
    [sightingLine(ID, 'browser', 'a'), refusal, ERASED],
    [imported],
    [sightingLine(ID, 'server', 'c')],
  ]
  for (const lines of rows) writer.append('live', encodeRow(lines.map((line) => JSON.stringify(line))))
  const read: number[] = []
  const row = (position: number) => {
    read.push(position)
    return reader.row(position)
  }
  return { read, rows: new DecodedRows({ ...reader, row }, rows_max, bytes_max) }
}

test('a sighting is found at its place, with when it was received; what is none, or not there, is not', () => {
  const { rows } = openJournal()
  expect(rows.line(seqOf(1, 0))?.event.event_id).toBe('a')
  expect(rows.said(seqOf(1, 0))?.received_at_ms).toBe(NOON_MS)
  expect(rows.said(seqOf(2, 0))?.received_at_ms).toBe(7)
  for (const seq of [seqOf(1, 1), seqOf(1, 2), seqOf(1, 3), seqOf(9, 0)])
    expect(rows.line(seq)).toBeUndefined()
})

test('a row at hand is not read again; the oldest goes where there is no room', () => {
  const { rows, read } = openJournal(2)
  for (const position of [1, 2, 1, 2, 3, 2, 1]) rows.row(position)
  expect(read).toEqual([1, 2, 3, 1])
})

test('of rows that are too long the last one stays at hand', () => {
  const { rows, read } = openJournal(16, 1)
  for (const position of [1, 1, 2, 2]) rows.row(position)
  expect(read).toEqual([1, 2])
  expect([rows.saidLately(seqOf(1, 0)), rows.saidLately(seqOf(2, 0))?.line.event.event_id]).toEqual([
    undefined,
    'b',
  ])
})
