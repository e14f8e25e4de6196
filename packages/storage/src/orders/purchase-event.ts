import {
  type CountingSettings,
  joinedBy,
  keysOfPurchase,
  openedBy,
  orderKey,
  type PurchaseKey,
  type Value,
} from '@countersign/core'

/** A sighting of a Purchase, as the fold keeps it. */
export interface PurchaseSighting {
  seq: number
  dataset_id: number
  event_seq: number
  received_at_ms: number
  channel: 'browser' | 'server'
  sighting_id: string | null
  event_time_ms: number
  value_e4: number | null
  has_value: number
  currency: string | null
  order_id: string | null
  event_id: string | null
  identity: string
  is_test: number
  host: string | null
}

/** A counted Purchase: what its sightings together say. */
export interface PurchaseEvent {
  seq: number
  dataset_id: number
  at_ms: number
  received_at_ms: number
  value_e4: number | null
  currency: string | null
  keys: PurchaseKey[]
  /** order ids of its duplicates that are not its own: their Purchases were swallowed */
  merged_keys: string[]
  identity: string[]
  is_test: number
  order_id: string | null
  event_id: string | null
  host: string | null
}

/** How many digests of an event are compared by, and how many other orders' ids are kept. */
const IDENTITY_MAX = 8
const MERGED_MAX = 20

/**
 * Puts a counted Purchase together. Its value is the one that the books have; its order id the first that one of its
 * sightings names, in the order of counting.
 * @param sightings  all that belong to it
 * @returns undefined where its anchor is not among them (yet)
 */
export function purchaseOf(
  seq: number,
  sightings: readonly PurchaseSighting[],
  settings: CountingSettings,
): PurchaseEvent | undefined {
  const anchor = sightings.find((sighting) => sighting.seq === seq)
  if (!anchor) return undefined
  const joined = sightings.filter((sighting) => sighting !== anchor).sort(byOrder)
  const all = [anchor, ...joined]
  const first = all.find(({ order_id }) => order_id !== null)
  const own = orderKey(first?.order_id)
  const event_id = all.find((sighting) => sighting.event_id !== null)?.event_id ?? null
  const others = all.map(({ order_id }) => orderKey(order_id)).filter((key) => key !== null && key !== own)
  return {
    seq,
    dataset_id: anchor.dataset_id,
    at_ms: anchor.event_time_ms,
    received_at_ms: anchor.received_at_ms,
    ...shownBy(anchor, joined, settings),
    keys: keysOfPurchase(first?.order_id ?? null, event_id),
    merged_keys: [...new Set(others as string[])].slice(0, MERGED_MAX),
    identity: [...new Set(all.flatMap(({ identity }) => identity.split(' ').filter(Boolean)))].slice(
      0,
      IDENTITY_MAX,
    ),
    is_test: anchor.is_test,
    order_id: first?.order_id ?? null,
    event_id,
    host: anchor.host,
  }
}

function shownBy(anchor: PurchaseSighting, joined: readonly PurchaseSighting[], settings: CountingSettings) {
  let state = openedBy(anchor.channel, anchor.received_at_ms, saidValue(anchor))
  for (const { channel, received_at_ms, ...sighting } of joined)
    state = joinedBy(state, channel, received_at_ms, saidValue(sighting), settings)
  const { value = '', currency = null } = state.shown ?? {}
  return { value_e4: value === '' ? null : Number(value), currency }
}

/** Its amount in ten-thousandths stands in the text's place: only where it goes is asked. */
const saidValue = (s: Pick<PurchaseSighting, 'has_value' | 'value_e4' | 'currency'>): Value | null =>
  s.has_value === 0 ? null : { value: s.value_e4 === null ? '' : String(s.value_e4), currency: s.currency }

/** As counting orders sightings; the place in the journal stands for an id that the journal gave. */
const byOrder = (a: PurchaseSighting, b: PurchaseSighting): number =>
  a.received_at_ms - b.received_at_ms ||
  (a.channel === b.channel ? 0 : a.channel === 'browser' ? -1 : 1) ||
  a.seq - b.seq
