import type { Channel } from '../../../event.js'
import type { Hour } from '../../signals-window.js'

/** A sum over a window, and the first and the last hour of what it is the sum of. */
export interface Cell {
  count: number
  first_hour: Hour
  last_hour: Hour
}

const EMPTY: Cell = { count: 0, first_hour: 0, last_hour: 0 }

/** Of a name, or of all, a measure's sums: of each channel, and of both. */
type Cells = Record<Channel | 'both', Cell>
type ByMeasure = Map<string, Cells>

/** Sums by name, channel and measure, and over all names or both channels: two look-ups each. */
export class Tally {
  private readonly by_name = new Map<string, ByMeasure>()
  private readonly of_all: ByMeasure = new Map()

  add(event_name: string, channel: Channel, measure: string, hour: Hour, count: number): void {
    if (!(count > 0)) return
    let of_name = this.by_name.get(event_name)
    if (of_name === undefined) {
      of_name = new Map()
      this.by_name.set(event_name, of_name)
    }
    for (const by_measure of [of_name, this.of_all]) {
      const cells = cellsOf(by_measure, measure)
      addTo(cells[channel], hour, count)
      addTo(cells.both, hour, count)
    }
  }

  /** @param event_name null: over all; @param channel null: over both */
  cell(event_name: string | null, channel: Channel | null, measure: string): Cell {
    const by_measure = event_name === null ? this.of_all : this.by_name.get(event_name)
    const cell = by_measure?.get(measure)?.[channel ?? 'both']
    return cell === undefined || cell.count === 0 ? EMPTY : cell
  }

  count(event_name: string | null, channel: Channel | null, measure: string): number {
    return this.cell(event_name, channel, measure).count
  }

  eventNames(): string[] {
    return [...this.by_name.keys()].sort()
  }

  /** What stands after the prefix in the measures that begin with it. */
  measuresAfter(prefix: string): string[] {
    const found = [...this.of_all.keys()].filter((measure) => measure.startsWith(prefix))
    return found.map((measure) => measure.slice(prefix.length)).sort()
  }
}

function cellsOf(by_measure: ByMeasure, measure: string): Cells {
  let cells = by_measure.get(measure)
  if (cells === undefined) {
    cells = { browser: { ...EMPTY }, server: { ...EMPTY }, both: { ...EMPTY } }
    by_measure.set(measure, cells)
  }
  return cells
}

function addTo(cell: Cell, hour: Hour, count: number): void {
  cell.first_hour = cell.count === 0 ? hour : Math.min(cell.first_hour, hour)
  cell.last_hour = cell.count === 0 ? hour : Math.max(cell.last_hour, hour)
  cell.count += count
}
