import type { Channel } from '../event.js'
import type { DiagnosisCode } from './diagnosis-codes.js'

/**
 * What is counted of sightings, by hour and by day, for each event name and channel:
 * - `seen`: sightings; `id`: with an event_id; `web`: with action_source website (or none)
 * - `id:<form>`: sightings with an event_id by its form, see `idFormOf` in diagnose/id-form.ts: why ids never meet
 * - `key:<match key>`: website sightings that carry it; `valid:<match key>`: those in which nothing is wrong with it
 * - `param:<name>`: sightings that carry a documented custom_data parameter in a usable form
 * - `delay:<bucket>`: server sightings by the time from event_time to receipt: the first of DELAY_BUCKETS that it is not
 *   above, as `String` writes it (`delay:60`, `delay:Infinity`)
 * - `pairs`: duplicates that were held beside their event's anchor; `pairs:cross`: of those, of the other channel
 * - `both:browser_first`, `both:server_first`: events that came to have both channels, in the anchor's hour and name,
 *   under the anchor's channel
 * - `repeat:order`: browser sightings that say again what the same browser said within 48 h (order_id, or value and page)
 * - `repeat:second`: browser sightings that repeat another of the same browser, page and name within 2 s, where one of the
 *   two has no event_id: each of two pixels tells of it
 * - `automation`: sightings that show signs of a machine
 * - `conversion:<id>`: counted sightings that meet the rule of a custom conversion of the dataset's
 * - `finding:<code>`: sightings in which a diagnosis was found, each once a code; `finding:<code>:<detail>` where the
 *   finding has a detail. What a pair shows is counted under the duplicate's name and channel
 */
export type Measure = string

/** Upper bounds of the time from event_time to receipt, in seconds: real time, an hour, two, a day, longer. @source reference 9.2 */
export const DELAY_BUCKETS = [60, 3_600, 7_200, 86_400, Number.POSITIVE_INFINITY] as const

/** Hours since 1970, UTC. */
export type Hour = number

export interface MeasureCount {
  /** the first hour of what it is the sum of: an hour, or a day */
  hour: Hour
  event_name: string
  channel: Channel
  measure: Measure
  count: number
}

/** The books, as counting keeps them. `code` is the method of a duplicate, the code of a refusal, else ''. */
export interface BookCount {
  hour: Hour
  event_name: string
  channel: Channel
  state: 'counted' | 'duplicate' | 'rejected' | 'blocked' | 'restricted' | 'repeated'
  code: string
  count: number
}

/** Where a diagnosis was found: its latest sightings, and the pages that it was found on. */
export interface FoundAt {
  code: DiagnosisCode
  event_name: string
  channel: Channel
  detail: string
  first_ms: number
  last_ms: number
  /** up to 20, the latest last: places in the journal */
  samples: readonly number[]
  /** pages without their query, most frequent first, up to 20 */
  urls: readonly { url: string; count: number }[]
}

/** A value that many sightings share, found by its weight: an address, an fbp, an amount. Kept as a digest where it is identity. */
export interface Shared {
  kind: 'client_ip_address' | 'fbp' | 'value'
  /** of whose amounts it is one; '' for identity, which is counted over all events */
  event_name: string
  channel: Channel
  /** for `value`: `9.5 USD`; else a digest that says nothing */
  what: string
  /** at least so many sightings carried it */
  count: number
  /** at least so many different people (by em, ph or external_id) stood behind it; 0 for `value` */
  people: number
  last_ms: number
  samples: readonly number[]
}

export interface HostSeen {
  host: string
  channel: Channel
  first_ms: number
  last_ms: number
  count: number
}

/** What is configured, as far as reports want to know it. */
export interface Surroundings {
  /** the dataset's own site */
  domain: string | null
  allowed_domains: readonly string[]
  /** domains whose ownership is proven */
  verified_domains: readonly string[]
  created_at_ms: number
  /** whether the owner verifies domains at all: without, an unverified one is no problem */
  verifies_domains: boolean
}

/**
 * All that the window rules and the quality figures are made from: rollups and samples, never events. A function of what
 * was received up to `now_ms`.
 */
export interface SignalsWindow {
  dataset_id: string
  now_ms: number
  /**
   * the last 49 hours, the current one included, by hour. Of a dataset with very many event names only `seen` and the first
   * hour are: the other measures of the 48 hours after it are one sum each, at the last hour in which it was counted
   */
  hourly: readonly MeasureCount[]
  /**
   * the last 29 days, today included, by day (UTC): all of the last 8, of those before them `seen`, and from the server
   * `web`, `key:` and `valid:`
   */
  daily: readonly MeasureCount[]
  /**
   * the books of today and the 7 days before it (UTC). By the hour, or summed over these 7 days (today included), over what
   * of the day before them lies within 168 hours, and over the rest of that day: then one of each sum stands at the hour in
   * which it was first counted, the rest at the last
   */
  books: readonly BookCount[]
  /** of the last 8 days, the most frequent first; of what comes after some hundreds, without samples and urls */
  found: readonly FoundAt[]
  shared: readonly Shared[]
  /** of the last 8 days */
  hosts: readonly HostSeen[]
  surroundings: Surroundings
  /** how far behind the fold is, in journal rows; 0: all that was acknowledged is in here */
  behind_rows: number
}
