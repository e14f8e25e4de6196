import type { SignalsWindow } from '../signals-window.js'
import { last7Days } from './period.js'
import { booksByEvent, NO_SUMS, type Sums, shareOf, sortedNames, sumsByEvent } from './sums.js'
import { COVERAGE_GOAL } from './weights.js'

/** The keys by which two channels' reports can meet. */
export const DEDUPE_KEYS = ['event_id', 'external_id', 'fbp'] as const
export type DedupeKey = (typeof DEDUPE_KEYS)[number]

/** Shares are 0 to 1; null where there is nothing to be a share of. */
export interface DedupeKeyQuality {
  dedupe_key: DedupeKey
  /** the share of browser events that carry it */
  browser_share: number | null
  server_share: number | null
  /** what of the coverage comes from it; those of all keys sum to the coverage */
  contribution: number | null
  /** the share of all that was received that was found by it to be a copy */
  deduplication_rate: number | null
}

/** How completely the server reports what the browser does, over today and the 7 days before. */
export interface EventCoverage {
  event_name: string
  /** events, each once */
  counted: number
  /** those that the browser reported, and of those, the ones that the server reported as well */
  with_browser: number
  matched: number
  coverage: number | null
  goal: number
  /** the share of all that was received that was a copy of something */
  deduplication_rate: number | null
  /** the share of counted events that came on both channels */
  overlap: number | null
  keys: readonly DedupeKeyQuality[]
  /** additional conversions reported: events that only the server reported, for each that the browser did. May be above 1 */
  acr: number | null
}

/**
 * Coverage, deduplication and what the server's path added, for each event counted today or in the 7 days before (UTC).
 * An event that the browser reported is one that a browser sighting opened, or that the server opened and the browser
 * joined.
 * @returns in the order of their names
 * @source reference 7.5 and 8
 */
export function coverage(window: SignalsWindow): EventCoverage[] {
  const period = last7Days(window.now_ms)
  const books = booksByEvent(window.books, period)
  const measures = sumsByEvent(window.daily, period)
  return sortedNames(books.keys()).flatMap((event_name) => {
    const of_event = books.get(event_name)
    if (of_event === undefined || of_event.total('counted') <= 0) return []
    return [{ event_name, ...coverageOf(of_event, measures.get(event_name) ?? NO_SUMS) }]
  })
}

function coverageOf(books: Sums, measures: Sums): Omit<EventCoverage, 'event_name'> {
  const counted = books.total('counted')
  const server_first = measures.total('both:server_first')
  const with_browser = books.of('browser', 'counted') + server_first
  const matched = Math.min(measures.total('both:browser_first') + server_first, with_browser)
  const received = counted + books.total('duplicate')
  return {
    counted,
    with_browser,
    matched,
    coverage: shareOf(matched, with_browser),
    goal: COVERAGE_GOAL,
    deduplication_rate: shareOf(received - counted, received),
    overlap: shareOf(matched, counted),
    keys: keysOf(books, measures, matched, with_browser),
    acr: with_browser > 0 ? Math.max(0, counted - with_browser) / with_browser : null,
  }
}

/**
 * A duplicate by fbp or external_id always joins a server's copy to a browser's event. So as many matched events came by
 * those keys, at most; event_id, which copies of one channel share as well, brought the rest.
 */
function keysOf(books: Sums, measures: Sums, matched: number, with_browser: number): DedupeKeyQuality[] {
  const received = books.total('counted') + books.total('duplicate')
  const by_fbp = Math.min(books.total('duplicate:fbp'), matched)
  const by_external_id = Math.min(books.total('duplicate:external_id'), matched - by_fbp)
  const brought = { fbp: by_fbp, external_id: by_external_id, event_id: matched - by_fbp - by_external_id }
  return DEDUPE_KEYS.map((dedupe_key) => ({
    dedupe_key,
    browser_share: carriedShare(measures, 'browser', dedupe_key),
    server_share: carriedShare(measures, 'server', dedupe_key),
    contribution: shareOf(brought[dedupe_key], with_browser),
    deduplication_rate: shareOf(books.total(`duplicate:${dedupe_key}`), received),
  }))
}

/** An event_id is looked for in all sightings, match keys in those of the website. */
const carriedShare = (measures: Sums, channel: 'browser' | 'server', key: DedupeKey): number | null =>
  key === 'event_id'
    ? shareOf(measures.of(channel, 'id'), measures.of(channel, 'seen'))
    : shareOf(measures.of(channel, `key:${key}`), measures.of(channel, 'web'))
