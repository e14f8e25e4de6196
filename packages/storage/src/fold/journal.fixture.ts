import { COUNTING_DEFAULTS, type IdentifiedEvent, type Sighting } from '@countersign/core'
import { encodeLine, encodeRow, type SightingLine } from '../journal/line.js'
import { memoryJournal } from '../journal/memory.js'
import type { JournalReader, JournalRow } from '../journal/port.js'
import type { Counting } from './counting.js'

export const DATASET = '100000000000001'
export const lineOf = (s: Sighting): SightingLine => {
  const event: IdentifiedEvent = {
    event_name: s.event_name,
    event_time: s.event_time,
    event_id: s.event_id,
    action_source: s.action_source as IdentifiedEvent['action_source'],
    user_data: {},
    // Each sighting says another value, so that the books tell whose value is shown.
    custom_data: { value: Number(s.sighting_id.replace(/\D/g, '')) + 0.1, currency: 'USD' },
  }
  if (s.fbp !== null) event.user_data.fbp = s.fbp
  if (s.external_id.length > 0) event.user_data.external_id = [...s.external_id]
  if (s.offline?.order_id) event.custom_data.order_id = s.offline.order_id
  if (s.offline?.item_number) event.custom_data.item_number = s.offline.item_number
  return { dataset_id: DATASET, channel: s.channel, sighting_id: s.sighting_id, event }
}

export interface Batch {
  kind: JournalRow['kind']
  at_ms: number
  sightings: Sighting[]
}

/** A journal whose live rows carry the times that the sightings say. */
export function journalOf(batches: Batch[]): JournalReader {
  const { writer, reader } = memoryJournal({ wall_ms: () => 0, steady_ms: () => 0 })
  const times = new Map<number, number>()
  for (const { kind, at_ms, sightings } of batches) {
    const lines = sightings.map((s) => lineOf(s))
    if (kind === 'import')
      for (const [i, line] of lines.entries()) line.received_at_ms = sightings[i]?.received_at_ms ?? 0
    const { position } = writer.append(kind, encodeRow(lines.map(encodeLine)))
    times.set(position, at_ms)
    if (kind !== 'import') continue
    const mark = { dataset_id: DATASET, import_from: position, import_to: position }
    times.set(writer.append('mark', encodeRow([encodeLine(mark)])).position, at_ms)
  }
  const timed = (row: JournalRow): JournalRow => ({ ...row, received_at_ms: times.get(row.position) ?? 0 })
  return {
    ...reader,
    read: (from: number, bytes_max: number) => reader.read(from, bytes_max).map(timed),
    row: (position: number) => {
      const row = reader.row(position)
      return row && timed(row)
    },
  }
}

export const COUNTING: Counting = {
  refresh() {},
  settingsOf: () => COUNTING_DEFAULTS,
  segmentOf: () => 0,
  leftBehind() {},
  store_id: '00000000',
}

/** Live rows: one for each millisecond, since a journal's rows never share one. */
export const live = (sightings: Sighting[]) => {
  const times = [...new Set(sightings.map((s) => s.received_at_ms))].sort((a, b) => a - b)
  return times.map((at_ms) => ({
    kind: 'live' as const,
    at_ms,
    sightings: sightings.filter((s) => s.received_at_ms === at_ms),
  }))
}
export const imported = (sightings: Sighting[]) => ({ kind: 'import' as const, at_ms: 1, sightings })
