import { DAY_MS, HOUR_MS } from '@countersign/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Piece, piecesOf } from './pieces.js'

const hours = (from: number, to: number) => ({ since_ms: from * HOUR_MS, until_ms: to * HOUR_MS })

const CASES: [what: string, range: { since_ms: number; until_ms: number }, pieces: Piece[]][] = [
  ['a day', hours(24, 48), [{ unit: 'day', from: 1, to: 2 }]],
  ['less than a day', hours(25, 47), [{ unit: 'hour', from: 25, to: 47 }]],
  ['two halves of days', hours(36, 60), [{ unit: 'hour', from: 36, to: 60 }]],
  [
    'days with both ends',
    hours(23, 73),
    [
      { unit: 'hour', from: 23, to: 24 },
      { unit: 'day', from: 1, to: 3 },
      { unit: 'hour', from: 72, to: 73 },
    ],
  ],
  // 18:30 UTC is midnight in India: the hours that begin in its day.
  [
    'a day of a zone with half an hour',
    { since_ms: DAY_MS - 5.5 * HOUR_MS, until_ms: 2 * DAY_MS - 5.5 * HOUR_MS },
    [{ unit: 'hour', from: 19, to: 43 }],
  ],
  ['nothing', { since_ms: HOUR_MS + 1, until_ms: HOUR_MS + 2 }, []],
]
for (const [what, range, pieces] of CASES) test(what, () => expect(piecesOf(range)).toEqual(pieces))

test('law: the pieces of a range are its hours, each once and in order, and at most 46 of them by themselves', () => {
  const time = fc.integer({ min: 0, max: 60 * DAY_MS })
  fc.assert(
    fc.property(time, time, (since_ms, until_ms) => {
      const pieces = piecesOf({ since_ms, until_ms })
      const covered = pieces.flatMap(({ unit, from, to }) => {
        const size = unit === 'day' ? 24 : 1
        return Array.from({ length: (to - from) * size }, (_, nth) => from * size + nth)
      })
      const first = Math.ceil(since_ms / HOUR_MS)
      const count = Math.max(0, Math.ceil(until_ms / HOUR_MS) - first)
      expect(covered).toEqual(Array.from({ length: count }, (_, nth) => first + nth))
      const single = pieces.filter(({ unit }) => unit === 'hour')
      expect(single.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(46)
    }),
  )
})
