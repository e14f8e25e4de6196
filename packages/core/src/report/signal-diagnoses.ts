import { diagnose } from './diagnose/diagnose.js'
import type { Diagnosis } from './diagnose/diagnosis.js'
import { matchQuality } from './quality/match-quality.js'
import type { SignalsWindow } from './signals-window.js'

/**
 * Everything that is wrong with a dataset by what was counted of it, the most severe first: what `countersign diagnose`,
 * the API and alerts tell.
 * @returns [] for a healthy dataset. Never throws.
 */
export function diagnosesOf(window: SignalsWindow): Diagnosis[] {
  const scores = new Map(matchQuality(window).map(({ event_name, score }) => [event_name, score]))
  return diagnose(window, { score: (event_name) => scores.get(event_name) ?? null })
}
