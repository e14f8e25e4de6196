import { HOUR_MS } from '@countersign/core'
import type { FactsReader, HourlyCount, Hours } from '../report/facts-reader.js'
import { PAGE_QUERIES } from './queries.js'
import { type AmountSum, type BookSums, Sums } from './sums.js'

/** From inclusive, to exclusive. */
export interface Range {
  since_ms: number
  until_ms: number
}
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

/** The whole hours (UTC) that begin in a range. */
export const hoursIn = ({ since_ms, until_ms }: Range): Hours => ({
  from_hour: Math.ceil(since_ms / HOUR_MS),
  to_hour: Math.ceil(until_ms / HOUR_MS),
})

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
      const { counts, amounts } = booksOf(
        hoursIn({ since_ms: at_ms, until_ms: begins_ms[nth + 1] ?? until_ms }),
      )
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

/** A look for each step: a name's hours one by one, those of all names in a row. */
function booksReader(
  dataset_id: string,
  event_name: string | null,
  facts: FactsReader,
): (hours: Hours) => Books {
  const name_id = event_name === null ? null : facts.nameId(dataset_id, event_name)
  const [counts, amounts] =
    name_id === null
      ? [PAGE_QUERIES.counts, PAGE_QUERIES.amounts]
      : [PAGE_QUERIES.counts_of_name, PAGE_QUERIES.amounts_of_name]
  return (hours) => {
    if (name_id === undefined || hours.from_hour >= hours.to_hour) return { counts: [], amounts: [] }
    const of = { dataset_id: Number(dataset_id), ...hours, ...(name_id !== null && { name_id }) }
    return {
      counts: facts.rowsByChannel<HourlyCount>(counts, of),
      amounts: facts.rowsOf<AmountSum>(amounts, of),
    }
  }
}
