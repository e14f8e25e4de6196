import type { DiagnosisCode } from '../diagnosis-codes.js'
import { CATALOGUE } from './catalogue/catalogue.js'
import type { Diagnosis } from './diagnosis.js'

/**
 * Leaves out what only follows from another diagnosis (the catalogue's `explains`), found for the same event and channel;
 * one that is about all events or both channels explains each. A small cause does not explain much: its share must be at
 * least half of what it would explain. What is itself left out still explains.
 */
export function withoutConsequences(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  const index = indexCauses(diagnoses)
  return diagnoses.filter((one) => !causesOf(index, one).some((cause) => explains(cause, one)))
}

/** By the code that they explain, then by their event name; null: those of all event names. */
type Causes = Map<DiagnosisCode, Map<string | null, Diagnosis[]>>

function indexCauses(diagnoses: readonly Diagnosis[]): Causes {
  const causes: Causes = new Map()
  for (const cause of diagnoses)
    for (const code of CATALOGUE[cause.code].explains ?? []) {
      const by_name = causes.get(code) ?? new Map<string | null, Diagnosis[]>()
      causes.set(code, by_name)
      const held = by_name.get(cause.event_name)
      if (held) held.push(cause)
      else by_name.set(cause.event_name, [cause])
    }
  return causes
}

function causesOf(causes: Causes, { code, event_name }: Diagnosis): readonly Diagnosis[] {
  const by_name = causes.get(code)
  if (!by_name) return []
  if (event_name === null) return [...by_name.values()].flat()
  return [...(by_name.get(event_name) ?? []), ...(by_name.get(null) ?? [])]
}

function explains(cause: Diagnosis, one: Diagnosis): boolean {
  if (cause.share !== null && one.share !== null && cause.share < one.share * EXPLAINED_MIN) return false
  return cause.channel === null || one.channel === null || cause.channel === one.channel
}

const EXPLAINED_MIN = 0.5
