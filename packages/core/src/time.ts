export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Days since the epoch, UTC. */
export const dayOf = (at_ms: number): number => Math.floor(at_ms / DAY_MS)

/** `2026-11-23` */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
