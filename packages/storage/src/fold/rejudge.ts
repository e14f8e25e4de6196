import {
  byOrder,
  type Claim,
  type Held,
  type Holder,
  judge,
  keysOf,
  OFFLINE_WINDOW_MS,
  type Ordered,
  type Sighting,
  sightingOf,
} from '@countersign/core'
import type { SightingLine } from '../journal/line.js'
import { sightingIdOf } from '../journal/port.js'
import { type Counting, claim, enterJudged, heldBy, judgedCell, type Loaded } from './counting.js'
import { joinEvent, openEvent, strikeEvent } from './event-books.js'
import type { Facts, Rejudging, SightingRow } from './port.js'
import { presenceOf } from './presence.js'

/** What a sighting said, from the journal; undefined where its segment is gone or it was erased. */
export type Lines = (seq: number) => SightingLine | undefined

/** How many sightings one step judges again: some 100 ms. */
export const REJUDGED_PER_STEP = 5_000

/**
 * Judges a dataset's sightings again from a moment on, a page at a time, as if they had all come in order. What lies
 * before that moment stands; of it, the claims are made again first, as they were then.
 *
 * The books move with each verdict, so that they balance after every page, and a page is taken again after a crash
 * from wherever the last one ended.
 */
export class Rejudge {
  /** Anchors before the moment whose events have been taken back to what they showed when the page began. */
  private readonly rewound = new Set<number>()

  constructor(
    private readonly counting: Counting,
    private readonly lines: Lines,
  ) {}

  /** @returns what is left to do; null: nothing */
  page(task: Rejudging, facts: Facts): Rejudging | null {
    if (task.since_ms === null) return null
    const from_ms = task.next_ms ?? task.since_ms - this.windowMs(task.dataset_id)
    const rows = facts.sightingsByTime(task.dataset_id, from_ms, Number.MAX_SAFE_INTEGER, REJUDGED_PER_STEP)
    const last = rows.at(-1)
    if (!last) return null
    const loaded = rows.map((row) => this.loadedFrom(row)).filter((l) => l !== undefined)
    loaded.sort((a, b) => byOrder(a.sighting, b.sighting))
    for (const next of loaded) {
      if (next.row.received_at_ms < task.since_ms)
        claim(next.sighting, keysOf(next.sighting), next.row, facts)
      else this.again(next, task.since_ms, facts)
    }
    return { ...task, next_ms: last.received_at_ms + 1 }
  }

  private windowMs(dataset_id: string): number {
    return Math.max(OFFLINE_WINDOW_MS, this.counting.settingsOf(dataset_id)?.deduplication_window_ms ?? 0)
  }

  private again(next: Loaded, since_ms: number, facts: Facts): void {
    const { row, sighting, line } = next
    const settings = this.counting.settingsOf(row.dataset_id)
    if (!settings) return
    const was = { verdict: row.verdict, event_seq: row.event_seq }
    if (was.verdict !== null) facts.count(judgedCell(row, this.counting), -1, presenceOf(line))
    if (was.verdict === 'counted') strikeEvent(row, facts, this.counting.segmentOf)
    if (was.verdict === 'duplicate') this.rewind(was.event_seq, sighting, since_ms, facts)
    const keys = keysOf(sighting)
    const judgement = judge(sighting, keys, this.heldBefore(sighting, row.seq, facts), settings)
    if (judgement.event_seq !== null) this.rewind(judgement.event_seq, sighting, since_ms, facts)
    enterJudged(next, keys, judgement, settings, facts, this.counting)
    if (was.verdict !== row.verdict || was.event_seq !== row.event_seq)
      facts.change({ kind: 'judged_anew', seq: row.seq, was: was.verdict })
  }

  /**
   * Takes an event whose anchor stands back to what it showed before a sighting: those that join it later join again,
   * one by one. An anchor that is itself judged again starts from nothing anyway.
   */
  private rewind(event_seq: number, before: Ordered, since_ms: number, facts: Facts): void {
    const anchor = facts.sighting(event_seq)
    if (!anchor || anchor.received_at_ms >= since_ms || this.rewound.has(event_seq)) return
    this.rewound.add(event_seq)
    const settings = this.counting.settingsOf(anchor.dataset_id)
    if (!settings) return
    strikeEvent(anchor, facts, this.counting.segmentOf)
    openEvent(anchor, facts, this.counting.segmentOf)
    facts.changeSighting(anchor)
    const members = facts.duplicatesOf(event_seq).map((row) => ({ row, order: this.orderOf(row) }))
    members.sort((a, b) => byOrder(a.order, b.order))
    for (const { row, order } of members)
      if (byOrder(order, before) < 0) joinEvent(anchor, row, settings, facts, this.counting.segmentOf)
  }

  /** Claims as they stood before a sighting: those of later ones, or of ones that are gone, are left from last time. */
  private heldBefore(sighting: Sighting, seq: number, facts: Facts): Held {
    const held = heldBy(facts, this.counting)
    const stands = (holder: Holder | undefined): holder is Holder => {
      if (!holder || holder.seq === seq || holder.received_at_ms > sighting.received_at_ms) return false
      const row = facts.sighting(holder.seq)
      return row !== undefined && byOrder(this.orderOf(row), sighting) < 0
    }
    return {
      sightingId: held.sightingId,
      claim: (key) => {
        const { latest, latest_without_id } = facts.claim(key) ?? {}
        const standing: Claim = {}
        if (stands(latest)) standing.latest = latest
        if (stands(latest_without_id)) standing.latest_without_id = latest_without_id
        return standing
      },
    }
  }

  private orderOf(row: SightingRow): Ordered {
    const sighting_id = row.sighting_id ?? sightingIdOf(row.seq, this.counting.store_id)
    return { received_at_ms: row.received_at_ms, channel: row.channel, sighting_id }
  }

  private loadedFrom(row: SightingRow): Loaded | undefined {
    const line = this.lines(row.seq)
    if (!line) return undefined
    const { sighting_id, channel, received_at_ms } = this.orderOf(row)
    const sighting = sightingOf(row.dataset_id, sighting_id, channel, received_at_ms, line.event)
    return { row, line, sighting }
  }
}

/**
 * Takes a sighting out of the facts: another copy of it was received earlier. What joined its event is later than
 * both, and is judged again.
 * @returns the moment from which the dataset must be judged again
 */
export function forget(row: SightingRow, line: SightingLine, facts: Facts, counting: Counting): number {
  const sighting_id = row.sighting_id ?? sightingIdOf(row.seq, counting.store_id)
  const sighting = sightingOf(row.dataset_id, sighting_id, row.channel, row.received_at_ms, line.event)
  const cell = judgedCell(row, counting)
  let since_ms = row.received_at_ms
  if (row.verdict !== null) facts.count(cell, -1, presenceOf(line))
  facts.count({ ...cell, state: 'repeated', code: '' }, 1, '')
  if (row.verdict === 'counted') strikeEvent(row, facts, counting.segmentOf)
  if (row.verdict === 'duplicate') since_ms = facts.sighting(row.event_seq)?.received_at_ms ?? since_ms
  const keys = keysOf(sighting)
  for (const key of [keys.window, keys.fbp, ...keys.external_id]) {
    const held = key === null ? undefined : facts.claim(key)
    if (key === null || !held) continue
    const kept: Claim = {}
    if (held.latest && held.latest.seq !== row.seq) kept.latest = held.latest
    if (held.latest_without_id && held.latest_without_id.seq !== row.seq)
      kept.latest_without_id = held.latest_without_id
    facts.setClaim(key, kept)
  }
  facts.removeSighting(row)
  facts.change({ kind: 'forgotten', dataset_id: row.dataset_id, seq: row.seq })
  return since_ms
}
