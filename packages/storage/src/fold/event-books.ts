import { type CountingSettings, type EventState, joinedBy, openedBy, type Value } from '@countersign/core'
import type { SegmentOf } from './counting.js'
import { type Facts, hourOf, type SightingRow } from './port.js'

/** The anchor's own columns of what its event shows, as core's rule wants them. */
function stateOf(anchor: SightingRow, facts: Facts): EventState {
  return {
    anchored_at_ms: anchor.received_at_ms,
    browser: anchor.browser,
    server: anchor.server,
    shown: shownValue(anchor, facts),
  }
}

export const ownValue = (row: SightingRow): Value | null =>
  row.value === null ? null : { value: row.value, currency: row.currency }

function shownValue(anchor: SightingRow, facts: Facts): Value | null {
  if (anchor.shown_seq === null) return null
  const shown = anchor.shown_seq === anchor.seq ? anchor : facts.sighting(anchor.shown_seq)
  return shown ? ownValue(shown) : null
}

/** Makes a sighting the anchor of an event of its own, and enters what the event shows. */
export function openEvent(anchor: SightingRow, facts: Facts, segmentOf: SegmentOf): void {
  const state = openedBy(anchor.channel, anchor.received_at_ms, ownValue(anchor))
  anchor.event_seq = anchor.seq
  anchor.browser = state.browser
  anchor.server = state.server
  anchor.shown_seq = state.shown === null ? null : anchor.seq
  enter(anchor, state, 1, facts, segmentOf)
}

/** A duplicate shows nothing of its own: what it may have shown as an anchor is its event's now. */
export function leaveEvent(row: SightingRow): void {
  row.browser = false
  row.server = false
  row.shown_seq = null
}

/** Adds a duplicate, later in order than all that joined before, to its event. */
export function joinEvent(
  anchor: SightingRow,
  row: SightingRow,
  settings: CountingSettings,
  facts: Facts,
  segmentOf: SegmentOf,
): void {
  const before = stateOf(anchor, facts)
  const after = joinedBy(before, row.channel, row.received_at_ms, ownValue(row), settings)
  if (after.browser === before.browser && after.server === before.server && after.shown === before.shown)
    return
  enter(anchor, before, -1, facts, segmentOf)
  anchor.browser = after.browser
  anchor.server = after.server
  if (after.shown !== before.shown) anchor.shown_seq = row.seq
  enter(anchor, after, 1, facts, segmentOf)
  facts.changeSighting(anchor)
}

/** Takes what an event shows out of the books: it is about to be no event, or to be put together anew. */
export function strikeEvent(anchor: SightingRow, facts: Facts, segmentOf: SegmentOf): void {
  enter(anchor, stateOf(anchor, facts), -1, facts, segmentOf)
}

/** `both` and value, in the anchor's hour. A value without a currency is in no sum. */
function enter(anchor: SightingRow, state: EventState, by: 1 | -1, facts: Facts, segmentOf: SegmentOf): void {
  const both = state.browser && state.server
  const { value = '', currency = null } = state.shown ?? {}
  if (!both && (value === '' || currency === null)) return
  const cell = {
    dataset_id: anchor.dataset_id,
    hour: hourOf(anchor.received_at_ms),
    segment: segmentOf(anchor.seq),
    name_id: anchor.name_id,
  }
  if (both) facts.addAmount(cell, 'both', by === 1 ? '1' : '-1')
  if (value !== '' && currency !== null)
    facts.addAmount(cell, `value:${currency}`, by === 1 ? value : negated(value))
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`)
