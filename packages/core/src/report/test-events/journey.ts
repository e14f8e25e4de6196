import type { TestRow } from './row.js'

/** A step of the journey, and on which channels it has happened. */
export interface JourneyStep {
  event_name: string
  browser: boolean
  server: boolean
  /** a report of it was recognised as the other channel's */
  deduplicated: boolean
}

/** What a test has shown so far of the way to a purchase. */
export interface Journey {
  test_event_code: string
  steps: JourneyStep[]
}

/** A shop's way. @source reference 4.1; issue "Test Events" */
export const SHOP_JOURNEY = ['PageView', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase'] as const

export const emptyJourney = (
  test_event_code: string,
  event_names: readonly string[] = SHOP_JOURNEY,
): Journey => ({
  test_event_code,
  steps: event_names.map((event_name) => ({
    event_name,
    browser: false,
    server: false,
    deduplicated: false,
  })),
})

/**
 * Ticks off what a row shows; rows may come in any order and any number of times. What was refused or blocked ticks
 * nothing off.
 * @returns the same journey where nothing is new
 */
export function advanceJourney(journey: Journey, row: TestRow): Journey {
  if (row.status === 'rejected' || row.status === 'blocked') return journey
  const at = journey.steps.findIndex(({ event_name }) => event_name === row.event_name)
  const step = journey.steps[at]
  if (step === undefined) return journey
  const meets = row.duplicate_of !== null && row.duplicate_of.channel !== row.channel
  if (step[row.channel] && (step.deduplicated || !meets)) return journey
  const advanced = { ...step, [row.channel]: true, deduplicated: step.deduplicated || meets }
  return { ...journey, steps: journey.steps.with(at, advanced) }
}
