export const MINUTE_MS = 60_000

/** The minute that it is, in ms. */
export const thisMinute = (): number => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
