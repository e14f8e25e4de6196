import { HOUR_MS } from '../../time.js'
import type { Hour, MeasureCount, SignalsWindow } from '../signals-window.js'
import { last48Hours } from './period.js'
import { type Sums, shareOf, sortedNames, sumsByEvent } from './sums.js'
import {
  KEY_WEIGHTS,
  type MatchKey,
  type MatchKeyLabel,
  RATINGS,
  type Rating,
  type WeighedKey,
} from './weights.js'

/** What one match key, or two that count together, add to an event's score. Shares are 0 to 1, scores 0 to 10. */
export interface KeyQuality {
  /** as `weights.ts` has them: `em`, or `client_ip_address+client_user_agent` */
  key: string
  label: MatchKeyLabel
  /** the share of events that carry it */
  coverage: number
  /** of those, the share in which nothing is wrong with it; null where none carries it */
  validity: number | null
  /** each of them by itself, where more than one count together */
  parts: readonly { key: MatchKey; coverage: number }[]
  /** the score if every event carried it, and rightly */
  with_it: number
  /** by how much that is more than the score */
  gain: number
}

/** How well an event's server events can be matched to people. */
export interface MatchQuality {
  event_name: string
  /** server events of the website in the last 48 hours */
  web: number
  /** 0 to 10, not rounded */
  score: number
  /** the same to one decimal, as it is shown */
  composite_score: number
  rating: Rating
  keys: readonly KeyQuality[]
  /** days (UTC) that had such events, oldest first */
  trend: readonly { from_ms: number; web: number; composite_score: number }[]
}

/**
 * Event Match Quality of each event that the server reported of the website within the last 48 hours (the current hour
 * and the 48 before it), by our own formula:
 *
 *     score = 10 × (1 − Π (1 − weight × coverage × validity))    over the rows of KEY_WEIGHTS
 *
 * Keys that count together (address with user agent, first with last name) have the coverage of the one that fewer
 * events carry, and as many valid ones as the one that is valid in fewer. The counts do not tell in how many events both
 * were: it is that many at most, and exactly that many where the rarer is never sent without the other.
 * @returns in the order of their names; an event without such sightings is not in it
 * @source reference 8; docs/match-quality.md
 */
export function matchQuality(window: SignalsWindow): MatchQuality[] {
  const sums = sumsByEvent(window.hourly, last48Hours(window.now_ms))
  const trends = trendsOf(window.daily)
  return sortedNames(sums.keys()).flatMap((event_name) => {
    const of_event = sums.get(event_name)
    const quality = of_event && qualityOfSums(of_event)
    return quality ? [{ event_name, ...quality, trend: trends.get(event_name) ?? [] }] : []
  })
}

/** The word for a score as it is shown. */
export const ratingOf = (composite_score: number): Rating =>
  RATINGS.find(({ from }) => composite_score >= from)?.rating ?? 'Poor'

function qualityOfSums(sums: Sums): Omit<MatchQuality, 'event_name' | 'trend'> | null {
  const web = sums.of('server', 'web')
  if (web <= 0) return null
  const usable = usableShares(sums, web)
  const score = scoreOf(usable)
  const keys = KEY_WEIGHTS.map((weighed, place): KeyQuality => {
    const with_it = scoreOf(usable.map((share, at) => (at === place ? 1 : share)))
    return { ...keyOf(weighed, sums, web), with_it, gain: with_it - score }
  })
  const composite_score = toTenths(score)
  return { web, score, composite_score, rating: ratingOf(composite_score), keys }
}

/** coverage × validity of each row of KEY_WEIGHTS, in its order */
const usableShares = (sums: Sums, web: number): number[] =>
  KEY_WEIGHTS.map(({ keys }) => shareOf(fewest(sums, 'valid', keys), web) ?? 0)

function keyOf({ keys, label }: WeighedKey, sums: Sums, web: number): Omit<KeyQuality, 'with_it' | 'gain'> {
  const carried = fewest(sums, 'key', keys)
  const part = (key: MatchKey) => ({ key, coverage: shareOf(fewest(sums, 'key', [key]), web) ?? 0 })
  return {
    key: keys.join('+'),
    label,
    coverage: shareOf(carried, web) ?? 0,
    validity: shareOf(fewest(sums, 'valid', keys), carried),
    parts: keys.length > 1 ? keys.map(part) : [],
  }
}

const fewest = (sums: Sums, measure: 'key' | 'valid', keys: readonly MatchKey[]): number =>
  Math.min(...keys.map((key) => sums.of('server', `${measure}:${key}`)))

/** @param usable  see `usableShares` */
function scoreOf(usable: readonly number[]): number {
  let unknown = 1
  for (const [place, { weight }] of KEY_WEIGHTS.entries()) unknown *= 1 - weight * (usable[place] ?? 0)
  return 10 * (1 - unknown)
}

function trendsOf(daily: readonly MeasureCount[]): Map<string, MatchQuality['trend'][number][]> {
  const days = new Map<Hour, MeasureCount[]>()
  for (const row of daily) {
    if (row.channel !== 'server') continue
    const day = days.get(row.hour)
    if (day) day.push(row)
    else days.set(row.hour, [row])
  }
  const trends = new Map<string, MatchQuality['trend'][number][]>()
  for (const [hour, rows] of [...days].sort(([a], [b]) => a - b))
    for (const [event_name, sums] of sumsByEvent(rows, { from: hour, to: hour })) {
      const web = sums.of('server', 'web')
      if (web <= 0) continue
      const trend = trends.get(event_name) ?? []
      const composite_score = toTenths(scoreOf(usableShares(sums, web)))
      trend.push({ from_ms: hour * HOUR_MS, web, composite_score })
      trends.set(event_name, trend)
    }
  return trends
}

const toTenths = (score: number): number => Math.round(score * 10) / 10
