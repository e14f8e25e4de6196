import type { Channel } from '@countersign/core'
import type { EventQuality, SignalQuality } from '@countersign/core/quality'
import type { Issue } from '../configuration/issue.js'
import type { EventReport, SightingReport } from '../report/events.js'
import { type FactsReader, type HourlyCount, withChannel } from '../report/facts-reader.js'
import { type IssueCounts, issueCounts, lastByBrowser, lastReceived } from './event-names.js'
import { piecesOf, type Range, rowsOfPieces } from './pieces.js'
import { type AmountSum, type BookSums, Sums } from './sums.js'
import type { UrlsOfName } from './urls-of-name.js'

type ByChannel = { [C in Channel]: number }
type Named = { name: string } & ByChannel

/** What one event's sightings carried in a range, by channel: counts, each of `sightings`. */
export interface OneName {
  event_name: string
  totals: BookSums
  last_received_at_ms: number | null
  issues: IssueCounts
  /** those that were judged: what the others are a share of */
  sightings: ByChannel
  event_id: ByChannel
  duplicates: ({ method: string } & ByChannel)[]
  /** what was not counted, by its code */
  refusals: ({ state: 'rejected' | 'blocked' | 'restricted'; code: string } & ByChannel)[]
  parameters: Named[]
  match_keys: Named[]
  hosts: Named[]
  /** of the newest reports, whenever they came */
  urls: UrlsOfName
  action_sources: Named[]
  warnings: Named[]
  automation: Named[]
  /** null: there was nothing to tell it from */
  quality: EventQuality | null
  /** the newest counted events, whenever they came */
  samples: EventSample[]
}
export interface EventSample {
  /** the first sighting's */
  sighting_id: string
  event_id: string | null
  counted_at_ms: number
  channels: Channel[]
  value: unknown
  currency: unknown
  /** without its query */
  event_source_url: string | null
  sightings: Pick<
    SightingReport,
    'sighting_id' | 'channel' | 'received_at_ms' | 'verdict' | 'method' | 'primary'
  >[]
}

/** How many samples are shown, and copies of each. */
export const SAMPLES_MAX = 20
const COPIES_MAX = 20
/** Pages choose what they send: a list shows so many, the most frequent first. */
const LISTED_MAX = 200

interface Beside {
  urls: UrlsOfName
  quality: SignalQuality
  issues: readonly Issue[]
  samples: readonly EventReport[]
}

/** @returns undefined where nothing of that name was ever received */
export function readOneName(
  dataset_id: string,
  event_name: string,
  range: Range,
  { urls, quality, issues, samples }: Beside,
  facts: FactsReader,
): OneName | undefined {
  return facts.together(() => {
    const name_id = facts.nameId(dataset_id, event_name)
    if (name_id === undefined) return undefined
    const of = { dataset_id: Number(dataset_id), name_id }
    const pieces = piecesOf(range)
    const counts = withChannel<HourlyCount>(rowsOfPieces('counts_of_name', of, pieces, facts))
    const sums = new Sums()
    for (const row of counts) sums.count(row)
    for (const row of rowsOfPieces<AmountSum>('amounts_of_name', of, pieces, facts)) sums.amount(row)
    return {
      event_name,
      totals: sums.shown(),
      last_received_at_ms: lastReceived(of, lastByBrowser(dataset_id, facts), undefined, facts),
      issues: issueCounts(issues.filter((issue) => issue.event_name === event_name)),
      ...judged(counts),
      ...present(withChannel<Present>(rowsOfPieces('present_of_name', of, pieces, facts))),
      urls,
      quality: quality.events.find((one) => one.event_name === event_name) ?? null,
      samples: samples.slice(0, SAMPLES_MAX).map(sampleOf),
    }
  })
}

const none = (): ByChannel => ({ browser: 0, server: 0 })

function judged(counts: readonly HourlyCount[]): Pick<OneName, 'sightings' | 'duplicates' | 'refusals'> {
  const sightings = none()
  const duplicates = new Map<string, OneName['duplicates'][number]>()
  const refusals = new Map<string, OneName['refusals'][number]>()
  for (const { state, channel, code, count } of counts) {
    if (state === 'repeated' || count === 0) continue
    if (state === 'counted' || state === 'duplicate') sightings[channel] += count
    if (state === 'duplicate') addTo(duplicates, code, { method: code }, channel, count)
    if (state === 'rejected' || state === 'blocked' || state === 'restricted')
      addTo(refusals, `${state} ${code}`, { state, code }, channel, count)
  }
  return { sightings, duplicates: mostFirst(duplicates), refusals: mostFirst(refusals) }
}

interface Present {
  channel: Channel
  /** `param:value`, `match_key:em` … */
  present: string
  count: number
}
const LISTS = {
  param: 'parameters',
  match_key: 'match_keys',
  host: 'hosts',
  action_source: 'action_sources',
  warning: 'warnings',
  automation: 'automation',
} as const
type List = (typeof LISTS)[keyof typeof LISTS]

function present(rows: readonly Present[]): Pick<OneName, List | 'event_id'> {
  const event_id = none()
  const lists = new Map<string, Map<string, Named>>()
  for (const { channel, present: text, count } of rows) {
    const at = text.indexOf(':')
    const [kind, name] = [text.slice(0, at), text.slice(at + 1)]
    const list = lists.get(kind) ?? new Map<string, Named>()
    lists.set(kind, list)
    if (kind === 'param' && name === 'event_id') event_id[channel] += count
    else addTo(list, name, { name }, channel, count)
  }
  const shown = Object.entries(LISTS).map(([kind, list]) => [list, mostFirst(lists.get(kind) ?? new Map())])
  return { event_id, ...(Object.fromEntries(shown) as Pick<OneName, List>) }
}

function addTo<T extends object>(
  list: Map<string, T & ByChannel>,
  key: string,
  about: T,
  channel: Channel,
  count: number,
): void {
  const row = list.get(key) ?? { ...about, ...none() }
  list.set(key, row)
  const sums: ByChannel = row
  sums[channel] += count
}

const mostFirst = <T extends ByChannel>(list: ReadonlyMap<string, T>): T[] =>
  [...list.values()]
    .filter(({ browser, server }) => browser + server > 0)
    .sort((a, b) => b.browser + b.server - a.browser - a.server)
    .slice(0, LISTED_MAX)

function sampleOf({ sightings, custom_data, ...event }: EventReport): EventSample {
  const { event_id, counted_at_ms, channels, event_source_url } = event
  return {
    sighting_id: sightings[0]?.sighting_id ?? '',
    event_id,
    counted_at_ms,
    channels,
    value: custom_data.value ?? null,
    currency: custom_data.currency ?? null,
    event_source_url: event_source_url?.replace(/[?#].*$/s, '') ?? null,
    sightings: sightings
      .slice(0, COPIES_MAX)
      .map(({ event_id: _id, warnings: _warnings, ...sighting }) => sighting),
  }
}
