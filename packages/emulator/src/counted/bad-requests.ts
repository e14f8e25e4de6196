import { kindOf, PROBLEMS, type ProblemCode } from '@countersign/core'
import type { RefusalLine } from '@countersign/storage'

/** So many are kept; older ones go. */
const KEPT_MAX = 1_000

/** An event that a refusal names. */
export interface BlamedEvent {
  index: number
  event_name: string | null
  event_id: string | null
}

/** A request that was refused, or that a failure was answered to. */
export interface BadRequest {
  received_at_ms: number
  channel: 'browser' | 'server'
  dataset_id: string
  /** the HTTP status; null where there was no answer. A beacon is answered 200 whatever is wrong with it. */
  status: number | null
  /** what it was answered; for a beacon what would be said of it */
  error: { [field: string]: unknown } | null
  /** in a few words: `100/2804003 Event Timestamp Too Old`, `hang` */
  reason: string
  /** how many events were in it; null where that was not looked at */
  events: number | null
  blamed: BlamedEvent[]
  /** the failure that made it so; null: the request was at fault */
  failure_id: number | null
}

/** The latest refusals. */
export class BadRequests {
  private held: BadRequest[] = []
  private gone = 0

  add(bad: BadRequest): void {
    this.held.push(bad)
    if (this.held.length <= KEPT_MAX * 2) return
    this.gone += this.held.length - KEPT_MAX
    this.held = this.held.slice(-KEPT_MAX)
  }

  addBeacon({ dataset_id, code, events }: RefusalLine, received_at_ms: number): void {
    const { title, fix } = wordsOf(code)
    const names = Object.keys(events)
    this.add({
      received_at_ms,
      channel: 'browser',
      dataset_id,
      status: 200,
      error: { code, title, fix },
      reason: `${code} ${title}`.trim(),
      events: 1,
      blamed: names.map((name) => ({ index: 0, event_name: name || null, event_id: null })),
      failure_id: null,
    })
  }

  /** the oldest first */
  all(): readonly BadRequest[] {
    return this.held.slice(-KEPT_MAX)
  }

  get dropped(): number {
    return this.gone + Math.max(0, this.held.length - KEPT_MAX)
  }

  clear(): void {
    this.held = []
    this.gone = 0
  }
}

/** A line in the journal has our own code, or Graph's subcode. */
function wordsOf(code: string): { title: string; fix: string } {
  const codes = Object.keys(PROBLEMS) as ProblemCode[]
  const found = codes.find((name) => name === code || String(kindOf(name).subcode) === code)
  return found === undefined ? { title: '', fix: '' } : kindOf(found)
}
