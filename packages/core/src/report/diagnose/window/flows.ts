import type { Channel } from '../../../event.js'
import type { MeasureCount, SignalsWindow } from '../../signals-window.js'

/** How many sightings came when: the counts of `seen`, hour by hour and day by day, by name and channel. */
export class Flows {
  private readonly rows = new Map<string, MeasureCount[]>()

  constructor(window: Pick<SignalsWindow, 'hourly' | 'daily'>) {
    for (const row of window.hourly) this.take('hourly', row)
    for (const row of window.daily) this.take('daily', row)
  }

  /** @param event_name null: of all names */
  of(by: 'hourly' | 'daily', event_name: string | null, channel: Channel): readonly MeasureCount[] {
    return this.rows.get(keyOf(by, event_name, channel)) ?? []
  }

  private take(by: 'hourly' | 'daily', row: MeasureCount): void {
    if (row.measure !== 'seen' || !(row.count > 0)) return
    for (const name of [row.event_name, null]) {
      const key = keyOf(by, name, row.channel)
      const held = this.rows.get(key)
      if (held === undefined) this.rows.set(key, [row])
      else held.push(row)
    }
  }
}

const keyOf = (by: string, event_name: string | null, channel: Channel): string =>
  `${by} ${channel} ${event_name === null ? '*' : `=${event_name}`}`
