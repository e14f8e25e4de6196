import type { Channel } from '@countersign/core'
import type { BookCount, HostSeen, Shared, SignalsWindow, Surroundings } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { channelOf } from '../fold/codes.js'
import { hourOf } from '../fold/port.js'
import type { FactsReader } from '../report/facts-reader.js'
import { QUERIES } from './queries.js'
import { type CountsRow, type TellingOf, type Texts, tellCounts } from './read-counts.js'
import { readFound } from './read-found.js'
import { KINDS, readSketch } from './shared-table.js'
import { merge, peopleBehind, type Sketch } from './sketch.js'

const DAY_HOURS = 24
/** How far back a window looks. @source core's SignalsWindow */
const HOURLY_HOURS = 49
const DAILY_DAYS = 29
const WEEK_DAYS = 7
const RECENT_DAYS = 8
/** So many rows of hours are told one by one: those of twenty names on both channels. More are summed. */
const HOUR_ROWS_MAX = 2_000
/** The books of so many names are told by the hour. */
const BOOK_NAMES_MAX = 20

/** What a window is read from, each a connection that only reads. */
export interface WindowSources {
  /** null: nothing was observed yet */
  signals: Database.Database | null
  facts: FactsReader
}

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
  const textsOf = (sql: string): Texts =>
    new Map(rows<{ id: number; name: string }>(sql, { dataset }).map(({ id, name }) => [id, name]))
  const [names, measures] = [textsOf(QUERIES.names), textsOf(QUERIES.measures)]
  const [hours_from, days_from] = [hour - HOURLY_HOURS + 1, today - DAILY_DAYS + 1]
  const recent = { dataset, from: today - RECENT_DAYS + 1, to: today + 1 }
  const hours = rows<CountsRow>(QUERIES.hourly, { dataset, from: hours_from, to: hour + 1 })
  const days = rows<CountsRow>(QUERIES.daily, { dataset, from: days_from, to: today + 1 })
  return {
    hourly: tellCounts(hours, names, measures, hourly(hours_from, hours.length <= HOUR_ROWS_MAX)),
    daily: tellCounts(days, names, measures, daily(recent.from)),
    found: readFound(db, dataset, { from: recent.from, to: today }, names),
    shared: sharedOf(rows(QUERIES.shared, recent), names),
    hosts: rows<Omit<HostSeen, 'channel'> & { channel: number }>(QUERIES.hosts, recent).map((row) => ({
      ...row,
      channel: channelOf(row.channel),
    })),
  }
}

/**
 * By the hour, so that rules see when a fault was mended. Of a dataset with so many names that this would take long, only
 * how many came is told by the hour; the rest as a sum of 48 hours, and of the hour before them.
 */
const hourly = (from: number, is_each: boolean): TellingOf => ({
  hours: 1,
  telling: (at, measure) => (is_each || measure === 'seen' || at === from ? 'told' : 'summed'),
})

/** Of earlier days than the last 8 is told what came, and what the server's match quality was. */
const daily = (all_from: number): TellingOf => ({
  hours: DAY_HOURS,
  telling: (at, measure, channel) =>
    at >= all_from || measure === 'seen' || (channel === 'server' && OF_MATCHING.test(measure))
      ? 'told'
      : 'none',
})
const OF_MATCHING = /^(web$|key:|valid:)/

/** Each value that more than one sighting carried, the most frequent first; each day's sketch gives its best. */
function sharedOf(
  rows: readonly { kind: number; channel: number; counters: string }[],
  names: Texts,
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
function aboutOf(kind: Shared['kind'], what: string, names: Texts): Pick<Shared, 'event_name' | 'what'> {
  if (kind !== 'value') return { event_name: '', what }
  const at = what.indexOf(':')
  return { event_name: names.get(Number(what.slice(0, at))) ?? '', what: what.slice(at + 1) }
}

/**
 * The books by the hour; of a dataset with many names, for which that would take long, summed over the parts that anybody
 * asks for: the 7 days (UTC), what of the day before lies within 168 hours, and the rest of it.
 */
function readBooks(facts: FactsReader, dataset_id: string, now_ms: number): BookCount[] {
  const names = facts.names(dataset_id)
  const hour = hourOf(now_ms)
  const third_from = hour - (hour % DAY_HOURS) - (WEEK_DAYS - 1) * DAY_HOURS
  const parts = {
    from_hour: third_from - DAY_HOURS,
    second_from: hour - WEEK_DAYS * DAY_HOURS + 1,
    third_from,
    to_hour: hour + 1,
  }
  const named = <C extends { name_id: number; channel: string }>({ name_id, ...counted }: C) => ({
    ...counted,
    channel: counted.channel as Channel,
    event_name: names.get(name_id) ?? '',
  })
  if (names.size <= BOOK_NAMES_MAX) return facts.countsByHour(dataset_id, parts).map(named)
  return facts.countsInParts(dataset_id, parts).flatMap((part) => {
    const { first_hour, ...count } = named(part)
    if (first_hour === count.hour || count.count < 2) return [count]
    return [
      { ...count, hour: first_hour, count: 1 },
      { ...count, count: count.count - 1 },
    ]
  })
}
