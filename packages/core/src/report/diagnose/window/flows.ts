import type { Channel } from '../../../event.js'
import type { MeasureCount, SignalsWindow } from '../../signals-window.js'

type ByName = Map<string | null, MeasureCount[]>

/** How many sightings came when: the counts of `seen`, hour by hour and day by day, by name and channel. */
export class Flows {
  private readonly hourly: Record<Channel, ByName> = { browser: new Map(), server: new Map() }
  private readonly daily: Record<Channel, ByName> = { browser: new Map(), server: new Map() }

  constructor(window: Pick<SignalsWindow, 'hourly' | 'daily'>) {
    for (const row of window.hourly) take(this.hourly[row.channel], row)
    for (const row of window.daily) take(this.daily[row.channel], row)
  }

  /** @param event_name null: of all names */
  of(by: 'hourly' | 'daily', event_name: string | null, channel: Channel): readonly MeasureCount[] {
    return this[by][channel].get(event_name) ?? []
  }
}

function take(rows: ByName, row: MeasureCount): void {
  if (row.measure !== 'seen' || !(row.count > 0)) return
  for (const name of [row.event_name, null]) {
    const held = rows.get(name)
    if (held === undefined) rows.set(name, [row])
    else held.push(row)
  }
}
