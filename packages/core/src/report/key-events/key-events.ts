import { type EventQuality, eventQualities } from '../quality/event-quality.js'
import { last7Days, last48Hours } from '../quality/period.js'
import { booksByEvent, NO_SUMS, type Sums, shareOf, sumsByEvent } from '../quality/sums.js'
import type { SignalsWindow } from '../signals-window.js'
import { type BusinessType, FUNNELS, type Targets, targetsOf } from './key-event-tables.js'
import { type BareRow, type Missing, missingIn, type Neighbour } from './missing.js'
import { type ParameterCoverage, parameterCoverage } from './parameter-coverage.js'

/** One step of the funnel. Counts are of today and the 7 days before, what is told of sightings of the last 48 hours. */
export interface KeyEventRow {
  event_name: string
  state: 'good' | 'warning' | 'error' | 'no_events'
  /** events, each once, and who reported them */
  counted: number
  channels: { browser_only: number; server_only: number; both: number }
  /** for each event of the step before; null for the first, and where there was none before */
  step_rate: number | null
  /** sightings of both channels */
  sightings: number
  parameters: readonly ParameterCoverage[]
  /** the share of browser sightings that say again what the same browser said */
  repeated: number | null
  /** the share of sightings that copy one of their own channel; they are counted once */
  copies_within_channel: number | null
  /** null: the server reported none of the website */
  composite_score: number | null
  coverage: number | null
  targets: Targets
  missing: readonly Missing[]
}

export interface KeyEvents {
  business_type: BusinessType
  rows: readonly KeyEventRow[]
}

/** What a dataset's settings say of its business. */
export interface Business {
  business_type: BusinessType
  /** the steps of `own`, in their order */
  key_events: readonly string[]
}

/**
 * The funnel of a business: for each step how many there were, by whom, with what, how often once, how well matched, and
 * what is missing for it to be good.
 * @param qualities  of the same window, where they are known already
 * @source reference 4.1, 7.5, 8; docs/key-events.md
 */
export function keyEvents(
  window: SignalsWindow,
  { business_type, key_events }: Business,
  qualities: readonly EventQuality[] = eventQualities(window),
): KeyEvents {
  const names = business_type === 'own' ? key_events : FUNNELS[business_type]
  const by_name = new Map(qualities.map((quality) => [quality.event_name, quality]))
  const books = booksByEvent(window.books, last7Days(window.now_ms))
  const days = sumsByEvent(window.daily, last7Days(window.now_ms))
  const hours = sumsByEvent(window.hourly, last48Hours(window.now_ms))
  const sumsOf = (sums: Map<string, Sums>, name: string) => sums.get(name) ?? NO_SUMS
  const bare = names.map((name, place): BareRow => {
    const before = place === 0 ? 0 : sumsOf(books, names[place - 1] ?? '').total('counted')
    const sums = { books: sumsOf(books, name), days: sumsOf(days, name), hours: sumsOf(hours, name) }
    return bareRow(name, sums, before, by_name.get(name))
  })
  const busiest = bare.reduce<Neighbour>((most, row) => (row.counted > most.counted ? row : most), NOBODY)
  const rows = bare.map((row, place): KeyEventRow => {
    const match = by_name.get(row.event_name)?.match ?? null
    const missing = missingIn(row, match, bare[place - 1] ?? null, busiest)
    return { ...row, state: stateOf(row, missing), missing }
  })
  return { business_type, rows }
}
const NOBODY: Neighbour = { event_name: '', counted: 0 }

function bareRow(
  event_name: string,
  { books, days, hours }: { books: Sums; days: Sums; hours: Sums },
  before: number,
  quality: EventQuality | undefined,
): BareRow {
  const counted = books.total('counted')
  const browser_first = days.total('both:browser_first')
  const server_first = days.total('both:server_first')
  const sightings = hours.total('seen')
  return {
    event_name,
    counted,
    channels: {
      browser_only: Math.max(0, books.of('browser', 'counted') - browser_first),
      server_only: Math.max(0, books.of('server', 'counted') - server_first),
      both: browser_first + server_first,
    },
    step_rate: before > 0 ? counted / before : null,
    sightings,
    parameters: parameterCoverage(event_name, hours),
    repeated: shareOf(hours.of('browser', 'repeat:order'), hours.of('browser', 'seen')),
    copies_within_channel: shareOf(hours.total('pairs') - hours.total('pairs:cross'), sightings),
    composite_score: quality?.match?.composite_score ?? null,
    coverage: quality?.coverage?.coverage ?? null,
    targets: targetsOf(event_name),
  }
}

function stateOf({ counted, sightings }: BareRow, missing: readonly Missing[]): KeyEventRow['state'] {
  if (missing.some(({ level }) => level === 'error')) return 'error'
  if (missing.some(({ level }) => level === 'warning')) return 'warning'
  return counted === 0 && sightings === 0 ? 'no_events' : 'good'
}
