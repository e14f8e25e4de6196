import type { Channel, Method } from '@countersign/core'
import type { Seen } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import type { JoinedRows } from '../feed/joined-rows.js'
import { channelOf } from '../fold/codes.js'
import type { SightingLine } from '../journal/line.js'
import { type JournalReader, positionOf, seqOf } from '../journal/port.js'

/** When and by which channel a sighting came. */
export interface Received {
  received_at_ms: number
  channel: Channel
}

/** What the fold looks up of other sightings than the one that it is told of. */
export class Sources {
  private readonly row: Database.Statement<[number], { received_at_ms: number; channel: number }>
  private readonly kept: Database.Statement<[number], number>
  private day = { position: -1, day: 0 }

  constructor(
    facts: Database.Database,
    private readonly journal: JournalReader,
    readonly rows: JoinedRows,
  ) {
    this.row = facts.prepare('SELECT received_at_ms, channel FROM sightings WHERE seq = ?')
    this.kept = facts.prepare<[number], number>('SELECT from_segment FROM kept WHERE dataset_id = ?').pluck()
  }

  /** The day of the journal segment that a sighting stands in; 0 where it is gone. */
  segmentOf(seq: number): number {
    const position = positionOf(seq)
    if (position !== this.day.position) this.day = { position, day: this.journal.dayOf(position) }
    return this.day.day
  }

  /** From what is at hand, else from the facts, else from the journal. */
  received(seq: number): Received | undefined {
    const lately = this.rows.saidLately(seq)
    const row = lately ? undefined : this.row.get(seq)
    if (row) return { received_at_ms: row.received_at_ms, channel: channelOf(row.channel) }
    const said = lately ?? this.rows.said(seq)
    return said && { received_at_ms: said.received_at_ms, channel: said.line.channel }
  }

  /** The first place in the journal from which on all of a dataset's sightings are still there. */
  firstKept(dataset_id: string): number {
    const kept_day = this.kept.get(Number(dataset_id)) ?? 0
    const segments = this.journal.segments()
    const first = segments.find(({ day }) => day >= kept_day)?.first ?? this.journal.last() + 1
    return seqOf(first, 0)
  }
}

export const seenOf = (
  line: SightingLine,
  seq: number,
  received_at_ms: number,
  verdict: Seen['verdict'],
  method: Method | null,
): Seen => ({
  seq,
  channel: line.channel,
  received_at_ms,
  event: line.event,
  warnings: line.warnings ?? NONE,
  automation: line.automation ?? NONE,
  verdict,
  method,
})
const NONE: readonly string[] = []
