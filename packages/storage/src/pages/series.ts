import { type FactsReader, type HourlyCount, withChannel } from '../report/facts-reader.js'
import { hoursIn, piecesOf, type Range, rowsOfPieces } from './pieces.js'
import { PAGE_QUERIES } from './queries.js'
import { type AmountSum, type BookSums, Sums } from './sums.js'

export interface SeriesWanted {
  /** when each step begins, ascending; at least one */
  begins_ms: readonly number[]
  /** when the last one ends */
  until_ms: number
  /** null: all events */
  event_name: string | null
}
export interface Series {
  totals: BookSums
  data: ({ at_ms: number } & BookSums)[]
}

/** The books step by step, each step there, also where nothing came. */
export function readSeries(
  dataset_id: string,
  { begins_ms, until_ms, event_name }: SeriesWanted,
  facts: FactsReader,
): Series {
  const totals = new Sums()
  const data = facts.together(() => {
    const booksOf = booksReader(dataset_id, event_name, facts)
    return begins_ms.map((at_ms, nth) => {
      const { counts, amounts } = booksOf({ since_ms: at_ms, until_ms: begins_ms[nth + 1] ?? until_ms })
      const step = new Sums()
      for (const sums of [step, totals]) {
        for (const row of counts) sums.count(row)
        for (const row of amounts) sums.amount(row)
      }
      return { at_ms, ...step.shown() }
    })
  })
  return { totals: totals.shown(), data }
}

interface Books {
  counts: HourlyCount[]
  amounts: AmountSum[]
}

/** Of all names: the hours in a row, their sums. Of one: whole days where a step has some, else its hours one by one. */
function booksReader(
  dataset_id: string,
  event_name: string | null,
  facts: FactsReader,
): (step: Range) => Books {
  const id = Number(dataset_id)
  if (event_name === null)
    return (step) => {
      const of = { dataset_id: id, ...hoursIn(step) }
      return {
        counts: facts.rowsByChannel<HourlyCount>(PAGE_QUERIES.counts, of),
        amounts: facts.rowsOf<AmountSum>(PAGE_QUERIES.amounts, of),
      }
    }
  const name_id = facts.nameId(dataset_id, event_name)
  if (name_id === undefined) return () => ({ counts: [], amounts: [] })
  return (step) => {
    const pieces = piecesOf(step)
    const of = { dataset_id: id, name_id }
    return {
      counts: withChannel<HourlyCount>(rowsOfPieces('counts_of_name', of, pieces, facts)),
      amounts: rowsOfPieces<AmountSum>('amounts_of_name', of, pieces, facts),
    }
  }
}
