/** How much, how long, how many: each may be set, and each has its reason here. */
export interface ForwarderLimits {
  /** Meta takes no more in a request. @source reference 5.2. By bytes it is core's `batchLength` that ends one. */
  batch_events_max: number
  /** How long a batch that is not full waits for more, after the first of its events is due. */
  gather_ms: number
  /** Batches under way to one destination: to one that answers in 200 ms, 8 are 40,000 events a second. */
  in_flight_max: number
  /** Parts of refused batches under way to one destination, beside its batches: all of a split at once, so that the
   *  good ones of a batch wait for two round trips and no more. They are small. */
  parts_in_flight_max: number
  /** Requests under way to all destinations together. */
  requests_max: number
  /** Events and bodies in memory, of all destinations together. */
  bytes_max: number
  /** From the start of a request to the end of its answer. Behind the fetcher's own limits: it holds whatever happens. */
  attempt_ms: number
  /** How long requests that are under way may take when the forwarder stops. */
  stop_ms: number
  /** Failures in a row after which a destination is left alone for a while. */
  failures_max: number
  /** How long it is left alone: between these, growing with each failure, unless it asks for longer itself. One small
   *  request a minute costs nobody anything, and delivery goes on a minute after an outage. */
  open_ms_min: number
  open_ms_max: number
  /** How many events the first request after that carries: what times out may have been taken, and is to be little. */
  probe_events: number
  /** How long nothing new is sent where the destination says that its limits are nearly reached. */
  near_limit_ms: number
}

export const FORWARDER_LIMITS: ForwarderLimits = {
  batch_events_max: 1_000,
  gather_ms: 1_000,
  in_flight_max: 8,
  parts_in_flight_max: 32,
  requests_max: 64,
  bytes_max: 64 * 2 ** 20,
  attempt_ms: 15_000,
  stop_ms: 5_000,
  failures_max: 3,
  open_ms_min: 1_000,
  open_ms_max: 60_000,
  probe_events: 1,
  near_limit_ms: 5_000,
}

/** How often the outbox is looked into again when it could not be written, e.g. for a full disk. */
export const OUTBOX_AGAIN_MS = 1_000
/** How often a stopped destination's health is read: its owner resumes it in another process. */
export const STOPPED_LOOK_MS = 5_000
