import { batchLength } from '@countersign/core'
import type { TakenEvent } from '@countersign/storage'
import { textOf } from '../send/send-batch.js'
import type { Siblings } from './siblings.js'

/** An event that is held until its outcome is in the ledger. */
export interface Held {
  seq: number
  attempts: number
  /** its JSON */
  text: string
  bytes: number
}

/** Events that go out in one request: those of a batch, or a part of one that was refused. */
export interface Piece {
  request_id: number
  events: Held[]
  /** how often these were refused with others, places being named */
  round: number
  /** parts have an allowance of their own */
  of: 'batch' | 'split'
  siblings: Siblings | null
  /** it goes to see how a destination is that has failed */
  is_probe: boolean
}

export function hold({ seq, attempts, graph_event }: TakenEvent): Held {
  const text = textOf(graph_event)
  return { seq, attempts, text, bytes: Buffer.byteLength(text) }
}

export const bytesOf = (events: readonly Held[]): number =>
  events.reduce((total, { bytes }) => total + bytes, 0)

/** Lists of events, each small enough for a request, in their order. */
export function inRequests(events: readonly Held[], events_max: number): Held[][] {
  const lists: Held[][] = []
  for (let at = 0; at < events.length; ) {
    const bytes = events.slice(at, at + events_max).map((event) => event.bytes)
    const length = batchLength(bytes, events_max)
    lists.push(events.slice(at, at + length))
    at += length
  }
  return lists
}
