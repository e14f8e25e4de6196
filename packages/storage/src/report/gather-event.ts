import { type CountedEvent, type CountingSettings, mergeEvent, type Reported } from '@countersign/core'
import type { SightingRow } from '../fold/port.js'
import type { DecodedRows } from '../journal/decoded-rows.js'
import type { SightingLine } from '../journal/line.js'
import { sightingIdOf } from '../journal/port.js'

/** What of a sighting's row is needed to put its event together. */
export type Gatherable = Pick<SightingRow, 'seq' | 'channel' | 'received_at_ms' | 'sighting_id'>

/** A sighting of an event: its row, and what it said. */
export interface Gathered<Row extends Gatherable = SightingRow> {
  row: Row
  line: SightingLine
  reported: Reported
}

/**
 * Gathers what an event's sightings said, the anchor first.
 * @returns undefined where what the anchor said is gone
 */
export function gatherEvent<Row extends Gatherable>(
  anchor: Row,
  duplicates: readonly Row[],
  lines: DecodedRows,
  store_id: string,
): [Gathered<Row>, ...Gathered<Row>[]] | undefined {
  const first = gathered(anchor, lines, store_id)
  if (!first) return undefined
  const others = duplicates.map((row) => gathered(row, lines, store_id)).filter((said) => said !== undefined)
  return [first, ...others]
}

function gathered<Row extends Gatherable>(
  row: Row,
  lines: DecodedRows,
  store_id: string,
): Gathered<Row> | undefined {
  const line = lines.line(row.seq)
  if (!line) return undefined
  const { channel, received_at_ms } = row
  const sighting_id = row.sighting_id ?? sightingIdOf(row.seq, store_id)
  return { row, line, reported: { channel, received_at_ms, sighting_id, event: line.event } }
}

/** The event as it is shown, under the first event_id that any of its sightings came with. */
export function mergeGathered(
  [anchor, ...others]: [Gathered<Gatherable>, ...Gathered<Gatherable>[]],
  settings: CountingSettings,
): CountedEvent {
  const merged = mergeEvent(
    anchor.reported,
    others.map(({ reported }) => reported),
    settings,
  )
  merged.event.event_id ??=
    others.find(({ line }) => line.event.event_id !== null)?.line.event.event_id ?? null
  return merged
}
