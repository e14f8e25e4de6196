import type { Channel } from '@countersign/core'
import type { Measure, Shape } from '@countersign/core/report'
import type { Sketch } from './sketch.js'

/** Where the sightings of an event name stand in the counts. A step adds to each once. */
export interface Cell {
  name: number
  /** how often each shape was told, and taken back */
  shapes: Map<Shape, number>
  /** what is counted beside the shapes */
  more: Map<Measure, number>
  /** what is stored of it, by the measures' numbers; undefined: not read yet */
  stored: Map<number, number> | undefined
}

export interface HostCount {
  count: number
  first_ms: number
  last_ms: number
}

/** What a step gathers of the sightings of a dataset, hour, channel and journal segment. */
export interface Group {
  dataset: number
  hour: number
  channel: Channel
  segment: number
  cells: Map<number, Cell>
  /** the same by event name, so that a sighting asks once */
  named: Map<string, Cell>
  hosts: Map<string, HostCount>
  addresses: Sketch
  fbps: Sketch
  values: Sketch
}

/** All groups of a step. */
export class Groups {
  private readonly groups = new Map<string, Group>()
  /** neighbours are often of the same */
  private last: Group | undefined

  of(dataset: number, hour: number, channel: Channel, segment: number): Group {
    const { last } = this
    if (
      last?.dataset === dataset &&
      last.hour === hour &&
      last.channel === channel &&
      last.segment === segment
    )
      return last
    const key = `${dataset}:${hour}:${channel}:${segment}`
    let group = this.groups.get(key)
    if (!group) {
      group = {
        dataset,
        hour,
        channel,
        segment,
        cells: new Map(),
        named: new Map(),
        hosts: new Map(),
        addresses: new Map(),
        fbps: new Map(),
        values: new Map(),
      }
      this.groups.set(key, group)
    }
    this.last = group
    return group
  }

  all(): Iterable<Group> {
    return this.groups.values()
  }

  clear(): void {
    this.groups.clear()
    this.last = undefined
  }
}
