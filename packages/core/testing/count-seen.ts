import type { Seen } from '../src/report/seen.js'
import type { Hour, Measure, MeasureCount, SignalsWindow } from '../src/report/signals-window.js'
import { HOUR_MS } from '../src/time.js'

/** A window with nothing in it but what is given. */
export const windowOf = (given: Partial<SignalsWindow> & { now_ms: number }): SignalsWindow => ({
  dataset_id: '100000000000001',
  hourly: [],
  daily: [],
  books: [],
  found: [],
  shared: [],
  hosts: [],
  surroundings: {
    domain: 'shop.example',
    allowed_domains: [],
    verified_domains: [],
    created_at_ms: 0,
    verifies_domains: false,
  },
  behind_rows: 0,
  ...given,
})

/**
 * What the rollups hold of sightings, as the words of signals-window.ts have it, as far as match quality looks at it.
 * A tiny second counter beside the fold's.
 */
export function windowOfSeen(seen: readonly Seen[], now_ms: number): SignalsWindow {
  const now_hour = Math.floor(now_ms / HOUR_MS)
  const today = now_hour - (now_hour % 24)
  const hourly = new Map<string, MeasureCount>()
  const daily = new Map<string, MeasureCount>()
  for (const one of seen) {
    const hour = Math.floor(one.received_at_ms / HOUR_MS)
    if (hour < today - 28 * 24) continue
    for (const measure of measuresOfSeen(one)) {
      if (hour >= now_hour - 48) countOne(hourly, hour, one, measure)
      countOne(daily, hour - (hour % 24), one, measure)
    }
  }
  return windowOf({ now_ms, hourly: [...hourly.values()], daily: [...daily.values()] })
}

function measuresOfSeen({ event, warnings }: Seen): Measure[] {
  const measures = ['seen', ...(event.event_id === null ? [] : ['id'])]
  if (event.action_source !== null && event.action_source !== 'website') return measures
  measures.push('web')
  for (const key of Object.keys(event.user_data)) {
    measures.push(`key:${key}`)
    if (!warnings.includes(`match_key_unusable:${key}`)) measures.push(`valid:${key}`)
  }
  return measures
}

function countOne(
  counts: Map<string, MeasureCount>,
  hour: Hour,
  { event, channel }: Seen,
  measure: Measure,
): void {
  const place = `${hour} ${event.event_name} ${channel} ${measure}`
  const count = counts.get(place) ?? { hour, event_name: event.event_name, channel, measure, count: 0 }
  counts.set(place, { ...count, count: count.count + 1 })
}
