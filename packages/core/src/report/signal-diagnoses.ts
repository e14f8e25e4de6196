import { diagnose } from './diagnose/diagnose.js'
import type { Diagnosis } from './diagnose/diagnosis.js'
import type { TripwireFinding } from './orders/tripwire.js'
import { matchQuality } from './quality/match-quality.js'
import type { Hour, SignalsWindow } from './signals-window.js'

/**
 * Everything that is wrong with a dataset by what was counted of it, the most severe first: what `countersign diagnose`,
 * the API and alerts tell.
 * @param tripped  what the shop's orders say of the same time; null: nothing, or none are known
 * @returns [] for a healthy dataset. Never throws.
 */
export function diagnosesOf(window: SignalsWindow, tripped: TripwireFinding | null = null): Diagnosis[] {
  const scores = new Map(matchQuality(window).map(({ event_name, score }) => [event_name, score]))
  return diagnose(window, {
    tripped,
    score: (event_name, hours) =>
      hours === undefined ? (scores.get(event_name) ?? null) : scoreOf(window, event_name, hours),
  })
}

/** Of some hours; asked for names alone whose score is too low. */
function scoreOf(
  window: SignalsWindow,
  event_name: string,
  { from_hour, end_hour }: { from_hour: Hour; end_hour: Hour },
): number | null {
  const hourly = window.hourly.filter(
    (row) =>
      row.channel === 'server' &&
      row.event_name === event_name &&
      row.hour >= from_hour &&
      row.hour < end_hour,
  )
  return matchQuality({ ...window, hourly, daily: [] })[0]?.score ?? null
}
