import { DELAY_BUCKETS, type SignalsWindow } from '../signals-window.js'
import { last48Hours } from './period.js'
import { sortedNames, sumsByEvent } from './sums.js'

export type UploadFrequency = 'real_time' | 'hourly' | 'daily' | 'weekly'

/** What a delay in each of DELAY_BUCKETS is called. @source reference 9.2 */
const WORDS: readonly UploadFrequency[] = ['real_time', 'hourly', 'hourly', 'daily', 'weekly']
/** From here on optimisation loses value. @source reference 9.2 */
const LATE_S = 7_200

/** How soon after it happened the server reports an event. */
export interface Freshness {
  event_name: string
  /** server sightings of the last 48 hours */
  sightings: number
  /** the word for the median's bucket */
  upload_frequency: UploadFrequency
  /** half of the sightings came at most this many seconds after their event_time; null: more than a day */
  median_s_max: number | null
  /** the share that came more than 2 hours after, 0 to 1 */
  late: number
}

/** @returns each event that the server reported within the last 48 hours, in the order of their names */
export function freshness(window: SignalsWindow): Freshness[] {
  const sums = sumsByEvent(window.hourly, last48Hours(window.now_ms))
  return sortedNames(sums.keys()).flatMap((event_name) => {
    const counts = DELAY_BUCKETS.map((bound_s) => sums.get(event_name)?.of('server', `delay:${bound_s}`) ?? 0)
    const sightings = counts.reduce((sum, count) => sum + count, 0)
    if (sightings <= 0) return []
    const median = medianPlace(counts, sightings)
    const late = counts.reduce((sum, count, at) => ((DELAY_BUCKETS[at] ?? 0) > LATE_S ? sum + count : sum), 0)
    return [
      {
        event_name,
        sightings,
        upload_frequency: WORDS[median] ?? 'weekly',
        median_s_max: boundOf(median),
        late: late / sightings,
      },
    ]
  })
}

/** The first bucket with which half of all are reached. */
function medianPlace(counts: readonly number[], sightings: number): number {
  let reached = 0
  return counts.findIndex((count) => {
    reached += count
    return reached * 2 >= sightings
  })
}

/** null where it has none, so that it can be written as JSON */
function boundOf(place: number): number | null {
  const bound_s = DELAY_BUCKETS[place]
  return bound_s !== undefined && Number.isFinite(bound_s) ? bound_s : null
}
