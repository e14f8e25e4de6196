import { HOUR_MS } from '@countersign/core'
import type { FactsReader, HourlyCount, Hours } from '../report/facts-reader.js'
import { PAGE_QUERIES } from './queries.js'
import { type BookSums, Sums } from './sums.js'

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
  const begin_hours = begins_ms.map((begin_ms) => Math.ceil(begin_ms / HOUR_MS))
  const totals = new Sums()
  const steps = begins_ms.map(() => new Sums())
  const read = hoursIn({ since_ms: begins_ms[0] ?? until_ms, until_ms })
  facts.together(() => {
    const { counts, amounts } = booksOf(dataset_id, event_name, read, facts)
    for (const row of counts)
      for (const sums of [totals, steps[stepOf(row.hour, begin_hours)]]) sums?.count(row)
    for (const row of amounts)
      for (const sums of [totals, steps[stepOf(row.hour, begin_hours)]]) sums?.amount(row)
  })
  const data = begins_ms.map((at_ms, nth) => ({ at_ms, ...(steps[nth] ?? new Sums()).shown() }))
  return { totals: totals.shown(), data }
}

export interface Amount {
  hour: number
  name_id: number
  measure: string
  amount: string
}

function booksOf(dataset_id: string, event_name: string | null, hours: Hours, facts: FactsReader) {
  const of = { dataset_id: Number(dataset_id), ...hours }
  if (hours.from_hour >= hours.to_hour) return { counts: [], amounts: [] }
  if (event_name === null)
    return {
      counts: facts.rowsByChannel<HourlyCount>(PAGE_QUERIES.counts, of),
      amounts: facts.rowsOf<Amount>(PAGE_QUERIES.amounts, of),
    }
  const name_id = facts.nameId(dataset_id, event_name)
  if (name_id === undefined) return { counts: [], amounts: [] }
  const of_name = { ...of, name_id }
  return {
    counts: facts.rowsByChannel<HourlyCount>(PAGE_QUERIES.counts_of_name, of_name),
    amounts: facts.rowsOf<Amount>(PAGE_QUERIES.amounts_of_name, of_name),
  }
}

/** The last step that begins at an hour or before. */
function stepOf(hour: number, begin_hours: readonly number[]): number {
  let [low, high] = [0, begin_hours.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((begin_hours[middle] ?? 0) <= hour) low = middle
    else high = middle - 1
  }
  return low
}
