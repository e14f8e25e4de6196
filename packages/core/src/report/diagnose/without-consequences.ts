import { CATALOGUE } from './catalogue/catalogue.js'
import type { Diagnosis } from './diagnosis.js'

/**
 * Leaves out what only follows from another diagnosis (the catalogue's `explains`), found for the same event and channel;
 * one that is about all events or both channels explains each. A small cause does not explain much: its share must be at
 * least half of what it would explain. What is itself left out still explains.
 */
export const withoutConsequences = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter((one) => !diagnoses.some((other) => explains(other, one)))

function explains(cause: Diagnosis, one: Diagnosis): boolean {
  if (!CATALOGUE[cause.code].explains?.includes(one.code)) return false
  if (cause.share !== null && one.share !== null && cause.share < one.share * EXPLAINED_MIN) return false
  return isSameOrAll(cause.event_name, one.event_name) && isSameOrAll(cause.channel, one.channel)
}

const EXPLAINED_MIN = 0.5

const isSameOrAll = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b
