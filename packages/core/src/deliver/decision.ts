/** Why no answer came. `forbidden_address`: our own guard let no request out. */
export type NetworkFailure = 'timeout' | 'refused' | 'reset' | 'dns' | 'tls' | 'forbidden_address' | 'other'

/** What came back of one request. */
export type Answer =
  | {
      kind: 'http'
      status: number
      /** as text, possibly cut; empty where there was none */
      body: string
      /** `retryAfterSeconds` of its headers */
      retry_after_s: number | null
      /** `usagePercent` of its headers */
      usage_percent: number | null
    }
  | { kind: 'network'; failure: NetworkFailure }

/** A refusal in the destination's own words: printable, bounded, without anything that looks like a secret. */
export interface Refusal {
  http: number
  code: number | null
  subcode: number | null
  title: string
  message: string
  fbtrace_id: string | null
}

/** The batch holds events that the destination does not take. */
export interface Blame {
  do: 'blame'
  refusal: Refusal
  /** Places in the batch, ascending; null where none is named: find them by splitting */
  places: number[] | null
  /** Nothing is wrong but the size: smaller batches go */
  too_large: boolean
  /**
   * Whether the code is known to speak of events. Where it is not, and no part of the batch is accepted, the
   * destination itself may be at fault: see `allRefusedAlike`.
   */
  sure: boolean
}

/** What is to be done after an answer. */
export type Decision =
  | {
      do: 'accept'
      /** null where the destination does not say (202) */
      events_received: number | null
      fbtrace_id: string | null
      /** the destination's notes, and ours where it took fewer than were sent */
      messages: string[]
      /** its usage is near its limit: fewer requests for a while */
      slow_down: boolean
    }
  | { do: 'retry'; why: string; slow_down: boolean; after_ms: number | null }
  /** Nothing more is sent to this destination until its owner has mended what `why` says. */
  | { do: 'stop'; why: string }
  | Blame
  /** The same for a batch of one, which needs no search: a dead letter. `sure` as in Blame. */
  | { do: 'refuse'; refusal: Refusal; sure: boolean }
