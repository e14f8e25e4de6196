/** A Conversions API request's body, as it came and after decompression. @source architecture, "Limits" */
export const BODY_BYTES_MAX = 10 * 2 ** 20
/** A beacon's body: an event may have 64 KiB, and encoding may triple it. */
export const BEACON_BYTES_MAX = 512 * 1024
/** What all bodies that are being received or worked on may hold together; beyond, 503. */
export const BODIES_BYTES_MAX = 48 * 2 ** 20
/** So much of each body is not counted in that: the number of connections bounds it. */
export const SMALL_BODY_BYTES = 64 * 1024
/** How deep a body's brackets may nest before we parse it: an event's 8, what is around them, and room. */
export const BODY_DEPTH_MAX = 64
/**
 * A URL may have 32 768 characters in Meta's in-app browsers; Node's own 16 KiB would cut those beacons.
 * @source reference 2.1
 */
export const HEADER_BYTES_MAX = 48 * 1024

/** How many events are worked on before other requests get their turn. */
export const SLICE_EVENTS = 100

export const REQUEST_TIMEOUT_MS = 30_000
export const HEADERS_TIMEOUT_MS = 15_000
/** Above what load balancers use (60 s), so that it is not we who close a connection that is being reused. */
export const KEEP_ALIVE_MS = 72_000

/** How long a read waits for what was acknowledged before it to be counted. @source contract */
export const FOLD_WAIT_MS = 5_000

/** What a client waits before it sends again, in seconds. */
export const RETRY_AFTER_S = 2
