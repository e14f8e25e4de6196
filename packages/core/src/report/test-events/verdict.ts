import type { Method } from '../../deduplicate/judge.js'
import type { Channel } from '../../event.js'
import { HOUR_MS } from '../../time.js'
import type { TestRow } from './row.js'

/** What counting made of a report. */
export interface TestVerdict {
  sighting_id: string
  received_at_ms: number
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** on a duplicate: the report that its event began with; null where that is gone */
  anchor: { channel: Channel; received_at_ms: number } | null
}

/** By what a duplicate was recognised. @source reference/counting.md, methods A and B */
const BY: { [method in Method]: string } = {
  event_id: 'same event_name and event_id',
  fbp: 'same event_name and fbp, and one of the two has no event_id',
  external_id: 'same event_name and external_id, and one of the two has no event_id',
  offline: 'same event_name, event_time and order or person, by the rule for offline events',
}

/** A row with its verdict and the reason for it. */
export function judgedRow(row: TestRow, judged: TestVerdict): TestRow {
  const { sighting_id, received_at_ms, verdict, method, anchor } = judged
  const known = { ...row, sighting_id, received_at_ms, method }
  if (verdict === 'counted') return { ...known, status: 'counted', why: COUNTED, duplicate_of: null }
  const by = method === null ? 'the same event' : BY[method]
  const of = anchor === null ? 'an event received before' : nameOf(anchor, received_at_ms)
  return { ...known, status: 'duplicate', why: `Duplicate of ${of}: ${by}.`, duplicate_of: anchor }
}
const COUNTED = 'Counted: no report of this event came before.'

/** A row whose report counting has passed without a verdict. @param was_sent_before  it came under an id of its own */
export const unjudgedRow = (row: TestRow, was_sent_before: boolean): TestRow =>
  was_sent_before
    ? {
        ...row,
        status: 'repeated',
        why: 'The same report, sent again: it is one sighting, however often it comes.',
      }
    : { ...row, why: 'Received. Counting has passed it and holds no verdict on it.' }

function nameOf(anchor: { channel: Channel; received_at_ms: number }, received_at_ms: number): string {
  const before_ms = received_at_ms - anchor.received_at_ms
  const when = before_ms < 0 ? 'later' : 'earlier'
  return `the ${anchor.channel} event received ${spanText(Math.abs(before_ms))} ${when}`
}

/** 0.2 s, 1.8 s, 59 s, 12 min, 3.5 h: two digits say enough. */
function spanText(ms: number): string {
  if (ms < 60_000) return `${short(ms / 1_000)} s`
  return ms < HOUR_MS ? `${short(ms / 60_000)} min` : `${short(ms / HOUR_MS)} h`
}
const short = (n: number): string => (n < 9.95 ? n.toFixed(1) : Math.floor(n).toFixed(0))
