import { windowKeyOf } from '@countersign/core'
import { type JournalReader, seqOfSightingId, sightingIdOf } from '../journal/port.js'
import type { FactsReader } from '../report/facts-reader.js'

/** What a search has found; `sighting_id` leads to the counted event that it belongs to. */
export type Found =
  | { kind: 'event'; event_name: string }
  | { kind: 'event_id'; event_name: string; event_id: string; sighting_id: string; received_at_ms: number }
  | { kind: 'sighting'; event_name: string; sighting_id: string; received_at_ms: number }
  | {
      kind: 'order'
      order_id: string
      /** of an order that the shop has told of: how it stands beside what was tracked */
      state: string | null
      placed_at_ms: number | null
      /** of its Purchase; null: none was tracked */
      sighting_id: string | null
    }

const NAMES_SHOWN_MAX = 10
/** An event_id is looked for under so many names, those that were known first: each is one look by its key. */
const NAMES_LOOKED_MAX = 1_000

/** Names that begin so, events with exactly that event_id, the sighting with exactly that id. */
export function search(dataset_id: string, q: string, facts: FactsReader, journal: JournalReader): Found[] {
  const beginning = q.toLowerCase()
  return facts.together(() => {
    const names = facts.names(dataset_id)
    const named = [...names.values()]
      .filter((event_name) => event_name.toLowerCase().startsWith(beginning))
      .sort((a, b) => a.length - b.length)
      .slice(0, NAMES_SHOWN_MAX)
      .map((event_name) => ({ kind: 'event' as const, event_name }))
    return [
      ...named,
      ...byEventId(dataset_id, q, names, facts, journal),
      ...bySightingId(dataset_id, q, names, facts, journal),
    ]
  })
}

/** Who holds the key of an event_id is the latest sighting that opened a window of it. */
function byEventId(
  dataset_id: string,
  event_id: string,
  names: ReadonlyMap<number, string>,
  facts: FactsReader,
  journal: JournalReader,
): Found[] {
  const looked = [...names.values()].slice(0, NAMES_LOOKED_MAX)
  const keys = looked.map((event_name) => windowKeyOf({ ...NOBODY, dataset_id, event_name, event_id }) ?? '')
  return facts.holders(keys).flatMap((holder, nth): Found[] => {
    if (holder === undefined) return []
    const { seq, event_seq, received_at_ms } = holder
    const row = facts.sighting(seq)
    const sighting_id =
      row?.sighting_id ?? sightingIdOf(row === undefined ? event_seq : seq, journal.store_id)
    return [{ kind: 'event_id', event_name: looked[nth] ?? '', event_id, sighting_id, received_at_ms }]
  })
}
/** All of a sighting but what its key is made of. */
const NOBODY = {
  ...({ sighting_id: '', channel: 'server', received_at_ms: 0, event_time: 0, action_source: null } as const),
  ...{ fbp: null, external_id: [], offline: null },
}

function bySightingId(
  dataset_id: string,
  sighting_id: string,
  names: ReadonlyMap<number, string>,
  facts: FactsReader,
  journal: JournalReader,
): Found[] {
  const own = seqOfSightingId(sighting_id, journal.store_id)
  const row = own === undefined ? facts.sightingById(dataset_id, sighting_id) : facts.sighting(own)
  if (row?.dataset_id !== dataset_id || row.verdict === null) return []
  const event_name = names.get(row.name_id) ?? ''
  return [{ kind: 'sighting', event_name, sighting_id, received_at_ms: row.received_at_ms }]
}
