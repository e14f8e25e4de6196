import type {
  BookCount,
  Channel,
  DiagnosisCode,
  FoundAt,
  HostSeen,
  MeasureCount,
  Shared,
  SignalsWindow,
  Surroundings,
} from '@countersign/core'
import type Database from 'better-sqlite3'
import { hourOf } from '../fold/port.js'
import type { FactsReader } from '../report/facts-reader.js'
import { byCount, latest, readPages, readSamples, type Sample } from './found-table.js'
import { channelOf } from './groups.js'
import { addTo, readCounts } from './measure-tables.js'
import { QUERIES } from './queries.js'
import { KINDS, readSketch } from './shared-table.js'
import { merge, peopleBehind, type Sketch } from './sketch.js'

const DAY_HOURS = 24
/** How far back a window looks. @source core's SignalsWindow */
const HOURLY_HOURS = 49
const DAILY_DAYS = 29
const BOOKS_HOURS = 8 * DAY_HOURS
const SHARED_DAYS = 8
const URLS_MAX = 20

/** What a window is read from, each a connection that only reads. */
export interface WindowSources {
  /** null: nothing was observed yet */
  signals: Database.Database | null
  facts: FactsReader
}

interface CountsRow {
  at: number
  name: number
  channel: number
  counts: string
}
interface FoundRow {
  name: number
  channel: number
  code: string
  detail: string
  first_ms: number
  last_ms: number
  samples: string
  pages: string
}
type Names = ReadonlyMap<number, string>

/** All that diagnoses and quality are made from, as far as the fold has been told. One moment of each file. */
export function readSignalsWindow(
  { signals, facts }: WindowSources,
  dataset_id: string,
  now_ms: number,
  surroundings: Surroundings,
  behind_rows: number,
): SignalsWindow {
  const observed =
    signals?.transaction(() => readSignals(signals, dataset_id, now_ms)).deferred() ?? NOTHING_OBSERVED
  const books = facts.together(() => readBooks(facts, dataset_id, now_ms))
  return { dataset_id, now_ms, ...observed, books, surroundings, behind_rows }
}

type Signals = Pick<SignalsWindow, 'hourly' | 'daily' | 'found' | 'shared' | 'hosts'>
const NOTHING_OBSERVED: Signals = { hourly: [], daily: [], found: [], shared: [], hosts: [] }

function readSignals(db: Database.Database, dataset_id: string, now_ms: number): Signals {
  const rows = <T>(sql: string, given: object): T[] => db.prepare(sql).all(given) as T[]
  const [known] = rows<{ id: number }>(QUERIES.dataset, { dataset_id: Number(dataset_id) })
  if (!known) return NOTHING_OBSERVED
  const dataset = known.id
  const hour = hourOf(now_ms)
  const today = Math.floor(hour / DAY_HOURS)
  const textsOf = (sql: string): Names =>
    new Map(rows<{ id: number; name: string }>(sql, { dataset }).map(({ id, name }) => [id, name]))
  const [names, measures] = [textsOf(QUERIES.names), textsOf(QUERIES.measures)]
  const hourly = rows<CountsRow>(QUERIES.hourly, { dataset, from: hour - HOURLY_HOURS + 1, to: hour + 1 })
  const daily = rows<CountsRow>(QUERIES.daily, { dataset, from: today - DAILY_DAYS + 1, to: today + 1 })
  const from_segment = { dataset, from: today - DAILY_DAYS + 1 }
  const shared = rows<{ kind: number; channel: number; counters: string }>(QUERIES.shared, {
    dataset,
    from: today - SHARED_DAYS + 1,
    to: today + 1,
  })
  return {
    hourly: summed(hourly, 1, names, measures),
    daily: summed(daily, DAY_HOURS, names, measures),
    found: foundAt(rows<FoundRow>(QUERIES.found, from_segment), names),
    shared: sharedOf(shared, names),
    hosts: rows<Omit<HostSeen, 'channel'> & { channel: number }>(QUERIES.hosts, from_segment).map((row) => ({
      ...row,
      channel: channelOf(row.channel),
    })),
  }
}

/** Rows of one hour, name and channel follow one another, a row for each journal segment. */
function summed(rows: readonly CountsRow[], hours: number, names: Names, measures: Names): MeasureCount[] {
  const counts: MeasureCount[] = []
  let sum = new Map<number, number>()
  for (const [index, { at, name, channel, counts: text }] of rows.entries()) {
    for (const [measure, count] of readCounts(text)) addTo(sum, measure, count)
    const next = rows[index + 1]
    if (next && next.at === at && next.name === name && next.channel === channel) continue
    const shared = { hour: at * hours, event_name: names.get(name) ?? '', channel: channelOf(channel) }
    for (const [measure, count] of sum)
      counts.push({ ...shared, measure: measures.get(measure) ?? '', count })
    sum = new Map()
  }
  return counts
}

function foundAt(rows: readonly FoundRow[], names: Names): FoundAt[] {
  const merged = new Map<string, { row: FoundRow; samples: Sample[]; pages: Map<string, number> }>()
  for (const row of rows) {
    const key = `${row.name}:${row.channel}:${row.code}:${row.detail}`
    const known = merged.get(key)
    if (!known) {
      merged.set(key, { row: { ...row }, samples: readSamples(row.samples), pages: readPages(row.pages) })
      continue
    }
    known.row.first_ms = Math.min(known.row.first_ms, row.first_ms)
    known.row.last_ms = Math.max(known.row.last_ms, row.last_ms)
    known.samples.push(...readSamples(row.samples))
    for (const [page, count] of readPages(row.pages)) addTo(known.pages, page, count)
  }
  return [...merged.values()].map(({ row, samples, pages }) => ({
    code: row.code as DiagnosisCode,
    event_name: names.get(row.name) ?? '',
    channel: channelOf(row.channel),
    detail: row.detail,
    first_ms: row.first_ms,
    last_ms: row.last_ms,
    samples: latest(samples).map(([, seq]) => seq),
    urls: [...pages]
      .sort(byCount)
      .slice(0, URLS_MAX)
      .map(([url, count]) => ({ url, count })),
  }))
}

/** Each value that more than one sighting carried, the most frequent first; each day's sketch gives its best. */
function sharedOf(
  rows: readonly { kind: number; channel: number; counters: string }[],
  names: Names,
): Shared[] {
  const merged = new Map<string, { kind: number; channel: number; sketch: Sketch }>()
  for (const { kind, channel, counters } of rows) {
    const key = `${kind}:${channel}`
    const known = merged.get(key)
    if (known) merge(known.sketch, readSketch(counters))
    else merged.set(key, { kind, channel, sketch: readSketch(counters) })
  }
  const shared: Shared[] = []
  for (const { kind: code, channel, sketch } of merged.values())
    for (const [what, counter] of sketch) {
      const kind = KINDS[code]
      if (counter.count < 2 || kind === undefined) continue
      const { count, last_ms, samples } = counter
      const about = aboutOf(kind, what, names)
      shared.push({
        kind,
        channel: channelOf(channel),
        ...about,
        count,
        people: peopleBehind(counter),
        last_ms,
        samples,
      })
    }
  return shared.sort((a, b) => b.count - a.count)
}

/** An amount is of an event name; identity is shared across all of them. */
function aboutOf(kind: Shared['kind'], what: string, names: Names): Pick<Shared, 'event_name' | 'what'> {
  if (kind !== 'value') return { event_name: '', what }
  const at = what.indexOf(':')
  return { event_name: names.get(Number(what.slice(0, at))) ?? '', what: what.slice(at + 1) }
}

function readBooks(facts: FactsReader, dataset_id: string, now_ms: number): BookCount[] {
  const names = facts.names(dataset_id)
  const to_hour = hourOf(now_ms) + 1
  const counts = facts.countsByHour(dataset_id, { from_hour: to_hour - BOOKS_HOURS, to_hour })
  return counts.map(({ name_id, channel, ...count }) => ({
    ...count,
    channel: channel as Channel,
    event_name: names.get(name_id) ?? '',
  }))
}
