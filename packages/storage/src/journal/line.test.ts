import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeRow,
  encodeAsciiRow,
  encodeLine,
  encodeLines,
  encodeRow,
  isRefusal,
  isSighting,
  type JournalLine,
} from './line.js'
import { indexOf, positionOf, seqOf, seqOfSightingId, sightingIdOf } from './port.js'

test('law: a row holds its lines, whatever they say', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 })
  const said = fc.dictionary(
    text,
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    { maxKeys: 3 },
  )
  fc.assert(
    fc.property(fc.array(said, { maxLength: 5 }), (events) => {
      const lines = events.map(
        (event) => ({ dataset_id: '1', channel: 'browser', event }) as unknown as JournalLine,
      )
      const want = JSON.parse(JSON.stringify(lines))
      expect(decodeRow(encodeRow(lines.map(encodeLine)))).toEqual(want)
      const ascii = lines.map(encodeLine).map((line) => line.replace(/[^\x20-\x7e]/g, '?'))
      if (lines.length > 0) expect(encodeAsciiRow(ascii)).toEqual(encodeRow(ascii))
      if (lines.length > 0)
        expect(decodeRow(encodeRow([encodeLines(lines), encodeLines(lines)]))).toEqual([...want, ...want])
    }),
  )
})

test('lines are told apart', () => {
  const sighting = { dataset_id: '1', channel: 'browser', event: {} } as unknown as JournalLine
  const refusal: JournalLine = {
    dataset_id: '1',
    channel: 'server',
    refused: 'rejected',
    code: '1',
    events: { Lead: 1 },
  }
  const mark: JournalLine = { dataset_id: '1', import_from: 1, import_to: 2 }
  expect([sighting, refusal, mark].map((line) => [isSighting(line), isRefusal(line)])).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ])
})

test('law: the sighting ids of a journal sort by bytes as its places do, and name them', () => {
  const place = fc.tuple(fc.integer({ min: 1, max: 2 ** 37 - 1 }), fc.nat(2 ** 16 - 1))
  fc.assert(
    fc.property(place, place, ([p, i], [q, j]) => {
      const [a, b] = [seqOf(p, i), seqOf(q, j)]
      expect([positionOf(a), indexOf(a)]).toEqual([p, i])
      const [id, other] = [sightingIdOf(a, 'abcdef01'), sightingIdOf(b, 'abcdef01')]
      expect(id < other).toBe(a < b)
      expect(seqOfSightingId(id, 'abcdef01')).toBe(a)
      expect(seqOfSightingId(id, '00000000')).toBeUndefined()
    }),
  )
})
