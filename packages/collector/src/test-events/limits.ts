/** How many rows of a dataset stay for whoever opens the page later, and how large they may be together. */
export const ROWS_MAX = 200
export const ROWS_BYTES_MAX = 512 * 1024
/** How many datasets have rows at a time; beyond, the one that was told of first and that nobody follows goes. */
export const FEEDS_MAX = 100
/** Rows beyond this in one second are counted and not shown: no eye follows them, and anyone may mark a browser. */
export const ROWS_PER_SECOND = 200
/** How many codes of a dataset that somebody follows, or has followed last, have a share of their own in all of these. */
export const FOLLOWED_MAX = 20
/** How many test codes of a dataset have a journey at a time. */
export const JOURNEYS_MAX = 50

export const SUBSCRIBERS_MAX = 100
export const SUBSCRIBERS_PER_DATASET_MAX = 20
/** What may wait for a reader; one that has not read so much is told that it lags, and let go. */
export const UNREAD_BYTES_MAX = 2 ** 20
/** A comment after so long, so that no proxy takes the stream for dead. */
export const HEARTBEAT_MS = 15_000
/** How long a reader may take to read the last words. */
export const LAST_WORDS_MS = 1_000

/** How long a row waits for its verdict before it is shown without one. @source settled.md, "Test Events" */
export const VERDICT_WAIT_MS = 500
/** How long one wait for counting lasts before the next begins. */
export const COUNTING_WAIT_MS = 5_000
