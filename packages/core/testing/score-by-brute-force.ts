import { KEY_WEIGHTS } from '../src/report/quality/weights.js'
import type { Seen } from '../src/report/seen.js'
import { HOUR_MS } from '../src/time.js'

/**
 * The match quality of an event from its raw sightings, told as slowly and plainly as can be. Shares nothing with
 * `matchQuality` but the weights.
 * @returns null where the server reported no such event of the website within the 48 hours before the current one
 */
export function scoreByBruteForce(seen: readonly Seen[], event_name: string, now_ms: number): number | null {
  const begins_ms = now_ms - (now_ms % HOUR_MS) - 48 * HOUR_MS
  const counted = seen.filter(
    (one) =>
      one.channel === 'server' &&
      one.event.event_name === event_name &&
      (one.event.action_source === 'website' || one.event.action_source === null) &&
      one.received_at_ms >= begins_ms &&
      one.received_at_ms <= now_ms,
  )
  if (counted.length === 0) return null
  let nobody = 1
  for (const { keys, weight } of KEY_WEIGHTS) {
    let fewest = counted.length
    for (const key of keys) {
      const right = counted.filter(
        ({ event, warnings }) =>
          event.user_data[key] !== undefined && !warnings.some((w) => w.endsWith(`:${key}`)),
      )
      fewest = Math.min(fewest, right.length)
    }
    nobody *= 1 - (weight * fewest) / counted.length
  }
  return 10 - 10 * nobody
}
