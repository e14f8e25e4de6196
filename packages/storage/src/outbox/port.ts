import type { Refusal } from '@countersign/core'
import type { Destination } from '../configuration/destination.js'

/** A counted event of a dataset for one of its destinations, as it is to go out. */
export interface TakenEvent {
  /** the anchor's number, by which the outcome is told */
  seq: number
  /** how often it was tried, this time included */
  attempts: number
  /** the event in the Conversions API's words, as JSON: written once, however often it is sent */
  json: string
}

/** Events that go out together. They are `sending` until their outcome is recorded. */
export interface Taken {
  request_id: number
  destination_id: number
  /** none: all that was due has been set aside, and there may be more */
  events: TakenEvent[]
  /** they have little time left, and wait for no others */
  is_near_deadline: boolean
}

/** What became of the events of a request; any that is not named waits again at once. */
export interface Outcome {
  sent: number[]
  refused: { seq: number; refusal: Refusal }[]
  again: Again[]
  /** These go out again now, each list as a request of its own: they stay `sending`, under the numbers that `record` gives. */
  parts?: number[][]
  /** HTTP status of the last answer; null: there was none */
  http: number | null
  fbtrace_id: string | null
  events_received: number | null
  /** what went wrong, in a sentence; null: nothing */
  why: string | null
}

export interface Again {
  seq: number
  due_ms: number
  /** The destination has certainly not taken it, so this was no try that could be counted twice: `first_try_ms` stays as it was. */
  surely_not_taken?: boolean
}

/** How it stands with a destination. */
export interface Health {
  /** why nothing is sent until its owner has mended something; null: nothing is wrong */
  stopped: string | null
  stopped_at_ms: number | null
  /** failures in a row */
  failures: number
  /** nothing is tried before; null: it may be */
  open_until_ms: number | null
  last_sent_ms: number | null
  last_error: string | null
}

/** Of a destination that nothing is known of yet. */
export const HEALTHY: Health = {
  stopped: null,
  stopped_at_ms: null,
  failures: 0,
  open_until_ms: null,
  last_sent_ms: null,
  last_error: null,
}

/** What delivery sends from, and writes its outcomes to. One thread holds it; commands change rows beside it. */
export interface Outbox {
  /**
   * Takes up to `limit` due events of a destination, the most urgent lane first, those that have little time left never
   * together with others. What may not go out (any more) gets its final state here.
   * @param bytes_max  about how much JSON they may be together; one event is taken however large it is
   * @returns null where none is due
   */
  take(destination: Destination, limit: number, now_ms: number, bytes_max?: number): Taken | null
  /**
   * An attempt's outcome, in one transaction.
   * @returns the numbers of the requests that `parts` are, in their order
   */
  record(request_id: number, outcome: Outcome, now_ms: number): number[]
  /** When the next waiting event of a destination is due, in ms; null: none waits. A time long past: it is urgent. */
  nextDue(destination_id: number): number | null
  health(destination_id: number): Health
  setHealth(destination_id: number, health: Health): void
}
