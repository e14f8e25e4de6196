import type { DestinationDelivery } from './queries.js'

/** How a destination stands, what hurts most first. */
export const STANDINGS = ['stopped', 'failing', 'behind', 'paused', 'sending', 'idle'] as const
export type Standing = (typeof STANDINGS)[number]
export const FATES = ['sent', 'waiting', 'sending', 'refused', 'expired', 'suppressed'] as const

/** Less than this is the way of things: a batch is gathered, a failure tried again. */
const BEHIND_MS = 5 * 60_000
/** So many failures in a row, and one event goes first. @source docs/delivery.md */
const FAILURES_MAX = 3

type Stood = Pick<DestinationDelivery, 'stopped' | 'paused_at_ms' | 'breaker' | 'lag_ms' | 'counts'>

export function standingOf({ stopped, paused_at_ms, breaker, lag_ms, counts }: Stood): Standing {
  if (stopped !== null) return 'stopped'
  if (paused_at_ms !== null) return 'paused'
  if (breaker !== null && breaker.failures >= FAILURES_MAX) return 'failing'
  if (lag_ms > BEHIND_MS) return 'behind'
  return countedIn(counts) === 0 ? 'idle' : 'sending'
}

/** All that was counted since the destination was added: each event has one fate. */
export const countedIn = (counts: DestinationDelivery['counts']): number =>
  FATES.reduce((all, fate) => all + counts[fate], 0)

/** What all destinations together have taken of what was theirs to take. */
export function takenOf(destinations: readonly Pick<DestinationDelivery, 'counts'>[]) {
  const sum = (of: (counts: DestinationDelivery['counts']) => number) =>
    destinations.reduce((all, { counts }) => all + of(counts), 0)
  return {
    sent: sum(({ sent }) => sent),
    waiting: sum(({ waiting, sending }) => waiting + sending),
    dead: sum(({ refused, expired }) => refused + expired),
    // What is not to be sent is nobody's to take.
    all: sum((counts) => countedIn(counts) - counts.suppressed),
  }
}

/** So many codes have a row. Each of them asks for a sample of its own. */
export const CODES_SHOWN = 20

/** Codes of what was refused or has expired, the most events first. */
export function deadByCode({ refused, expired }: DestinationDelivery['reasons']) {
  const codes = new Set([...Object.keys(refused), ...Object.keys(expired)])
  return [...codes]
    .map((code) => ({
      code,
      count: (refused[code] ?? 0) + (expired[code] ?? 0),
      is_expired: refused[code] === undefined,
    }))
    .sort((one, other) => other.count - one.count || one.code.localeCompare(other.code))
}

/** The destination that the address names; else the one that hurts most. */
export function chosenOf(
  destinations: readonly DestinationDelivery[],
  named: string | undefined,
): DestinationDelivery | undefined {
  const pain = (one: DestinationDelivery) => STANDINGS.indexOf(standingOf(one))
  return (
    destinations.find(({ destination_id }) => String(destination_id) === named) ??
    destinations.toSorted((one, other) => pain(one) - pain(other))[0]
  )
}
