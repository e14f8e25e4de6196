import type { GraphEvent, Refusal } from '@countersign/core'
import type { Destination } from '../configuration/port.js'

/** A counted event of a dataset for one of its destinations, as it is to go out. */
export interface TakenEvent {
  /** the anchor's number, by which the outcome is told */
  seq: number
  /** how often it was tried, this time included */
  attempts: number
  graph_event: GraphEvent
}

/** Events that go out together. They are `sending` until their outcome is recorded. */
export interface Taken {
  request_id: number
  destination_id: number
  events: TakenEvent[]
  /** they have little time left, and wait for no others */
  is_near_deadline: boolean
}

/** What became of the events of a request; any that is not named waits again at once. */
export interface Outcome {
  sent: number[]
  refused: { seq: number; refusal: Refusal }[]
  again: { seq: number; due_ms: number }[]
  /** HTTP status of the last answer; null: there was none */
  http: number | null
  fbtrace_id: string | null
  events_received: number | null
  /** what went wrong, in a sentence; null: nothing */
  why: string | null
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

/** What delivery sends from, and writes its outcomes to. One thread holds it; commands change rows beside it. */
export interface Outbox {
  /**
   * Takes up to `limit` due events of a destination, the most urgent lane first, those that have little time left never
   * together with others. What may not go out (any more) gets its final state here.
   * @returns null where none is due
   */
  take(destination: Destination, limit: number, now_ms: number): Taken | null
  record(request_id: number, outcome: Outcome, now_ms: number): void
  /** when the next waiting event of a destination is due, in ms; null: none waits */
  nextDue(destination_id: number): number | null
  health(destination_id: number): Health
  setHealth(destination_id: number, health: Health): void
}
