import { CATALOGUE } from './catalogue/catalogue.js'
import type { Diagnosis } from './diagnosis.js'

/**
 * Leaves out what only follows from another diagnosis (the catalogue's `explains`), found for the same event and channel; one
 * that is about all events or both channels explains each. What is itself left out still explains.
 */
export const withoutConsequences = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter((one) => !diagnoses.some((other) => explains(other, one)))

function explains(cause: Diagnosis, one: Diagnosis): boolean {
  if (!CATALOGUE[cause.code].explains?.includes(one.code)) return false
  return isSameOrAll(cause.event_name, one.event_name) && isSameOrAll(cause.channel, one.channel)
}

const isSameOrAll = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b
