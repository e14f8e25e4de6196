import type { Channel } from '@countersign/core'
import type { Measure, MeasureCount } from '@countersign/core/report'
import { channelOf } from '../fold/codes.js'
import { addTo, readCounts } from './measure-tables.js'

export interface CountsRow {
  at: number
  name: number
  channel: number
  counts: string
}
export type Texts = ReadonlyMap<number, string>

/** `told`: as it stands in its hour or day; `summed`: with those of other rows, in the last of them; else not at all. */
export type Telling = 'told' | 'summed' | 'none'

/** How a table's rows are told. */
export interface TellingOf {
  /** hours in a row's `at`: 1, or those of a day */
  hours: number
  telling(at: number, measure: Measure, channel: Channel): Telling
}

/**
 * What a window says of rows that come in the order of their time, then name, then channel. Most measures are asked for as
 * a sum: summed here, they are a tenth of the objects. A count that was taken back too often is none.
 */
export function tellCounts(
  rows: readonly CountsRow[],
  names: Texts,
  measures: Texts,
  { hours, telling }: TellingOf,
): MeasureCount[] {
  const told: MeasureCount[] = []
  const sums = new Map<number, Map<number, MeasureCount>>()
  for (const [index, row] of rows.entries()) {
    if (isSamePlace(row, rows[index + 1])) continue
    const [event_name, channel, hour] = [names.get(row.name) ?? '', channelOf(row.channel), row.at * hours]
    const counts = countsOf(rows, index)
    const summed = sumsOf(sums, 2 * row.name + row.channel - 1)
    for (let i = 0; i < counts.length; i += 2) {
      const [number, count] = [counts[i] ?? 0, counts[i + 1] ?? 0]
      const measure = measures.get(number) ?? ''
      const how = count > 0 ? telling(row.at, measure, channel) : 'none'
      if (how === 'none') continue
      const sum = how === 'summed' ? summed.get(number) : undefined
      if (sum) {
        sum.count += count
        sum.hour = hour
        continue
      }
      const counted = { hour, event_name, channel, measure, count }
      if (how === 'summed') summed.set(number, counted)
      told.push(counted)
    }
  }
  return told
}

const isSamePlace = (a: CountsRow, b: CountsRow | undefined): boolean =>
  b !== undefined && a.at === b.at && a.name === b.name && a.channel === b.channel

/** Rows of one place follow one another, a row for each journal segment. @returns measure, count, measure, count ... */
function countsOf(rows: readonly CountsRow[], last: number): number[] {
  const row = rows[last] as CountsRow
  let first = last
  while (first > 0 && isSamePlace(row, rows[first - 1])) first -= 1
  if (first === last) return JSON.parse(row.counts) as number[]
  const sum = new Map<number, number>()
  for (const { counts } of rows.slice(first, last + 1))
    for (const [measure, count] of readCounts(counts)) addTo(sum, measure, count)
  return [...sum].flat()
}

function sumsOf<T>(sums: Map<number, Map<number, T>>, key: number): Map<number, T> {
  let of = sums.get(key)
  if (!of) {
    of = new Map()
    sums.set(key, of)
  }
  return of
}
