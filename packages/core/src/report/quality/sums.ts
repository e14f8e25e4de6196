import type { Channel } from '../../event.js'
import type { BookCount, Hour, Measure, MeasureCount } from '../signals-window.js'
import type { Period } from './period.js'

/** What was counted of one event name, over a period. */
export class Sums {
  private readonly counts = { browser: new Map<Measure, number>(), server: new Map<Measure, number>() }

  add(channel: Channel, measure: Measure, count: number): void {
    const counts = this.counts[channel]
    counts.set(measure, (counts.get(measure) ?? 0) + count)
  }

  of(channel: Channel, measure: Measure): number {
    return this.counts[channel].get(measure) ?? 0
  }

  /** of both channels */
  total(measure: Measure): number {
    return this.of('browser', measure) + this.of('server', measure)
  }
}

export const NO_SUMS = new Sums()

/** The measures of a period, by event name. */
export function sumsByEvent(rows: readonly MeasureCount[], period: Period): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { hour, event_name, channel, measure, count } of rows)
    if (isWithin(period, hour)) sumsOf(sums, event_name).add(channel, measure, count)
  return sums
}

/** The books of a period, by event name: under each state, and under `state:code` where there is a code. */
export function booksByEvent(rows: readonly BookCount[], period: Period): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { hour, event_name, channel, state, code, count } of rows) {
    if (!isWithin(period, hour)) continue
    const of_event = sumsOf(sums, event_name)
    of_event.add(channel, state, count)
    if (code !== '') of_event.add(channel, `${state}:${code}`, count)
  }
  return sums
}

const isWithin = ({ from, to }: Period, hour: Hour): boolean => hour >= from && hour <= to

function sumsOf(sums: Map<string, Sums>, event_name: string): Sums {
  let of_event = sums.get(event_name)
  if (of_event === undefined) {
    of_event = new Sums()
    sums.set(event_name, of_event)
  }
  return of_event
}

/** 0 to 1. @returns null where there is nothing to be a share of */
export const shareOf = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(1, part / whole) : null

/** Names in an order that depends on nothing but them. */
export const sortedNames = (names: Iterable<string>): string[] =>
  [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
