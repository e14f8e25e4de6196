import { type Seen, shapeOf } from '@countersign/core'
import { HOUR_MS, hourOf } from '../fold/port.js'
import { hostOf } from '../fold/presence.js'
import { isSighting } from '../journal/line.js'
import { positionOf, seqOf } from '../journal/port.js'
import type { Cell, Group } from './groups.js'
import { LastSeconds, type SaidOfLate, SECOND_MS, secondKey } from './last-seconds.js'
import { addTo } from './measure-tables.js'
import { isRepeat, repeatKey, type Said } from './repeats.js'
import type { SignalRules } from './rules.js'
import { type Sources, seenOf } from './sources.js'
import type { SignalTables } from './tables.js'
import type { ToldAs } from './told-table.js'

/** How far back the journal is read for the last two seconds, after a restart. */
const ROWS_BACK = 64

/** Where a sighting is counted. */
export interface Place {
  group: Group
  cell: Cell
}

/** Counts all of a sighting that does not depend on its verdict, and takes it back. */
export class Observer {
  private readonly seconds = new LastSeconds()
  private is_warm = false

  constructor(
    private readonly tables: SignalTables,
    private readonly sources: Sources,
    private readonly rules: SignalRules,
  ) {}

  place(dataset: number, seen: Seen): Place {
    const segment = this.sources.segmentOf(seen.seq)
    const group = this.tables.groups.of(dataset, hourOf(seen.received_at_ms), seen.channel, segment)
    return { group, cell: this.tables.measures.cell(group, seen.event.event_name) }
  }

  /** @param is_live  whether it was received here, in the order of the journal */
  add(place: Place, seen: Seen, told: ToldAs, is_live: boolean): void {
    this.count(place, seen, 1)
    this.addRepeat(place, seen, told)
    if (!is_live) return
    this.warmUp(seen)
    const key = secondKey(place.group.dataset, seen)
    if (key === null) return
    told.repeats_second = this.seconds.say(key, saidOf(seen))
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
    this.forget()
    const { repeats } = this.tables
    const gone = repeats.standingFrom(dataset, from_seq)
    for (const said of gone) repeats.remove(dataset, said)
    for (const { name, ...said } of gone) {
      const { before, after } = repeats.around(dataset, said)
      if (after) this.setRepeats(dataset, name, after, isRepeat(before, after))
    }
  }

  /** The last seconds are read from the journal again. */
  forget(): void {
    this.seconds.clear()
    this.is_warm = false
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

  /** What was told in the two seconds before the first that is told after a restart. */
  private warmUp({ seq, received_at_ms }: Seen): void {
    if (this.is_warm) return
    this.is_warm = true
    const last = positionOf(seq)
    let first = last
    while (first > 1 && last - first < ROWS_BACK) {
      const row = this.sources.rows.row(first - 1)
      if (!row || row.received_at_ms < received_at_ms - SECOND_MS) break
      first -= 1
    }
    for (let position = first; position <= last; position += 1) this.rememberRow(position, seq)
  }

  private rememberRow(position: number, before_seq: number): void {
    const row = this.sources.rows.row(position)
    for (const [index, line] of (row?.lines ?? []).entries()) {
      const seq = seqOf(position, index)
      if (line === 0 || !isSighting(line) || line.received_at_ms !== undefined || seq >= before_seq) continue
      const dataset = this.tables.dictionary.knownDataset(line.dataset_id)
      if (dataset === undefined || !this.tables.told.get(dataset, seq).is_told) continue
      const received_at_ms = row?.received_at_ms ?? 0
      const seen = seenOf(line, seq, received_at_ms, 'counted', null)
      const key = secondKey(dataset, seen)
      if (key !== null) this.seconds.say(key, saidOf(seen))
    }
  }
}

const saidOf = ({ received_at_ms, seq, event }: Seen): SaidOfLate => ({
  received_at_ms,
  seq,
  has_id: event.event_id !== null,
})
