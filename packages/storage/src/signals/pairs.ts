import { DAY_MS } from '@countersign/core'
import { findingMeasures, type Seen } from '@countersign/core/report'
import { hourOf } from '../fold/port.js'
import { addTo } from './measure-tables.js'
import type { Place } from './observe.js'
import type { SignalRules } from './rules.js'
import { type Received, type Sources, seenOf } from './sources.js'
import type { SignalTables } from './tables.js'
import type { ToldAs } from './told-table.js'

/** How many duplicates of an event name, channel and hour are held beside their anchors: their shares are what counts. */
export const PAIRS_MAX = 2_000

/** Counts all that depends on a sighting's verdict, and takes it back exactly as it was counted. */
export class Pairs {
  constructor(
    private readonly tables: SignalTables,
    private readonly sources: Sources,
    private readonly rules: SignalRules,
    private readonly pairs_max = PAIRS_MAX,
  ) {}

  /** The sighting is a duplicate of an event now. */
  join(place: Place, copy: Seen, event_seq: number, told: ToldAs): void {
    told.event_seq = event_seq
    told.method = copy.method
    const anchor = this.sources.received(event_seq)
    told.is_cross = anchor !== undefined && anchor.channel !== copy.channel
    if (told.is_cross) this.cross(place.group.dataset, place.cell.name, event_seq, 1, anchor)
    const { group, cell } = place
    if (this.tables.measures.counted(group, cell, 'pairs') >= this.pairs_max) return
    told.is_held = this.hold(place, copy, told, 1)
  }

  /** It is no longer what it was told as. */
  leave(place: Place, copy: Seen, told: ToldAs): void {
    if (told.event_seq === null) return
    if (told.is_cross) this.cross(place.group.dataset, place.cell.name, told.event_seq, -1)
    if (told.is_held) this.hold(place, { ...copy, verdict: 'duplicate', method: told.method }, told, -1)
    told.is_held = false
    told.is_cross = false
    told.event_seq = null
    told.method = null
  }

  /**
   * An event has a duplicate by the other channel more, or less: with its first it has both, in the anchor's hour and
   * under the anchor's channel.
   */
  private cross(dataset: number, name: number, event_seq: number, by: 1 | -1, known?: Received): void {
    const anchor = this.tables.told.get(dataset, event_seq)
    const had_both = anchor.crossed > 0
    anchor.crossed += by
    this.tables.told.touch(dataset, event_seq, anchor)
    const has_both = anchor.crossed > 0
    const received = had_both === has_both ? undefined : (known ?? this.sources.received(event_seq))
    if (!received) return
    const { channel, received_at_ms } = received
    const segment = this.sources.segmentOf(event_seq)
    const group = this.tables.groups.of(dataset, hourOf(received_at_ms), channel, segment)
    addTo(this.tables.measures.cellOfName(group, name).more, `both:${channel}_first`, has_both ? 1 : -1)
  }

  /** The same for an event of which nothing is known but its place: its name is what its anchor said. */
  crossByPlace(dataset: number, event_seq: number, by: 1 | -1): void {
    const said = this.sources.rows.said(event_seq)
    if (!said) return
    const { event_name } = said.line.event
    this.cross(
      dataset,
      this.tables.dictionary.name(dataset, event_name, Math.floor(said.received_at_ms / DAY_MS)),
      event_seq,
      by,
    )
  }

  /** Holds a duplicate beside its anchor, or takes that back. @returns false where the anchor's line is gone */
  private hold({ group, cell }: Place, copy: Seen, told: ToldAs, by: 1 | -1): boolean {
    const said = this.sources.rows.said(told.event_seq ?? copy.seq)
    if (!said && by > 0) return false
    addTo(cell.more, 'pairs', by)
    if (told.is_cross) addTo(cell.more, 'pairs:cross', by)
    if (!said) return true
    const anchor = seenOf(said.line, told.event_seq ?? copy.seq, said.received_at_ms, 'counted', null)
    const findings = this.rules.ofPair(copy, anchor)
    for (const measure of findingMeasures(findings)) addTo(cell.more, measure, by)
    if (findings.length > 0) this.tables.found.add(group, cell.name, copy, findings, by)
    return true
  }
}
