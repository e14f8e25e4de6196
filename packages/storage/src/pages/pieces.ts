import { HOUR_MS } from '@countersign/core'
import type { FactsReader } from '../report/facts-reader.js'
import { NAME_QUERIES, type Unit } from './queries.js'

/** From inclusive, to exclusive. */
export interface Range {
  since_ms: number
  until_ms: number
}
/** Hours or days since the epoch, in UTC. From inclusive, to exclusive. */
export interface Piece {
  unit: Unit
  from: number
  to: number
}

const HOURS_A_DAY = 24

/** The whole hours (UTC) that begin in a range. */
export const hoursIn = ({ since_ms, until_ms }: Range): Omit<Piece, 'unit'> => ({
  from: Math.ceil(since_ms / HOUR_MS),
  to: Math.ceil(until_ms / HOUR_MS),
})

/**
 * The same hours in as few looks as there can be: the days of UTC that lie whole in the range, and the hours before and
 * behind them. So a range means the same hours in every zone, and a long one is mostly days.
 */
export function piecesOf(range: Range): Piece[] {
  const { from, to } = hoursIn(range)
  const [first_day, last_day] = [Math.ceil(from / HOURS_A_DAY), Math.floor(to / HOURS_A_DAY)]
  const pieces: Piece[] =
    first_day < last_day
      ? [
          { unit: 'hour', from, to: first_day * HOURS_A_DAY },
          { unit: 'day', from: first_day, to: last_day },
          { unit: 'hour', from: last_day * HOURS_A_DAY, to },
        ]
      : [{ unit: 'hour', from, to }]
  return pieces.filter((piece) => piece.from < piece.to)
}

/** What a query of the books of names gives, over all pieces of a range. What is summed is told once a piece. */
export function rowsOfPieces<T>(
  query: keyof (typeof NAME_QUERIES)[Unit],
  of: { dataset_id: number; name_id?: number },
  pieces: readonly Piece[],
  facts: FactsReader,
): T[] {
  return pieces.flatMap(({ unit, from, to }) =>
    facts.rowsOf<T>(NAME_QUERIES[unit][query], { ...of, from, to }),
  )
}
