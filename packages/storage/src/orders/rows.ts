import type { OrderStatus } from '@countersign/core'
import { groupsOf, type Meeting } from './neighbours.js'
import type { PurchaseEvent } from './purchase-event.js'
import { ORDER, PURCHASE } from './schema.js'

export interface OrderRow {
  dataset_id: number
  order_key: string
  order_id: string
  at_ms: number
  value_e4: number
  currency: string
  status: OrderStatus
  identity: string
  class: string | null
  reason: string | null
  seq: number | null
  matched_by: string | null
}
export interface PurchaseRow extends Omit<PurchaseEvent, 'keys' | 'merged_keys' | 'identity'> {
  keys: string
  merged_keys: string
  identity: string
  class: string | null
  reason: string | null
  order_key: string | null
  day: number | null
}

/** Digests as a row holds them. */
export const listed = (identity: string): string[] => identity.split(' ').filter(Boolean)

/** Whether an event says what its row says. */
export const isSame = (was: PurchaseRow, now: PurchaseEvent): boolean =>
  was.at_ms === now.at_ms &&
  was.received_at_ms === now.received_at_ms &&
  was.value_e4 === now.value_e4 &&
  was.currency === now.currency &&
  was.keys === JSON.stringify(now.keys) &&
  was.merged_keys === JSON.stringify(now.merged_keys) &&
  was.identity === now.identity.join(' ') &&
  was.is_test === now.is_test &&
  was.order_id === now.order_id &&
  was.event_id === now.event_id &&
  was.host === now.host

export function orderMeeting(row: OrderRow): Meeting {
  const { dataset_id, order_key, at_ms, value_e4, currency } = row
  return {
    node: { dataset_id, kind: ORDER, id: order_key },
    at_ms,
    groups: groupsOf(value_e4, currency, listed(row.identity)),
    keys: [],
    received_at_ms: at_ms,
    merged_keys: [],
  }
}

export function purchaseMeeting(row: PurchaseRow): Meeting {
  const { dataset_id, seq, at_ms, received_at_ms, value_e4, currency } = row
  return {
    node: { dataset_id, kind: PURCHASE, id: String(seq) },
    at_ms,
    groups: groupsOf(value_e4, currency, listed(row.identity)),
    keys: JSON.parse(row.keys) as Meeting['keys'],
    received_at_ms,
    merged_keys: JSON.parse(row.merged_keys) as string[],
  }
}
