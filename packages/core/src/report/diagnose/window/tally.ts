import type { Channel } from '../../../event.js'
import type { Hour } from '../../signals-window.js'

/** A sum over a window, and the first and the last hour of what it is the sum of. */
export interface Cell {
  count: number
  first_hour: Hour
  last_hour: Hour
}

const EMPTY: Cell = { count: 0, first_hour: 0, last_hour: 0 }

/** Sums by name, channel and measure, and over all names or both channels: one look-up each. */
export class Tally {
  private readonly cells = new Map<string, Cell>()
  private readonly names = new Set<string>()
  private readonly measures = new Set<string>()

  add(event_name: string, channel: Channel, measure: string, hour: Hour, count: number): void {
    if (!(count > 0)) return
    this.names.add(event_name)
    this.measures.add(measure)
    for (const name of [event_name, null])
      for (const of of [channel, null]) this.addTo(keyOf(name, of, measure), hour, count)
  }

  /** @param event_name null: over all; @param channel null: over both */
  cell(event_name: string | null, channel: Channel | null, measure: string): Cell {
    return this.cells.get(keyOf(event_name, channel, measure)) ?? EMPTY
  }

  count(event_name: string | null, channel: Channel | null, measure: string): number {
    return this.cell(event_name, channel, measure).count
  }

  eventNames(): string[] {
    return [...this.names].sort()
  }

  /** What stands after the prefix in the measures that begin with it. */
  measuresAfter(prefix: string): string[] {
    const found = [...this.measures].filter((measure) => measure.startsWith(prefix))
    return found.map((measure) => measure.slice(prefix.length)).sort()
  }

  private addTo(key: string, hour: Hour, count: number): void {
    const cell = this.cells.get(key)
    if (cell === undefined) {
      this.cells.set(key, { count, first_hour: hour, last_hour: hour })
      return
    }
    cell.count += count
    cell.first_hour = Math.min(cell.first_hour, hour)
    cell.last_hour = Math.max(cell.last_hour, hour)
  }
}

/** The name comes last, since it is the sender's text. */
const keyOf = (event_name: string | null, channel: Channel | null, measure: string): string =>
  `${channel ?? '*'} ${measure} ${event_name === null ? '*' : `=${event_name}`}`
