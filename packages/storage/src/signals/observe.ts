import { HOUR_MS } from '@countersign/core'
import { type Seen, shapeOf } from '@countersign/core/report'
import { hourOf } from '../fold/port.js'
import { hostOf } from '../fold/presence.js'
import type { Cell, Group } from './groups.js'
import { LastSeconds } from './last-seconds.js'
import { addTo } from './measure-tables.js'
import { isRepeat, repeatKey, type Said } from './repeats.js'
import type { SignalRules } from './rules.js'
import type { Sources } from './sources.js'
import type { SignalTables } from './tables.js'
import type { ToldAs } from './told-table.js'

/** Where a sighting is counted. */
export interface Place {
  group: Group
  cell: Cell
}

/** Counts all of a sighting that does not depend on its verdict, and takes it back. */
export class Observer {
  private readonly seconds: LastSeconds

  constructor(
    private readonly tables: SignalTables,
    private readonly sources: Sources,
    private readonly rules: SignalRules,
  ) {
    this.seconds = new LastSeconds(sources.rows)
  }

  place(dataset: number, seen: Seen): Place {
    const segment = this.sources.segmentOf(seen.seq)
    const group = this.tables.groups.of(dataset, hourOf(seen.received_at_ms), seen.channel, segment)
    return { group, cell: this.tables.measures.cell(group, seen.event.event_name) }
  }

  /** @param is_live  whether it was received here, in the order of the journal */
  add(place: Place, seen: Seen, told: ToldAs, is_live: boolean): void {
    this.count(place, seen, 1)
    this.addRepeat(place, seen, told)
    told.repeats_second = is_live && this.seconds.isRepeat(seen.seq)
    if (told.repeats_second) addTo(place.cell.more, 'repeat:second', 1)
  }

  takeBack(place: Place, seen: Seen, told: ToldAs): void {
    this.count(place, seen, -1)
    if (told.repeats_order) addTo(place.cell.more, 'repeat:order', -1)
    if (told.repeats_second) addTo(place.cell.more, 'repeat:second', -1)
    told.repeats_order = false
    told.repeats_second = false
    this.removeRepeat(place, seen)
  }

  /** What browsers said from a place in the journal on was taken out: those that came after it repeat others now, or none. */
  clearRepeats(dataset: number, from_seq: number): void {
    const { repeats } = this.tables
    const gone = repeats.standingFrom(dataset, from_seq)
    for (const said of gone) repeats.remove(dataset, said)
    for (const { name, ...said } of gone) {
      const { before, after } = repeats.around(dataset, said)
      if (after) this.setRepeats(dataset, name, after, isRepeat(before, after))
    }
  }

  private count({ group, cell }: Place, seen: Seen, by: 1 | -1): void {
    const findings = this.rules.ofSighting(seen)
    addTo(cell.shapes, shapeOf(seen, findings), by)
    if (findings.length > 0) this.tables.found.add(group, cell.name, seen, findings, by)
    const url = seen.event.event_source_url
    const host = url === undefined ? '' : hostOf(url)
    if (host !== '') this.tables.hosts.note(group, host, seen.received_at_ms, by)
    this.tables.shared.note(group, cell.name, seen, by)
  }

  private addRepeat({ group, cell }: Place, seen: Seen, told: ToldAs): void {
    const key = repeatKey(seen)
    if (key === null) return
    const { received_at_ms, seq } = seen
    const said = { key, received_at_ms, seq, name: cell.name }
    const { before, after } = this.tables.repeats.around(group.dataset, said)
    this.tables.repeats.add(group.dataset, said)
    told.repeats_order = isRepeat(before, said)
    if (told.repeats_order) addTo(cell.more, 'repeat:order', 1)
    if (after) this.setRepeats(group.dataset, cell.name, after, isRepeat(said, after))
  }

  private removeRepeat({ group, cell }: Place, seen: Seen): void {
    const key = repeatKey(seen)
    if (key === null) return
    const said = { key, received_at_ms: seen.received_at_ms, seq: seen.seq }
    const { before, after } = this.tables.repeats.around(group.dataset, said)
    this.tables.repeats.remove(group.dataset, said)
    if (after) this.setRepeats(group.dataset, cell.name, after, isRepeat(before, after))
  }

  /** Another has come before a sighting, or has gone: whether it is a repetition may have changed. */
  private setRepeats(dataset: number, name: number, { received_at_ms, seq }: Said, is_repeat: boolean): void {
    const told = this.tables.told.get(dataset, seq)
    if (!told.is_told || told.repeats_order === is_repeat) return
    told.repeats_order = is_repeat
    this.tables.told.touch(dataset, seq, told)
    const hour = Math.floor(received_at_ms / HOUR_MS)
    const group = this.tables.groups.of(dataset, hour, 'browser', this.sources.segmentOf(seq))
    addTo(this.tables.measures.cellOfName(group, name).more, 'repeat:order', is_repeat ? 1 : -1)
  }
}
